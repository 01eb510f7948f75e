"""Writes the corpus: `python write_corpus.py OUT` makes OUT/<table>/<tool>-<variant>.<extension> and OUT/index.json."""

import importlib
import json
import os
import sys

from check_corpus import uid_of_folder
from check_vectors import check_vectors
from tables import refused

SUBJECTS = (
    "integers",
    "decimals",
    "texts",
    "times",
    "nested",
    "floats",
    "scalars",
    "dictionaries",
    "groups",
    "hugging_face",
    "extensions",
    "tensors",
    "quirks",
)


def main(out, subjects):
    check_vectors()
    folders = [folder for subject in subjects for folder in importlib.import_module(f"tables.{subject}").write(out)]
    tables = [{**entry, "uid": uid_of_folder(out, entry)} for entry in (folder.entry() for folder in folders)]
    with open(os.path.join(out, "index.json"), "w", encoding="utf-8", newline="\n") as file:
        json.dump({"tables": tables, "refused": refused.write(out).files}, file, indent=2, ensure_ascii=False)
        file.write("\n")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:] or SUBJECTS)
