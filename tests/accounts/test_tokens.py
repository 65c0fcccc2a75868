"""What a token is made of, and what is none."""

import base64
import json
import subprocess
import sys
from collections.abc import Mapping
from typing import Any
from uuid import uuid4

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from backend.accounts import keys
from config.settings import ConfigurationError, load
from events.access import Verifier
from events.problems import NotAuthenticated as Refused
from tests.accounts.caller import Caller
from tests.accounts.conftest import SetEnvironment


def claims_of(token: str) -> dict[str, Any]:
    """The claims, unverified."""
    return jwt.decode(token, options={"verify_signature": False})


def private_pem(key: Ed25519PrivateKey) -> str:
    """As settings hold it."""
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


def public_pem(key: Ed25519PrivateKey) -> str:
    """As settings hold it."""
    return key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def test_anybody_can_verify_a_token_with_the_published_keys(nobody: Caller) -> None:
    pair = nobody.sign_up()
    published = nobody.get("/.well-known/jwks.json")
    assert published.headers["Cache-Control"] == "public, max-age=600"
    header = jwt.get_unverified_header(pair.json["access"])
    key = jwt.PyJWKSet.from_json(published.text)[header["kid"]]

    claims = jwt.decode(pair.json["access"], key, ["EdDSA"])

    assert set(claims) == {"sub", "sid", "iat", "exp", "jti", "token_type"}
    assert (header["alg"], claims["token_type"], claims["exp"] - claims["iat"]) == ("EdDSA", "access", 600)
    refresh = jwt.decode(pair.json["refresh"], key, ["EdDSA"])
    assert (refresh["token_type"], refresh["exp"] - refresh["iat"], refresh["gen"]) == ("refresh", 30 * 86400, 1)
    assert refresh["jti"] != claims["jti"]


def test_the_event_service_takes_access_tokens_and_nothing_else(nobody: Caller) -> None:
    answer = nobody.sign_up()
    verifier = Verifier(load().jwt_public_key)

    claims = verifier.claims(answer.json["access"])

    assert claims.user_id == answer.json["user"]["id"]
    for token in (answer.json["refresh"], *forged(claims_of(answer.json["access"])).values()):
        with pytest.raises(Refused):
            verifier.claims(token)


def test_a_key_is_known_by_its_thumbprint() -> None:
    """The example of RFC 8037, appendix A.3."""
    x = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"
    key = Ed25519PublicKey.from_public_bytes(base64.urlsafe_b64decode(x + "="))

    assert keys.thumbprint(key) == "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"


def forged(claims: Mapping[str, Any]) -> dict[str, str]:
    """Tokens that say the right things under the wrong signature."""
    kid = keys.signer().id
    own, foreign = keys.signer().key, Ed25519PrivateKey.generate()
    public = own.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    right = jwt.encode(dict(claims), own, "EdDSA", headers={"kid": kid})
    head, body, signature = right.split(".")
    changed = json.dumps(dict(claims) | {"sub": str(uuid4())}).encode()
    return {
        "another key": jwt.encode(dict(claims), foreign, "EdDSA", headers={"kid": kid}),
        "an unknown kid": jwt.encode(dict(claims), own, "EdDSA", headers={"kid": "other"}),
        "no kid": jwt.encode(dict(claims), own, "EdDSA"),
        "alg none": jwt.encode(dict(claims), "", "none", headers={"kid": kid}),
        "the public key as secret": _hmac_signed(claims, public, kid),
        "another body": f"{head}.{base64.urlsafe_b64encode(changed).decode().rstrip('=')}.{signature}",
        "no signature": f"{head}.{body}.",
        "two parts": f"{head}.{body}",
        "rubbish": "rubbish",
        "not ASCII": "é.ü.ñ",
    }


def _hmac_signed(claims: Mapping[str, Any], secret: bytes, kid: str) -> str:
    # PyJWT itself refuses to sign so.
    import hashlib
    import hmac

    def part(data: bytes) -> str:
        return base64.urlsafe_b64encode(data).decode().rstrip("=")

    head = part(json.dumps({"alg": "HS256", "typ": "JWT", "kid": kid}).encode())
    signed = f"{head}.{part(json.dumps(dict(claims)).encode())}"
    return f"{signed}.{part(hmac.digest(secret, signed.encode(), hashlib.sha256))}"


def test_forged_tokens_open_nothing(nobody: Caller) -> None:
    pair = nobody.sign_up()

    for name, token in forged(claims_of(pair.json["access"])).items():
        answer = Caller(token).get("/api/me")
        assert (answer.status, answer.headers["WWW-Authenticate"]) == (401, 'Bearer realm="tasktide"'), name
    for name, token in forged(claims_of(pair.json["refresh"])).items():
        assert nobody.refresh(token).status == 401, name
    assert Caller(pair.json["access"]).get("/api/me").status == 200
    assert nobody.refresh(pair.json["refresh"]).status == 200


@pytest.mark.parametrize(
    "changes",
    [
        {"token_type": "refresh"},
        {"token_type": None},
        {"exp": None},
        {"exp": 1},
        {"exp": "soon"},
        {"exp": 10**30},
        {"jti": None},
        {"sub": None},
        {"sub": "ann"},
        {"sub": str(uuid4())},
        {"sid": None},
        {"sid": 5},
        {"sid": str(uuid4())},
    ],
)
def test_rightly_signed_tokens_with_wrong_claims_open_nothing(ann: Caller, changes: dict[str, object]) -> None:
    claims = {name: value for name, value in (claims_of(ann.token) | changes).items() if value is not None}
    token = jwt.encode(claims, keys.signer().key, "EdDSA", headers={"kid": keys.signer().id})

    assert Caller(token).get("/api/me").status == 401


@pytest.mark.parametrize("header", ["Bearer", "Bearer ", "Basic YTpi", "Token x", "Bearer  x", "bearer"])
def test_headers_without_a_token(nobody: Caller, header: str) -> None:
    answer = nobody.get("/api/me", Authorization=header)

    assert (answer.status, answer.json["detail"]) == (401, "A valid access token is needed.")


def test_the_key_can_be_changed_without_signing_anybody_out(nobody: Caller, environment: SetEnvironment) -> None:
    old, new = Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate()
    both = public_pem(old) + public_pem(new)
    environment(TASKTIDE_JWT_PRIVATE_KEY=private_pem(old), TASKTIDE_JWT_PUBLIC_KEY=both)
    before = nobody.sign_up()

    environment(TASKTIDE_JWT_PRIVATE_KEY=private_pem(new), TASKTIDE_JWT_PUBLIC_KEY=both)
    assert Caller(before.json["access"]).get("/api/me").status == 200
    after = nobody.refresh(before.json["refresh"])
    assert after.status == 200
    assert len(nobody.get("/.well-known/jwks.json").json["keys"]) == 2

    environment(TASKTIDE_JWT_PRIVATE_KEY=private_pem(new), TASKTIDE_JWT_PUBLIC_KEY=public_pem(new))
    assert Caller(before.json["access"]).get("/api/me").status == 401
    assert Caller(after.json["access"]).get("/api/me").status == 200


@pytest.mark.parametrize("pem", ["", "rubbish", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----"])
def test_a_wrong_key_is_said_in_one_sentence(environment: SetEnvironment, pem: str) -> None:
    environment(TASKTIDE_JWT_PRIVATE_KEY=pem)

    with pytest.raises(ConfigurationError, match=r"^TASKTIDE_JWT_PRIVATE_KEY") as caught:
        keys.signer()
    assert pem not in str(caught.value) or not pem


def test_stray_variables_do_not_reach_the_token_classes() -> None:
    """django-ninja-jwt reads its settings from variables with everyday names."""
    script = (
        "import django; django.setup(); from ninja_jwt.settings import api_settings as s;"
        "print(s.JTI_CLAIM, s.TOKEN_TYPE_CLAIM, s.LEEWAY, s.SIGNING_KEY, s.AUDIENCE)"
    )
    import os

    stray = {"JTI_CLAIM": "x", "TOKEN_TYPE_CLAIM": "x", "LEEWAY": "x", "SIGNING_KEY": "x", "AUDIENCE": "x"}
    environment = {**os.environ, **stray, "DJANGO_SETTINGS_MODULE": "backend.settings"}
    done = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=False, timeout=60
    )

    assert (done.stdout.strip(), done.returncode) == ("jti token_type 0  None", 0), done.stderr
