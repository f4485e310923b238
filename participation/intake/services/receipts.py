"""Receipt codes: what a resident keeps to find the own answers again (trust 9).

A code is a keyed MAC of the submission's key, so that sending twice shows the same code and nothing readable is
stored. The secret has a version of its own: rotating SECRET_KEY or FIELD_KEYS never kills a code.
"""

import hashlib
import hmac
from functools import lru_cache
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

# No 0, O, 1, I or L. 31 signs is a prime number, so the check sign finds every single wrong sign and every swap.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
SIGNS = 19  # 19 x log2(31) = 94 bits, and one check sign: five groups of four
GROUP = 4


class NotACode(ValueError):  # it says what it is
    """What was typed has not the shape of a code, or its check sign does not fit."""


@lru_cache(maxsize=4)
def _secrets(text: str) -> dict[int, bytes]:
    found: dict[int, bytes] = {}
    for part in text.split(","):
        version, _, value = part.strip().partition(":")
        if not version.isdigit() or not value:
            raise ImproperlyConfigured("RECEIPT_SECRETS must look like 1:<secret>, newest first.")
        found[int(version)] = value.encode()
    return found


def newest_version() -> int:
    """The version of the secret that makes new codes."""
    return next(iter(_secrets(settings.RECEIPT_SECRETS)))


def _check_sign(signs: str) -> str:
    return ALPHABET[sum(place * ALPHABET.index(sign) for place, sign in enumerate(signs, 2)) % len(ALPHABET)]


def code_for(key: UUID, *, version: int) -> str:
    """The code of a submission, without spaces or hyphens: 20 signs. Raises KeyError for a version that is gone."""
    secret = _secrets(settings.RECEIPT_SECRETS)[version]
    number = int.from_bytes(hmac.digest(secret, b"receipt:" + key.bytes, "sha256")[:16], "big")
    signs = ""
    for _ in range(SIGNS):
        number, rest = divmod(number, len(ALPHABET))
        signs += ALPHABET[rest]
    return signs + _check_sign(signs)


def grouped(code: str) -> str:
    """As it is shown: groups of four with hyphens."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def read(typed: str) -> str:
    """The code in what somebody typed, in any case, with any spaces or hyphens. Raises NotACode."""
    code = "".join(sign for sign in typed.upper() if sign.isalnum())
    if len(code) != SIGNS + 1 or not set(code) <= set(ALPHABET) or _check_sign(code[:SIGNS]) != code[SIGNS]:
        raise NotACode
    return code


def code_hash(code: str) -> str:
    """How a code is stored: SHA-256, 64 hexadecimal signs. 94 random bits need no key."""
    return hashlib.sha256(code.encode()).hexdigest()
