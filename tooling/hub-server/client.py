"""Reads from a Hub with huggingface_hub and datasets: takes calls as JSON on standard input, gives their results on standard output.

A call is {"do": NAME, ...}; an error is {"error": [names of the exception's classes], "message": text}.
"""

import hashlib
import json
import os
import sys

import datasets
import huggingface_hub
import numpy
from huggingface_hub import HfApi, HfFileSystem

datasets.disable_progress_bars()


def digest(data):
    return hashlib.sha256(data).hexdigest()


def plain(value):
    """A value of a row as JSON; an image as its size and the digest of its pixels."""
    if hasattr(value, "tobytes") and hasattr(value, "mode"):
        return [value.mode, *value.size, digest(numpy.asarray(value).tobytes())]
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return value


def info(name, revision=None, token=None):
    api = HfApi(token=token or False)
    found = api.dataset_info(name, revision=revision, files_metadata=True)
    tree = api.list_repo_tree(name, repo_type="dataset", revision=revision, recursive=True)
    files = [entry for entry in tree if isinstance(entry, huggingface_hub.hf_api.RepoFile)]
    paths = api.get_paths_info(name, [entry.path for entry in files] + ["nothing"], repo_type="dataset", revision=revision, expand=True)
    assert [(entry.path, entry.blob_id, entry.lfs) for entry in paths] == [(entry.path, entry.blob_id, entry.lfs) for entry in files]
    assert [(entry.rfilename, entry.blob_id, entry.lfs) for entry in found.siblings] == [(entry.path, entry.blob_id, entry.lfs) for entry in files]
    assert all(entry.last_commit.oid == found.sha for entry in paths)
    return {"id": found.id, "sha": found.sha, "gated": found.gated, "private": found.private, "files": {entry.path: entry.lfs.sha256 if entry.lfs else entry.blob_id for entry in files}}


def refs(name):
    found = HfApi(token=False).list_repo_refs(name, repo_type="dataset", include_pull_requests=True)
    return {kind: {ref.ref: ref.target_commit for ref in getattr(found, kind)} for kind in ("branches", "tags", "converts", "pull_requests")}


def download(name, path, **rest):
    rest.setdefault("token", False)
    place = huggingface_hub.hf_hub_download(name, path, repo_type="dataset", **rest)
    with open(place, "rb") as file:
        return digest(file.read())


def snapshot(name, **rest):
    rest.setdefault("token", False)
    folder = huggingface_hub.snapshot_download(name, repo_type="dataset", **rest)
    found = {}
    for current, _, names in os.walk(folder):
        for file in names:
            place = os.path.join(current, file)
            with open(place, "rb") as opened:
                found[os.path.relpath(place, folder)] = digest(opened.read())
    return found


def part(path, start, end):
    with HfFileSystem(token=False).open(path, "rb", block_size=1000) as file:
        file.seek(start)
        return digest(file.read(end - start))


def glob(pattern):
    return sorted(HfFileSystem(token=False).glob(pattern))


def load(name, streaming=False, **rest):
    rest.setdefault("token", False)
    loaded = datasets.load_dataset(name, streaming=streaming, **rest)
    return {split: [plain(row) for row in rows] for split, rows in loaded.items()}


def whoami(token):
    return HfApi(token=token).whoami()["name"]


def versions():
    return [huggingface_hub.__version__, datasets.__version__]


CALLS = {call.__name__: call for call in (info, refs, download, snapshot, part, glob, load, whoami, versions)}


def answer(call):
    parameters = dict(call)
    try:
        return CALLS[parameters.pop("do")](**parameters)
    except Exception as error:
        return {"error": [one.__name__ for one in type(error).__mro__], "message": str(error)}


json.dump([answer(call) for call in json.load(sys.stdin)], sys.stdout)
