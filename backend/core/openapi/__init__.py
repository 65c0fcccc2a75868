"""The description of the API, made into what linters, generators and people can work with."""

import json

from ninja.openapi.schema import OpenAPISchema

from backend.core.openapi.answers import describe_answers
from backend.core.openapi.examples import add_examples
from backend.core.openapi.headers import describe_headers
from backend.core.openapi.parameters import describe_form, describe_parameters
from backend.core.openapi.schemas import tidy_schemas


def complete(schema: OpenAPISchema) -> None:
    """Write into `schema` what Ninja leaves out of it, and take out what nobody needs."""
    # What operations share is no longer shared: each says its own.
    schema["paths"] = json.loads(json.dumps(schema["paths"]))
    operations = [operation for item in schema["paths"].values() for operation in item.values()]
    for operation in operations:
        # Without the word a linter cannot tell "needs no token" from "forgotten".
        operation.setdefault("security", [])
        describe_parameters(operation)
        describe_form(operation)
    for item in schema["paths"].values():
        for method, operation in item.items():
            describe_headers(schema, method, operation)
    describe_answers(schema, operations)
    tidy_schemas(schema)
    add_examples(schema, operations)
