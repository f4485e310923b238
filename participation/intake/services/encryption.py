"""Sealing answers to sensitive questions inside the answers of a submission; ``intake.collect`` decrypts them."""

import base64
from collections.abc import Iterator, Mapping
from typing import Final
from uuid import UUID

from django.db import transaction

from participation.formbuilder import answers as answer_sheet
from participation.formbuilder.schema import Definition
from participation.formbuilder.types.base import SEALED, Stored, is_sealed
from participation.intake.collect import PLACE, decrypted, key_number_of, place_of
from participation.models import FormVersion, Submission
from participation.register.queries import definition_of
from samenkracht.core.security.encryption import encrypt
from samenkracht.core.security.key_rotation import IN_THE_CLEAR

LATER: Final[dict[str, str | list[str]]] = {"later": "yes"}


def encrypted(definition: Definition, answers: Mapping[str, Stored], *, row: UUID) -> dict[str, Stored]:
    """The answers with every text encrypted that this version marked sensitive, for the submission with this key."""
    return dict(answers) | {
        key: encrypted_text(text, row=row, question=key) for key, text in texts_in_the_clear(definition, answers)
    }


def encrypted_text(text: str, *, row: UUID, question: str) -> dict[str, str | list[str]]:
    return {SEALED: base64.b64encode(encrypt(text, place=place_of(row=row, question=question))).decode()}


def texts_in_the_clear(definition: Definition, answers: Mapping[str, Stored]) -> Iterator[tuple[str, str]]:
    """What should be encrypted and is not, by the key of its question."""
    for question in definition.questions():
        if question.sensitive and isinstance(text := answers.get(question.key), str):
            yield question.key, text


class SensitiveAnswers:
    """A place of ``core.security.key_rotation``. Encrypts too what stood in the clear before answers were encrypted."""

    place = PLACE

    def rows(self, *, after: int, number: int) -> list[tuple[int, bytes]]:
        definitions = _sensitive_definitions()
        found = Submission.objects.filter(pk__gt=after, version_id__in=list(definitions)).order_by("pk")
        return [
            (pk, bytes(_numbers(definitions[version], answer_sheet.from_json(document))))
            for pk, version, document in found.values_list("pk", "version_id", "answers")[:number]
        ]

    @transaction.atomic
    def re_encrypt(self, key: int) -> bool:
        row = Submission.objects.select_for_update(of=("self",)).select_related("version").filter(pk=key).first()
        if row is None:
            return False
        before = answer_sheet.from_json(row.answers)
        clear = dict(texts_in_the_clear(definition_of(row.version), before))
        texts = decrypted(before, row=row.key)
        after = before | {
            question: encrypted_text(str(texts[question]), row=row.key, question=question)
            | (LATER if question in clear or _was_in_the_clear(stored) else {})
            for question, stored in before.items()
            if question in clear or is_sealed(stored)
        }
        row.answers, row.answers_hash = answer_sheet.to_json(after), answer_sheet.answers_hash(after)
        row.save(update_fields=["answers", "answers_hash"])
        return True


def _sensitive_definitions() -> dict[int, Definition]:
    """The versions that mark a question as sensitive, by id."""
    definitions = {version.pk: definition_of(version) for version in FormVersion.objects.all()}
    return {pk: one for pk, one in definitions.items() if any(question.sensitive for question in one.questions())}


def _numbers(definition: Definition, answers: Mapping[str, Stored]) -> Iterator[int]:
    """Of each text that is or should be encrypted the number of its key."""
    for _text in texts_in_the_clear(definition, answers):
        yield IN_THE_CLEAR
    for stored in answers.values():
        if is_sealed(stored):
            yield key_number_of(stored)


def _was_in_the_clear(stored: Stored) -> bool:
    return isinstance(stored, dict) and "later" in stored
