"""The secrets that an installation makes for itself on its first start, each in a file that only its owner reads."""

import os
import secrets
from collections.abc import Mapping
from pathlib import Path

from runtime.processes import StartError

SIGNING = "TASKTIDE_SECRET_KEY"
PRIVATE = "TASKTIDE_JWT_PRIVATE_KEY"
PUBLIC = "TASKTIDE_JWT_PUBLIC_KEY"


def provide(folder: Path, given: Mapping[str, str]) -> dict[str, str]:
    """Variables that name the files of those secrets which the environment `given` does not set itself."""
    result = {}
    if not _has(given, SIGNING):
        result[f"{SIGNING}_FILE"] = str(_secret(folder / "secret-key"))
    if _has(given, PRIVATE) != _has(given, PUBLIC):
        raise StartError(f"Set both {PRIVATE} and {PUBLIC}, or neither.")
    if not _has(given, PRIVATE):
        private, public = _pair(folder)
        result |= {f"{PRIVATE}_FILE": str(private), f"{PUBLIC}_FILE": str(public)}
    return result


def write_private(file: Path, text: str) -> None:
    """Write `file` at once and whole, for its owner alone."""
    draft = file.with_name(f"{file.name}.new")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as handle:
        handle.write(text)
    draft.replace(file)


def _has(environment: Mapping[str, str], name: str) -> bool:
    return bool(environment.get(name) or environment.get(f"{name}_FILE"))


def _secret(file: Path) -> Path:
    if not file.exists():
        file.parent.mkdir(mode=0o700, exist_ok=True)
        write_private(file, secrets.token_urlsafe(48))
    return file


def _pair(folder: Path) -> tuple[Path, Path]:
    private, public = folder / "jwt-private.pem", folder / "jwt-public.pem"
    if not (private.exists() and public.exists()):
        folder.mkdir(mode=0o700, exist_ok=True)
        secret_text, public_text = _new_pair()
        write_private(private, secret_text)
        write_private(public, public_text)
    return private, public


def _new_pair() -> tuple[str, str]:
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    pem = serialization.Encoding.PEM
    key = Ed25519PrivateKey.generate()
    secret = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    public = key.public_key().public_bytes(pem, serialization.PublicFormat.SubjectPublicKeyInfo)
    return secret.decode(), public.decode()
