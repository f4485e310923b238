"""The secrets of second factors, which allauth keeps as texts inside a JSON value."""

import base64
from typing import Any

from django.db import transaction

from samenkracht.core.security.encryption import decrypt, encrypt

PLACE = "mfa_authenticator.data"
# What of an authenticator allauth gives to be encrypted (its adapter's ``encrypt``).
SECRETS = ("secret", "seed", "migrated_codes")


def encrypt_secret(text: str) -> str:
    return base64.b64encode(encrypt(text, place=PLACE)).decode()


def decrypt_secret(sealed: str) -> str:
    """Raises CannotDecrypt."""
    return decrypt(base64.b64decode(sealed), place=PLACE)


class FactorSecrets:
    """One of the places of ``core.security.key_rotation``."""

    place = PLACE

    def rows(self, *, after: int, number: int) -> list[tuple[int, bytes]]:
        from allauth.mfa.models import Authenticator

        found = Authenticator.objects.filter(pk__gt=after).order_by("pk").values_list("pk", "data")[:number]
        return [(key, bytes(base64.b64decode(text)[0] for text in _texts(data))) for key, data in found]

    @transaction.atomic
    def re_encrypt(self, key: int) -> bool:
        from allauth.mfa.models import Authenticator

        row = Authenticator.objects.select_for_update().filter(pk=key).first()
        if row is None:
            return False
        for name in SECRETS:
            value = row.data.get(name)
            if isinstance(value, str):
                row.data[name] = encrypt_secret(decrypt_secret(value))
            elif isinstance(value, list):
                row.data[name] = [encrypt_secret(decrypt_secret(one)) for one in value]
        row.save(update_fields=["data"])
        return True


def _texts(data: dict[str, Any]) -> list[str]:
    values = (data.get(name) for name in SECRETS)
    return [text for value in values if value for text in (value if isinstance(value, list) else [value])]
