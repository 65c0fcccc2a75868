"""The keys of the tokens: one signs, several may verify, so that a key can be changed without signing anybody out.

To change it: add the new public key to the old ones, restart everything, then sign with the new private key, and take
the old public key away after 30 days.
"""

import base64
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from config.settings import ConfigurationError, load

_BLOCK = re.compile(r"-----BEGIN PUBLIC KEY-----.+?-----END PUBLIC KEY-----", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Signer:
    """The private key, and the id under which its public half is known."""

    id: str
    key: Ed25519PrivateKey


@cache
def signer() -> Signer:
    """The key that signs. Raises `ConfigurationError`."""
    pem = load().jwt_private_key
    if not pem:
        raise ConfigurationError("TASKTIDE_JWT_PRIVATE_KEY is missing: an Ed25519 private key as PEM")
    try:
        key = load_pem_private_key(pem.encode(), password=None)
    except (ValueError, TypeError):
        raise ConfigurationError("TASKTIDE_JWT_PRIVATE_KEY: is no unencrypted PEM private key") from None
    if not isinstance(key, Ed25519PrivateKey):
        raise ConfigurationError("TASKTIDE_JWT_PRIVATE_KEY: is not an Ed25519 key")
    return Signer(thumbprint(key.public_key()), key)


@cache
def verifying() -> Mapping[str, Ed25519PublicKey]:
    """id → key, of all keys whose tokens are accepted; the one that signs is always among them."""
    own = signer()
    keys = {own.id: own.key.public_key()}
    for block in _BLOCK.findall(load().jwt_public_key):
        try:
            key = load_pem_public_key(block.encode())
        except ValueError:
            raise ConfigurationError("TASKTIDE_JWT_PUBLIC_KEY: holds a block that is no PEM public key") from None
        if not isinstance(key, Ed25519PublicKey):
            raise ConfigurationError("TASKTIDE_JWT_PUBLIC_KEY: holds a key that is not Ed25519")
        keys[thumbprint(key)] = key
    return keys


@cache
def jwks() -> str:
    """The verifying keys as a JSON Web Key Set (RFC 7517, RFC 8037)."""
    keys = [{**_jwk(key), "kid": kid, "use": "sig", "alg": "EdDSA"} for kid, key in verifying().items()]
    return json.dumps({"keys": keys})


def thumbprint(key: Ed25519PublicKey) -> str:
    """The key's id: the SHA-256 of its required members (RFC 7638)."""
    text = json.dumps(_jwk(key), separators=(",", ":"), sort_keys=True)
    return _base64url(hashlib.sha256(text.encode()).digest())


def _jwk(key: Ed25519PublicKey) -> dict[str, str]:
    return {"crv": "Ed25519", "kty": "OKP", "x": _base64url(key.public_bytes(Encoding.Raw, PublicFormat.Raw))}


def _base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")
