"""Reads an in-toto statement with in-toto-attestation: the statement itself, and its datasets as ResourceDescriptors."""
import json
import sys

from google.protobuf import json_format
from in_toto_attestation.v1 import resource_descriptor_pb2, statement_pb2
from in_toto_attestation.v1.resource_descriptor import ResourceDescriptor
from in_toto_attestation.v1.statement import Statement

try:
    with open(sys.argv[1], encoding="utf-8") as file:
        content = json.load(file)
    message = json_format.ParseDict(content, statement_pb2.Statement())
    Statement.copy_from_pb(message).validate()
    predicate = content["predicate"]
    datasets = predicate.get("resolvedDependencies", []) + predicate.get("derivedFrom", [])
    for dataset in datasets:
        ResourceDescriptor.copy_from_pb(json_format.ParseDict(dataset, resource_descriptor_pb2.ResourceDescriptor())).validate()
except (ValueError, json_format.ParseError) as error:
    sys.exit(f"{type(error).__name__}: {error}")
print(json.dumps({"predicateType": message.predicate_type, "subjects": [[subject.name, dict(subject.digest)] for subject in message.subject], "datasets": len(datasets)}))
