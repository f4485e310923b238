"""Taking the submissions of one form out of the portal: audited before the first byte, made while it is sent.

Nothing of it is kept here: no file, no row with answers (docs/adr/0006). What somebody took is on their own machine.
"""

import logging
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from participation.enums import ExportFormat, ExportGround
from participation.exports.collect import ExportSelection, Submissions, submissions
from participation.exports.content import Row, Sheet
from participation.exports.render import csv, xlsx
from participation.models import Form
from samenkracht.accounts.actors import Actor, System
from samenkracht.accounts.permissions import Permission, require
from samenkracht.audit import services as audit
from samenkracht.core.db.snapshot import within_snapshot
from samenkracht.core.refused import Refused
from samenkracht.core.security.encryption import CannotDecrypt
from samenkracht.core.values.periods import day_in_words, local_day

logger = logging.getLogger(__name__)
# What a request of a person gets done well within the time that a web process has; a command may take all.
MOST_IN_REQUEST: Final = 200_000
CONTENT_TYPES: Final = {ExportFormat.CSV: csv.CONTENT_TYPE, ExportFormat.XLSX: xlsx.CONTENT_TYPE}
WARNING: Final = (
    "Dit zijn losse inzendingen. Wie ze leest, kan iemand herkennen. Bewaar het bestand alleen waar uw organisatie "
    "persoonsgegevens bewaart, deel het niet per e-mail, en gooi het weg als u klaar bent. Vertel niet wat een "
    "groep van minder dan 10 mensen antwoordde."
)


class NothingToExport(Refused):
    for_people = _("Er zijn geen inzendingen om te downloaden. Kies een andere periode.")


class TooManyToExport(Refused):
    for_people = _("Dat zijn te veel inzendingen voor één bestand. Kies een kortere periode.")


class CannotOpen(Refused):
    for_people = _(
        "De antwoorden op gevoelige vragen zijn op slot, en de sleutel van deze website past niet. Waarschuw de "
        "beheerder."
    )


@dataclass(frozen=True, slots=True)
class Export:
    """A file that was asked for and recorded; its bytes come from ``parts``, once."""

    data: Submissions
    file_format: ExportFormat
    ground: ExportGround
    at: datetime

    @property
    def filename(self) -> str:
        return f"inzendingen-{self.data.form.slug}-{local_day(self.at).isoformat()}.{self.file_format.value}"

    @property
    def content_type(self) -> str:
        return CONTENT_TYPES[self.file_format]

    def parts(self) -> Iterator[bytes]:
        """The file, piece by piece, of one moment. Who does not draw all pieces must close this.

        Raises CannotDecrypt where an encrypted text cannot be read.
        """
        return within_snapshot(self._parts())

    def _parts(self) -> Iterator[bytes]:
        if self.file_format is ExportFormat.CSV:
            return csv.parts(self.data.sheet())
        return xlsx.parts([self.data.sheet(), self.data.codebook(), self._about()])

    def _about(self) -> Sheet:
        """What this file is, for who finds it later."""
        data, selection = self.data, self.data.selection
        rows: list[Row] = [
            ("Formulier", data.form.title),
            ("Project", data.form.project.title),
            ("Stand van", day_in_words(local_day(self.at))),
            ("Ontvangen", str(selection.period) if selection.period else "alles tot nu"),
            ("Inzendingen", data.count),
            ("Versies", ", ".join(str(number) for number in data.versions)),
            ("Antwoorden", "als code, zie het codeboek" if selection.as_codes else "in de woorden die de inwoner zag"),
            ("Gevoelige vragen", "zitten erin" if selection.with_sensitive else "zitten er niet in"),
            ("Waarvoor", str(self.ground.label)),
            ("Gewist", ", ".join(str(number) for number in data.erased()) or "niets"),
            ("Niet in dit bestand", "Tijdstippen, codes van ontvangstbewijzen, gegevens om iemand te bereiken."),
            ("Let op", WARNING),
        ]
        return Sheet("Over dit bestand", (("Gegeven", 22), ("Waarde", 90)), rows)


@transaction.atomic
def make(
    *,
    form: Form,
    selection: ExportSelection,
    file_format: ExportFormat,
    ground: ExportGround,
    by: Actor,
    at: datetime,
    most: int = MOST_IN_REQUEST,
) -> Export:
    """Ask for a file. Recorded with how many, never with what they answered.

    Raises NotPermitted, NothingToExport, TooManyToExport, CannotOpen.
    """
    if not isinstance(by, System):
        require(by, Permission.SUBMISSION_EXPORT, form)
    data = submissions(form, selection)
    if not data.count:
        raise NothingToExport
    if data.count > most:
        raise TooManyToExport
    try:
        data.check_readable()
    except CannotDecrypt as error:
        logger.error("export.cannot_open form=%s: %s", form.pk, error)  # noqa: TRY400  # a traceback holds answers
        raise CannotOpen from error
    audit.record(
        event="export.made",
        target=form,
        by=by,
        at=at,
        project_id=form.project_id,
        ground=ground.value,
        kind=file_format.value,
        count=data.count,
        versions=list(data.versions),
        start=selection.period.start.isoformat() if selection.period else None,
        until=selection.period.until.isoformat() if selection.period else None,
        codes=selection.as_codes,
        sensitive=selection.with_sensitive,
    )
    return Export(data, file_format, ground, at)


def codebook_csv(form: Form) -> bytes:
    """What the columns of a file of this form mean; about nobody."""
    data = submissions(form, ExportSelection(with_sensitive=True))
    return b"".join(csv.parts(data.codebook()))


def write(export: Export, path: Path) -> None:
    """Put the file at ``path``, readable for its owner alone; whole or not at all."""
    beside = path.with_name(f".{path.name}.part")
    try:
        with open(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.writelines(export.parts())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
