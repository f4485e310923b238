"""The one way to read answers to sensitive questions, which stand encrypted inside the answers of a submission.

Counting needs none of it. Whoever shows words opens them here first; a text that was not opened is never shown.
"""

import base64
from collections.abc import Mapping
from typing import Final
from uuid import UUID

from participation.formbuilder.types.base import SEALED, Stored, is_sealed
from samenkracht.core.security.encryption import CannotDecrypt, decrypt

PLACE: Final = "participation_submission.answers"
DAMAGED: Final = 255


def place_of(*, row: UUID, question: str) -> str:
    """What an encrypted text is bound to: in another row, or under another question, it does not open."""
    return f"{PLACE}/{row.hex}/{question}"


def decrypted(answers: Mapping[str, Stored], *, row: UUID) -> dict[str, Stored]:
    """The answers of the submission with this key, all in words. Raises CannotDecrypt, never leaves one out."""
    return {
        key: text_of(stored, row=row, question=key) if is_sealed(stored) else stored for key, stored in answers.items()
    }


def text_of(stored: Stored, *, row: UUID, question: str) -> str:
    """The text of one encrypted answer. Raises CannotDecrypt."""
    place = place_of(row=row, question=question)
    return decrypt(bytes_of(stored, place=place), place=place)


def key_number_of(stored: Stored) -> int:
    """The number of the key that encrypted this; of what is damaged a number that opens nothing."""
    try:
        return bytes_of(stored, place=PLACE)[0]
    except (CannotDecrypt, IndexError):
        return DAMAGED


def bytes_of(stored: Stored, *, place: str) -> bytes:
    """The encrypted bytes of an answer. Raises CannotDecrypt when they are none."""
    sealed = stored[SEALED] if isinstance(stored, dict) else None
    try:
        return base64.b64decode(sealed if isinstance(sealed, str) else "", validate=True)
    except ValueError as error:
        raise CannotDecrypt(f"altered bytes in {place}") from error
