"""Reads an SPDX 3.0.1 document with spdx-python-model, which checks every class and property of the model."""
import json
import sys

from spdx_python_model import v3_0_1 as spdx

objects = spdx.SHACLObjectSet()
try:
    with open(sys.argv[1], "rb") as file:
        spdx.JSONLDDeserializer().read(file, objects)
except (ValueError, TypeError, KeyError, json.JSONDecodeError) as error:
    sys.exit(f"{type(error).__name__}: {error}")
missing = objects.link()
if missing:
    sys.exit(f"dangling references: {sorted(map(str, missing))}")
print(json.dumps({"objects": sorted(type(each).__name__ for each in objects.foreach())}))
