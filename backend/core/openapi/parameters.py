"""Parameters of paths and queries, each with a sentence, and the fields of forms."""

from backend.core.openapi.nodes import Json

# Where they stand, they say the same.
_NAMED = {"workspace": "The id of a workspace.", "limit": "How many items a page holds.", "seq": "An event's number."}


def describe_parameters(operation: Json) -> None:
    """Say what each parameter is, and that none can be null: a query has no word for it."""
    for parameter in operation["parameters"]:
        schema = parameter["schema"] = _not_null(parameter["schema"])
        for word in ("title", "description"):
            schema.pop(word, None)
        # Of a schema they are a list, of a parameter something else.
        parameter.pop("examples", None)
        if "description" not in parameter:
            parameter["description"] = _described(parameter["name"])


def describe_form(operation: Json) -> None:
    """Say that no field of a form can be null either."""
    form = operation.get("requestBody", {}).get("content", {}).get("multipart/form-data")
    if form:
        fields = form["schema"]["properties"]
        form["schema"]["properties"] = {name: _not_null(field) for name, field in fields.items()}


def _not_null(schema: Json) -> Json:
    choices = [choice for choice in schema.get("anyOf", ()) if choice != {"type": "null"}]
    if len(choices) != 1:
        return schema
    return {**choices[0], **{word: value for word, value in schema.items() if word != "anyOf"}}


def _described(name: str) -> str:
    """`workspace_id` → "The id of the workspace."; another name must be described where it is declared."""
    if name in _NAMED:
        return _NAMED[name]
    noun, found, rest = name.rpartition("_id")
    if not found or rest:
        raise LookupError(f"the parameter {name!r} has no description")
    return f"The id of the {noun.replace('_', ' ')}."
