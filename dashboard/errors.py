"""What can go wrong between the dashboard and the API; each message can be shown to a person."""

from dataclasses import dataclass, field

from dashboard.language import _


class DashboardError(Exception):
    """Something went wrong."""

    def __str__(self) -> str:
        return super().__str__() or (type(self).__doc__ or "").strip()


class Unreachable(DashboardError):
    """The server cannot be reached. Nothing was changed; try again in a moment."""


class SignedOut(DashboardError):
    """You have been signed out. Please sign in again."""


@dataclass(frozen=True)
class FieldError:
    """One complaint of a 422, about the field that `name` names."""

    name: str
    message: str
    kind: str = ""


@dataclass
class Refused(DashboardError):
    """The API answered with a problem document (RFC 9457)."""

    status: int
    title: str
    detail: str
    fields: tuple[FieldError, ...] = field(default=())

    def __str__(self) -> str:
        if self.fields:
            return "; ".join(f"{_readable(error.name)}: {error.message}" for error in self.fields)
        return self.detail or self.title

    def field(self, name: str) -> str:
        """The message about one field, or an empty string."""
        return next((error.message for error in self.fields if error.name == name), "")

    def is_about(self, name: str, kind: str) -> bool:
        """Whether a field has this kind of fault, as the API names it."""
        return any((error.name, error.kind) == (name, kind) for error in self.fields)


class Missing(Refused):
    """It does not exist, or you may not see it (404)."""


def problem(status: int, body: object) -> Refused:
    """The error that an answer's body describes, whatever shape it has."""
    document = body if isinstance(body, dict) else {}
    complaints = document.get("errors")
    fields = (
        tuple(_field(entry) for entry in complaints if isinstance(entry, dict)) if isinstance(complaints, list) else ()
    )
    kind = Missing if status == 404 else Refused
    return kind(
        status,
        str(document.get("title") or _("Error {status}").format(status=status)),
        str(document.get("detail") or ""),
        fields,
    )


def _field(entry: dict[str, object]) -> FieldError:
    location = entry.get("loc")
    name = str(location[-1]) if isinstance(location, list) and location else ""
    return FieldError(name, str(entry.get("msg", "")), str(entry.get("type", "")))


def _readable(name: str) -> str:
    return name.replace("_", " ").capitalize()
