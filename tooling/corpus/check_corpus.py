"""Holds a corpus against itself: every file of a folder must hold the same records. Gives the UID by folder."""

import os

import canonical
import records


def uid_of_folder(out, entry):
    uids = {}
    for file in entry["files"]:
        like = file.get("like")
        schema = None if like is None else records.table(os.path.join(out, like)).schema
        encoded = records.of_file(os.path.join(out, file["file"]), schema, file.get("nullTokens", ()), file.get("readWith", "pyarrow"))
        uids[file["file"]] = (canonical.uid(encoded), len(encoded))
    first = next(iter(uids.values()))
    wrong = [file for file, each in uids.items() if each != first]
    if wrong or first[1] != entry["rows"]:
        raise SystemExit(
            f"{entry['name']}: {first[1]} records for {entry['rows']} rows; other records than the first file: {', '.join(wrong)}"
        )
    return first[0]
