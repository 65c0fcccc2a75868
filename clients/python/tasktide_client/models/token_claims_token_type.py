from typing import Literal

TokenClaimsTokenType = Literal["access", "refresh"]

TOKEN_CLAIMS_TOKEN_TYPE_VALUES: set[TokenClaimsTokenType] = {
    "access",
    "refresh",
}


def check_token_claims_token_type(value: str) -> TokenClaimsTokenType:
    if value in TOKEN_CLAIMS_TOKEN_TYPE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {TOKEN_CLAIMS_TOKEN_TYPE_VALUES!r}")
