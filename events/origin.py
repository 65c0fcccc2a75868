"""Which page a browser asks for (RFC 6454, Fetch Metadata)."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from starlette.requests import Request

_OWN_PAGES = frozenset({"same-origin", "none"})


def is_foreign(request: Request, known: Iterable[str]) -> bool:
    """Whether a page asks that is neither of this origin nor of one of the `known`.

    Browsers do not say the origin where it is the same; newer ones then say that it is. Programs say nothing.
    """
    origin = request.headers.get("origin")
    if origin is None:
        return request.headers.get("sec-fetch-site", "none") not in _OWN_PAGES
    own = f"{request.scope['scheme']}://{request.headers.get('host', '')}"
    return origin.lower() not in {_origin(url) for url in (own, *known)}


def is_secure(request: Request, public_url: str) -> bool:
    """Whether the browser came by https."""
    return bool(request.scope["scheme"] == "https") or public_url.startswith("https://")


def _origin(url: str) -> str:
    """As browsers write it: in small letters, without the port that goes without saying."""
    try:
        parts = urlsplit(url.lower())
    except ValueError:
        return ""
    default = {"http": ":80", "https": ":443"}.get(parts.scheme, "")
    return f"{parts.scheme}://{parts.netloc.removesuffix(default)}"
