"""Writes the repositories of vectors/hub-layouts/layouts.json, and asks Hugging Face datasets what it makes of them.

    python hub_layouts.py write FOLDER           one folder a repository
    HF_ENDPOINT=URL python hub_layouts.py ask    results as JSON on standard output; the Hub has them as layouts/NAME
"""

import dataclasses
import io
import json
import os
import pathlib
import re
import sys
import tempfile
import zipfile

VECTORS = pathlib.Path(__file__).parents[2] / "vectors" / "hub-layouts"
TEXTS = {
    "csv": "a,b\n1,x\n",
    "tsv": "a\tb\n1\tx\n",
    "json": '[{"a": 1, "b": "x"}]\n',
    "jsonl": '{"a": 1, "b": "x"}\n',
    "ndjson": '{"a": 1, "b": "x"}\n',
}


def table(name):
    return json.loads((VECTORS / name).read_text(encoding="utf-8"))


def layouts():
    return table("layouts.json")


def content(path, layout):
    """A few bytes that suit a file's name. Only archives and metadata files are looked into."""
    archived = layout.get("archives", {}).get(path)
    if archived is not None:
        return archive(archived)
    name = path.rsplit("/", 1)[-1]
    folder = path[: -len(name)]
    images = [other[len(folder) :] for other in layout["files"] if other.startswith(folder) and other != path and not name_of(other).startswith("metadata")]
    if name == "metadata.csv":
        return ("file_name,note\n" + "".join(f"{image},x\n" for image in images)).encode()
    if name == "metadata.jsonl":
        return "".join(json.dumps({"file_name": image, "note": "x"}) + "\n" for image in images).encode()
    if name == "metadata.parquet":
        return parquet({"file_name": images, "note": ["x"] * len(images)})
    return TEXTS.get(name.rsplit(".", 1)[-1], f"{path}\n").encode()


def name_of(path):
    return path.rsplit("/", 1)[-1]


def archive(paths):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as opened:
        for path in paths:
            opened.writestr(zipfile.ZipInfo(path), TEXTS.get(path.rsplit(".", 1)[-1], "x"))
    return buffer.getvalue()


def parquet(columns):
    import pyarrow
    import pyarrow.parquet

    buffer = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.table(columns), buffer)
    return buffer.getvalue()


def write(root):
    for layout in layouts():
        texts = {"README.md": layout.get("readme", "# A dataset\n"), ".huggingface.yaml": layout.get("settings")}
        files = {path: content(path, layout) for path in layout["files"]}
        files.update({path: text.encode() for path, text in texts.items() if text is not None})
        for path, data in files.items():
            place = pathlib.Path(root, layout["name"], path)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(data)


def ask():
    with tempfile.TemporaryDirectory() as home:
        os.environ.update(HF_HOME=home, HF_UPDATE_DOWNLOAD_COUNTS="0", HF_HUB_DISABLE_TELEMETRY="1", HF_HUB_DISABLE_PROGRESS_BARS="1")
        import datasets

        datasets.config.USE_PARQUET_EXPORT = False
        datasets.disable_progress_bars()
        datasets.utils.logging.set_verbosity_error()
        results = [{"name": layout["name"], "cases": [ask_case(layout["name"], case) for case in layout["cases"]]} for layout in layouts()]
    return {"datasets": datasets.__version__, "layouts": results, **ask_splits(table("splits.json"))}


def ask_case(layout, case):
    import datasets

    name = f"layouts/{layout}"
    asked = {key: case[key] for key in ("config", "pattern", "folder") if key in case}
    files = {"data_files": case["pattern"]} if "pattern" in case else {}
    folder = {"data_dir": case["folder"]} if "folder" in case else {}
    try:
        builder = datasets.load_dataset_builder(name, case.get("config"), **files, **folder)
        return {**asked, "configs": datasets.get_dataset_config_names(name, **files), **describe(builder)}
    except Exception as error:
        return {**asked, "error": type(error).__name__, "message": plain(str(error))}


def ask_splits(asked):
    """The records that specifications mean, and the hundredths of splits of many sizes, as [closest, pct1_dropremainder]."""
    from datasets import ReadInstruction

    def ranges(spec):
        try:
            return [[each.splitname, each.from_, each.to] for each in ReadInstruction.from_spec(spec).to_absolute(asked["counts"])]
        except Exception as error:
            return plain(str(error))

    def bound(count, rounding):
        specs = [f"x[:{percent}%]({rounding})" for percent in range(101)]
        return [ReadInstruction.from_spec(spec).to_absolute({"x": count})[0].to for spec in specs] if count >= 100 or rounding == "closest" else None

    return {
        "splits": [[spec, ranges(spec)] for spec in asked["specs"]],
        "hundredths": [[count, bound(count, "closest"), bound(count, "pct1_dropremainder")] for count in asked["roundedCounts"]],
    }


def describe(builder):
    described = {
        "config": builder.config.name,
        "module": builder.name,
        "options": {field.name: getattr(builder.config, field.name) for field in dataclasses.fields(builder.config) if is_option(builder.config, field)},
        "splits": [[str(split), [in_repository(path) for path in paths]] for split, paths in builder.config.data_files.items()],
    }
    features = builder.info.features or getattr(builder.config, "features", None)
    if features:
        described["features"] = features.to_dict()
    if builder.info.splits:
        described["counts"] = [[str(split.name), split.num_examples] for split in builder.info.splits.values()]
    if builder.name in ("imagefolder", "audiofolder") and not features:
        described.update(folder_columns(builder))
    return described


def folder_columns(builder):
    """What a record of a folder of images or sounds has, by looking at its files."""
    try:
        builder.as_streaming_dataset()
    except Exception as error:
        return {"folderError": plain(str(error))}
    features = builder.info.features
    label = features.get("label")
    return {"columns": list(features), **({"labels": list(label.names)} if label is not None else {})}


def is_option(config, field):
    known = ("name", "version", "data_dir", "data_files", "description", "features")
    return field.name not in known and getattr(config, field.name) != field.default


def in_repository(path):
    return re.sub(r"^hf://datasets/layouts/[^@]+@[0-9a-f]+/", "", path)


def plain(message):
    """The first line without what differs from run to run."""
    line = next(iter(message.splitlines()), "")
    line = re.sub(r"^Couldn't find any data file at .* either: ", "", line)
    line = re.sub(r"https?://127\.0\.0\.1:\d+", "HUB", line)
    return re.sub(r"@[0-9a-f]{40}", "@SHA", line)[:200]


def compact(results):
    """JSON with a line an answer."""

    def lines(items):
        return "[\n" + ",\n".join("    " + json.dumps(item, ensure_ascii=False) for item in items) + "\n  ]"

    members = [f'"{name}": {lines(value) if isinstance(value, list) else json.dumps(value)}' for name, value in results.items()]
    return "{\n  " + ",\n  ".join(members) + "\n}"


if __name__ == "__main__":
    if sys.argv[1] == "write":
        write(sys.argv[2])
    else:
        print(compact(ask()))
