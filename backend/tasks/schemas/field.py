"""Values of custom fields as clients send them."""

from typing import Annotated

from pydantic import Field, ValidationError, ValidatorFunctionWrapHandler, WrapValidator


def _in_one_sentence(value: object, handler: ValidatorFunctionWrapHandler) -> object:
    """Which type it has to be is the custom field's business: one fault, not one for each type that there is."""
    try:
        return handler(value)
    except ValidationError:
        raise ValueError("must be text, a number, true, false, a list of texts, or null") from None


Value = Annotated[str | float | bool | list[str] | None, WrapValidator(_in_one_sentence)]
FieldValues = Annotated[
    dict[Annotated[str, Field(max_length=40)], Value],
    Field(
        max_length=50,
        description="Values of the project's custom fields by their keys; null takes one away. Options by key or name.",
        examples=[{"severity": "critical", "cost": 12.5}],
    ),
]
