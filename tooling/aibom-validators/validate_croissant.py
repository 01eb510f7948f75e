"""Reads a Croissant document with mlcroissant, as its command `mlcroissant validate` does, without fetching anything."""
import json
import logging
import sys

import mlcroissant

logging.disable(logging.WARNING)
try:
    dataset = mlcroissant.Dataset(jsonld=sys.argv[1])
except (mlcroissant.ValidationError, ValueError) as error:
    sys.exit(f"{type(error).__name__}: {error}")
metadata = dataset.metadata
print(json.dumps({"name": metadata.name, "distribution": [each.id for each in metadata.distribution], "warnings": sorted(metadata.ctx.issues.warnings)}))
