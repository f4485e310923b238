"""The table of postcodes, replaced as a whole: read and shown first, stored when somebody decides so."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from projects.models import PostcodeArea, PostcodeUpload
from projects.municipalities.content import Area, difference
from projects.municipalities.queries import present_areas
from projects.municipalities.services import municipalities
from samenkracht.accounts.actors import Actor, Staff
from samenkracht.accounts.permissions import NotPermitted, Permission, require
from samenkracht.audit import services as audit
from samenkracht.core.db.rows import Unreadable, reads
from samenkracht.core.refused import Refused
from samenkracht.core.values.json import digest
from samenkracht.core.web.reference import bump_edition

# How long somebody may think about what a table changes.
PREVIEW_TERM = timedelta(days=1)


class NothingChanges(Refused):
    field = "table"
    for_people = _("Er verandert niets: dit is de tabel van nu.")


class StaleTable(Refused):
    for_people = _("De tabel of de gemeenten zijn intussen veranderd. Lees het bestand nog een keer in.")


class TooLate(Refused):
    for_people = _("U las dit bestand meer dan een dag geleden in. Lees het nog een keer in.")


@transaction.atomic
def propose(*, areas: Sequence[Area], by: Actor, at: datetime) -> PostcodeUpload:
    """Keep a table that was read, to be shown and decided on. Raises NotPermitted, NothingChanges."""
    require(by, Permission.REFERENCE_WRITE)
    if not isinstance(by, Staff):
        raise NotPermitted(Permission.REFERENCE_WRITE)
    present = present_areas()
    if difference(present, areas).is_empty:
        raise NothingChanges
    upload = PostcodeUpload.objects.create(
        areas=[list(area) for area in areas], against=digest(present), uploaded_by=by.user, created_at=at
    )
    audit.record(event="postcodes.proposed", target=upload, by=by, at=at, areas=len(areas))
    return upload


@transaction.atomic
def replace(*, upload: PostcodeUpload, by: Actor, at: datetime) -> PostcodeUpload:
    """Put the shown table in the place of the present one; twice is once. What it names is looked up again.

    Raises NotPermitted, TooLate, StaleTable.
    """
    require(by, Permission.REFERENCE_WRITE, upload)
    # This lock comes first in each change of municipalities, so that no other table or code slips in between.
    by_code = {one.code: one for one in municipalities.lock_municipalities()}
    upload = PostcodeUpload.objects.select_for_update().get(pk=upload.pk)
    if upload.applied_at is not None:
        return upload
    check_fresh(upload, at=at)
    areas = areas_of(upload)
    if any(code not in by_code for _pc4, code in areas):
        raise StaleTable
    change = difference(present_areas(), areas)
    PostcodeArea.objects.all().delete()
    PostcodeArea.objects.bulk_create(PostcodeArea(pc4=pc4, municipality=by_code[code]) for pc4, code in areas)
    bump_edition()
    upload.applied_at = at
    upload.save(update_fields=["applied_at"])
    audit.record(
        event="postcodes.replaced", target=upload, by=by, at=at, areas=len(areas), added=len(change.added),
        gone=len(change.gone), moved=len(change.moved), was=upload.against, now=digest(present_areas()),
    )  # fmt: skip
    return upload


def check_fresh(upload: PostcodeUpload, *, at: datetime) -> None:
    """Raise TooLate or StaleTable when the decision would not be about what was shown."""
    if at > upload.created_at + PREVIEW_TERM:
        raise TooLate
    if digest(present_areas()) != upload.against:
        raise StaleTable


@reads(Unreadable)
def areas_of(upload: PostcodeUpload) -> list[Area]:
    return [(pc4, code) for pc4, code in upload.areas]
