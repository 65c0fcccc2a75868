"""Django Ninja with this API's conventions: nothing unknown passes, every operation documents its errors."""

from collections.abc import Callable, Iterable, Sequence
from functools import wraps
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse
from django.urls import register_converter
from django.urls.converters import UUIDConverter
from ninja import NinjaAPI, Router
from ninja.errors import HttpError, ValidationError, ValidationErrorContext
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation
from ninja.parser import Parser
from pydantic import BaseModel
from pydantic_core import from_json

from backend.core.errors import Fault, Invalid, TasktideError
from backend.core.openapi import complete
from backend.core.problems import by_status, problem, problem_of
from backend.core.schemas import Out
from config.names import nearest

Answer = TypeVar("Answer")


class IdConverter(UUIDConverter):
    """`{id:task_id}`: a UUID in either case (RFC 9562 §4); Django's own `uuid` knows the lower one only."""

    regex = "[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"


register_converter(IdConverter, "id")


class FaultOut(Out):
    """One fault of a request."""

    loc: list[str | int]
    msg: str
    type: str


class Problem(Out):
    """RFC 9457 problem details. `errors` with 422, `current` with 412."""

    type: str
    title: str
    status: int
    detail: str
    request_id: str
    errors: list[FaultOut] | None = None
    current: dict[str, Any] | None = None


class StrictJson(Parser):
    """JSON as RFC 8259 has it: no NaN, no lone surrogates."""

    def parse_body(self, request: HttpRequest) -> Any:  # noqa: ANN401
        return from_json(request.body, allow_inf_nan=False)


class Api(NinjaAPI):
    """The composition root's class."""

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> OpenAPISchema:
        schema = super().get_openapi_schema(path_prefix=path_prefix, path_params=path_params)
        complete(schema)
        return schema

    def get_openapi_operation_id(self, operation: Operation) -> str:
        return operation.view_func.__name__

    def set_default_exception_handlers(self) -> None:
        self.add_exception_handler(Exception, _unexpected)

    def validation_error_from_error_contexts(
        self, error_contexts: list[ValidationErrorContext[Any]]
    ) -> ValidationError:
        return ValidationError([fault for context in error_contexts for fault in _faults(context)])  # type: ignore[misc]


def _unexpected(request: HttpRequest, error: Exception | type[Exception]) -> HttpResponse:
    del request
    match error:
        case ValidationError():
            # Made below, of faults.
            return problem(Invalid(error.errors))  # type: ignore[arg-type]
        case HttpError():
            detail = f"{error.message}: {error.__cause__}" if error.__cause__ else error.message
            return problem(by_status(error.status_code, detail))
        case BaseException():
            return problem(problem_of(error))
        case _:
            return problem(TasktideError())


def _faults(context: ValidationErrorContext[Any]) -> Iterable[Fault]:
    source = context.model.__ninja_param_source__
    sent_in = "body" if source in {"form", "file"} else source
    reverse = context.model.__ninja_flatten_map_reverse__
    for error in context.pydantic_validation_error.errors(include_url=False, include_input=False):
        loc = error["loc"]
        where = (sent_in, *reverse.get(loc, loc[1:] if source == "body" else loc))
        msg = error["msg"].removeprefix("Value error, ")
        if error["type"] == "extra_forbidden":
            msg = f"unknown field{nearest(str(loc[-1]), _known(context.model, loc))}"
        yield Fault(where, msg, error["type"])


def _known(model: type[BaseModel], loc: Sequence[str | int]) -> Iterable[str]:
    """The field names of the model in which `loc`'s last part was not found."""
    here: Any = model
    for part in loc[:-1]:
        field = here.model_fields.get(part) if isinstance(part, str) else None
        annotation = field.annotation if field else None
        if not (isinstance(annotation, type) and issubclass(annotation, BaseModel)):
            return ()
        here = annotation
    return list(here.model_fields)


class Routes(Router):
    """A noun's router: operations refuse unknown query parameters and name the errors that they may answer."""

    def add_api_operation(
        self,
        path: str,
        methods: list[str],
        view_func: Callable[..., Any],
        **options: Any,  # noqa: ANN401
    ) -> None:
        response, called = options.get("response"), set(view_func.__code__.co_names)
        if isinstance(response, dict):
            errors = _errors(methods, checks_version="if_match" in called)
            options["response"] = response | dict.fromkeys(errors, Problem)
        if called & {"create_once", "do_once"}:
            options["openapi_extra"] = (options.get("openapi_extra") or {}) | {"x-once": True}
        checked = _refusing_unknown(view_func)
        super().add_api_operation(path, methods, checked, **options)
        operations = (one for view in self.path_operations.values() for one in view.operations)
        checked.known = frozenset(  # type: ignore[attr-defined]
            name
            for operation in operations
            if operation.view_func is checked
            for model in operation.models
            if model.__ninja_param_source__ == "query"
            for name in model.__ninja_flatten_map__
        )


def _errors(methods: Sequence[str], *, checks_version: bool) -> Sequence[int]:
    writes = {"POST", "PUT", "PATCH", "DELETE"} & set(methods)
    always = [400, 401, 403, 404, 422, 429, 503]
    return [*always, 409, 413, 415, *([412] if checks_version else [])] if writes else always


def _refusing_unknown(view_func: Callable[..., Answer]) -> Callable[..., Answer]:
    @wraps(view_func)
    def checked(request: HttpRequest, *args: Any, **values: Any) -> Answer:  # noqa: ANN401
        known: frozenset[str] = checked.known  # type: ignore[attr-defined]
        unknown = [name for name in request.GET if name not in known]
        if unknown:
            raise Invalid(
                [
                    Fault(("query", name), f"unknown parameter{nearest(name, known)}", "extra_forbidden")
                    for name in unknown
                ]
            )
        return view_func(request, *args, **values)

    return checked
