"""Freezing, storing, approving and publishing reports."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from projects.models import Project
from reports.enums import ReportStatus
from reports.models import Report, ReportFile, ReportRun
from reports.papers.content.document import Content
from reports.papers.content.kinds import read
from reports.papers.render import CONTENT_TYPES, drawn
from reports.papers.render.stamp import NOT_REAL, Stamp
from reports.runs.services.disclosure import of_projects, record_shown
from reports.runs.services.kinds import KINDS
from samenkracht.accounts.actors import Actor
from samenkracht.accounts.permissions import Permission, require
from samenkracht.audit import services as audit
from samenkracht.core.refused import Refused
from samenkracht.core.values.json import digest as digest_of
from samenkracht.core.web.region import region


class NotDraft(Refused):
    for_people = _("Dit rapport is geen concept meer.")


class NotApproved(Refused):
    for_people = _("Dit rapport moet eerst worden goedgekeurd.")


class TellsOfDrafts(Refused):
    for_people = _("Dit rapport gaat ook over projecten zonder openbare pagina. Maak die eerst openbaar.")


class Altered(Refused):
    for_people = _("De opgeslagen inhoud van dit rapport is niet meer wat er is vastgezet. Het blijft zoals het is.")


@dataclass(frozen=True, slots=True)
class Frozen:
    """Content that will not change any more, as it is stored, with its digest."""

    content: Content
    document: dict[str, Any]
    digest: str


@dataclass(frozen=True, slots=True)
class DrawnFile:
    """A complete file, and the state that it shows."""

    format: str
    status: ReportStatus
    content: bytes


def freeze(content: Content) -> Frozen:
    """The content as it is stored. What cannot be read back the same is a ValueError."""
    document = content.to_json()
    if read(document) != content:
        raise ValueError("the content does not survive being written down")
    return Frozen(content, document, digest_of(document))


def draw(content: Content, *, digest: str, status: ReportStatus = ReportStatus.DRAFT) -> list[DrawnFile]:
    """All files of a report, drawn outside any transaction."""
    warning = NOT_REAL if settings.ACCEPTANCE else ""
    stamp = Stamp(digest=digest, status=str(status.label), publisher=region().name, warning=warning)
    return [DrawnFile(name, status, drawn(content, stamp, as_format=name)) for name in CONTENT_TYPES]


@transaction.atomic
def store(*, run: ReportRun, frozen: Frozen, files: Sequence[DrawnFile], by: Actor, at: datetime) -> Report:
    """Keep a frozen report with its files. The database takes one report per run and one per address.

    Raises Overtaken when others were shown meanwhile that it was not held against.
    """
    content = frozen.content
    report = Report.objects.create(
        run=run,
        kind=run.kind,
        title=content.title,
        edition=content.edition,
        content=frozen.document,
        project_slugs=sorted(content.slugs()),
        digest=frozen.digest,
        as_of=content.moment,
        created_at=at,
        **KINDS[run.kind].report_fields(content, run),
    )
    _keep(report, files, at)
    record_shown(of_projects(content), as_of=content.moment, at=at)
    audit.record(event="report.compiled", target=report, by=by, at=at, digest=report.digest, run=run.pk)
    return report


def _keep(report: Report, files: Sequence[DrawnFile], at: datetime) -> None:
    ReportFile.objects.bulk_create(
        ReportFile(
            report=report,
            format=file.format,
            status=file.status,
            content=file.content,
            sha256=hashlib.sha256(file.content).hexdigest(),
            size=len(file.content),
            made_at=at,
        )
        for file in files
    )


def approve(*, report: Report, by: Actor, at: datetime) -> Report:
    """Make a draft readable for those who treat it. Raises NotDraft or Altered."""
    require(by, Permission.REPORT_WRITE, report)
    files = draw(intact(report), digest=report.digest, status=ReportStatus.APPROVED)
    return _approve(report=report, files=files, by=by, at=at)


@transaction.atomic
def _approve(*, report: Report, files: Sequence[DrawnFile], by: Actor, at: datetime) -> Report:
    won = Report.objects.filter(pk=report.pk, status=ReportStatus.DRAFT).update(
        status=ReportStatus.APPROVED, approved_at=at
    )
    if not won:
        raise NotDraft
    _keep(report, files, at)
    audit.record(event="report.approved", target=report, by=by, at=at, digest=report.digest)
    report.refresh_from_db(fields=["status", "approved_at"])
    return report


def publish(*, report: Report, by: Actor, at: datetime) -> Report:
    """Show an approved report to everybody. Raises NotApproved, TellsOfDrafts, Altered, or what
    its kind refuses."""
    require(by, Permission.REPORT_PUBLISH, report)
    if report.status != ReportStatus.APPROVED:
        raise NotApproved
    content = intact(report)
    KINDS[report.kind].check_public(content)
    files = draw(content, digest=report.digest, status=ReportStatus.PUBLISHED)
    return _publish(report=report, slugs=content.slugs(), files=files, by=by, at=at)


@transaction.atomic
def _publish(*, report: Report, slugs: frozenset[str], files: Sequence[DrawnFile], by: Actor, at: datetime) -> Report:
    if Project.objects.public().filter(slug__in=slugs).count() != len(slugs):
        raise TellsOfDrafts
    won = Report.objects.filter(pk=report.pk, status=ReportStatus.APPROVED).update(
        status=ReportStatus.PUBLISHED, published_at=at
    )
    if not won:
        raise NotApproved
    _keep(report, files, at)
    audit.record(event="report.published", target=report, by=by, at=at, digest=report.digest)
    report.refresh_from_db(fields=["status", "published_at"])
    return report


def intact(report: Report) -> Content:
    """The content as it was frozen. Altered content is never drawn again: raises Altered."""
    if digest_of(report.content) != report.digest:
        raise Altered
    return read(report.content)
