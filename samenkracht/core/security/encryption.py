"""Personal data at rest: AES-256-GCM, the number of the key in front, the place as associated data (docs/adr/0020)."""

import base64
import os
from functools import lru_cache
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import models

NONCE_BYTES = 12


class CannotDecrypt(Exception):  # it says what happened
    """The key is wrong or gone, or the bytes were altered or moved to another column."""


@lru_cache(maxsize=4)
def _keys(text: str) -> dict[int, AESGCM]:
    keys: dict[int, AESGCM] = {}
    for part in text.split(","):
        number, _, value = part.strip().partition(":")
        raw = base64.b64decode(value)
        if not number.isdigit() or not 0 < int(number) < 256 or len(raw) != 32:
            raise ImproperlyConfigured(
                "FIELD_KEYS must look like 1:<base64 of 32 bytes>, newest first, numbers 1 to 255."
            )
        keys[int(number)] = AESGCM(raw)
    return keys


def numbers() -> list[int]:
    """The numbers of the keys, the one that encrypts first."""
    return list(_keys(settings.FIELD_KEYS))


def newest_number() -> int:
    """The number of the key that encrypts."""
    return numbers()[0]


def encrypt(text: str, *, place: str) -> bytes:
    """The text under the newest key. ``place`` is "table.column", and after it what else holds it in its place."""
    number, key = next(iter(_keys(settings.FIELD_KEYS).items()))
    nonce = os.urandom(NONCE_BYTES)
    return bytes([number]) + nonce + key.encrypt(nonce, text.encode(), place.encode())


def decrypt(sealed: bytes, *, place: str) -> str:
    """The text again. Raises CannotDecrypt, never gives something else."""
    key = _keys(settings.FIELD_KEYS).get(sealed[0]) if sealed else None
    if key is None:
        raise CannotDecrypt(f"no key for {place}")
    try:
        return key.decrypt(sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :], place.encode()).decode()
    except (InvalidTag, ValueError) as error:
        raise CannotDecrypt(f"wrong key or altered bytes in {place}") from error


class EncryptedTextField(models.BinaryField):  # type: ignore[type-arg]  # the stubs' type parameters carry no custom value type
    """Text in Python, encrypted bytes in the database. No look-ups."""

    @property
    def place(self) -> str:
        return f"{self.model._meta.db_table}.{self.column}"

    def from_db_value(self, value: Any, *args: Any) -> str | None:
        return None if value is None else decrypt(bytes(value), place=self.place)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        if isinstance(value, str):
            value = encrypt(value, place=self.place)
        return super().get_db_prep_value(value, connection, prepared)

    def get_prep_value(self, value: Any) -> Any:
        return value

    def to_python(self, value: Any) -> Any:
        return value
