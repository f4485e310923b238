"""What is stored and cannot be read now, for the administrator: which thing, where, which part; never the value."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from participation import queries as participation_queries
from participation.formbuilder import answers as answer_sheet
from participation.formbuilder.reading import read_definition
from participation.models import FormVersion, Submission, WorkingCopy
from projects.models import PlanVersion, PostcodeUpload, Project
from projects.municipalities.services.postcodes import areas_of
from projects.queries import AlteredPlan, read
from reports import queries as report_queries
from reports.figures.content import Figure
from reports.models import Report, ReportRun, ShownBreakdown
from reports.papers.content.kinds import read as read_report
from samenkracht.accounts.actors import Actor
from samenkracht.accounts.permissions import Permission, may
from samenkracht.core.db.rows import MISSHAPEN, Unreadable
from samenkracht.core.values.dates import KnownDateField

# More than this are counted and not written out: then it is no slip in one row.
MOST: Final = 200
Words = str | Promise

# What each thing is called, and how to get from it to its project.
THINGS: Final[Mapping[str, tuple[Words, str]]] = {
    "projects.Project": (_("Project"), ""),
    "projects.Goal": (_("Doel"), "project"),
    "projects.GoalValue": (_("Meting bij een doel"), "goal__project"),
    "projects.StateChange": (_("Verandering van staat"), "project"),
    "projects.PhaseChange": (_("Verandering van fase"), "project"),
    "projects.Publication": (_("Publicatie"), "project"),
    "projects.PlanLine": (_("Regel van een participatieplan"), "plan__project"),
    "projects.PlanVersion": (_("Ingediend participatieplan"), "plan__project"),
    "projects.Funding": (_("Geldbron"), "project"),
    "projects.ImprovementProposal": (_("Verbetervoorstel"), "project"),
    "projects.PostcodeUpload": (_("Ingelezen tabel van postcodes"), "-"),
    "participation.FormVersion": (_("Versie van een formulier"), "form__project"),
    "participation.WorkingCopy": (_("Formulier in de maak"), "form__project"),
    "participation.Submission": (_("Inzending"), "form__project"),
    "reports.Registration": (_("Aanmelding bij een voorstel"), "proposal__project"),
    "reports.Report": (_("Rapport"), "project"),
    "reports.ReportRun": (_("Aanvraag van een rapport"), "project"),
    "reports.DailyFigure": (_("Cijfer van de laatste stand"), "project"),
    "reports.ShownBreakdown": (_("Verdeling die eerder getoond is"), "project"),
}
PARTS: Final[Mapping[str, Words]] = {
    "planned_start": _("Begindatum"),
    "planned_end": _("Beoogde einddatum"),
    "by_when": _("Datum waarop het doel gehaald is"),
    "measured_on": _("Datum van de meting"),
    "since": _("Datum waarop het veranderde"),
    "published_on": _("Datum van de publicatie"),
    "period_start": _("Begin van de periode"),
    "period_end": _("Einde van de periode"),
    "feedback_due": _("Datum waarop inwoners iets horen"),
    "feedback_given": _("Datum waarop inwoners iets hoorden"),
    "starts": _("Eerste dag van het geld"),
    "ends": _("Laatste dag van het geld"),
    "due": _("Datum waarop het klaar is"),
    "registered_on": _("Datum van de aanmelding"),
    "definition": _("De vragen"),
    "answers": _("De antwoorden"),
    "document": _("Het plan zoals het is ingediend"),
    "content": _("De inhoud"),
    "project_slugs": _("De projecten waarover het gaat"),
    "parameters": _("Wat er gevraagd is"),
    "areas": _("De postcodes"),
}


@dataclass(frozen=True, slots=True)
class Found:
    """One row with the parts that cannot be read. ``project`` only when the reader may know it."""

    thing: Words
    pk: int
    parts: tuple[Words, ...]
    project: Project | None


@dataclass(frozen=True, slots=True)
class Unread:
    """``rows`` are at most MOST of the ``total``."""

    total: int
    rows: list[Found]


def unread(actor: Actor) -> Unread:
    """What cannot be read at this moment, read anew; as many queries as there are kinds of things, twice at most."""
    found: dict[type[models.Model], dict[int, tuple[str, ...]]] = {}
    for model, pk, part in (*unreadable_dates(), *unreadable_documents()):
        of_model = found.setdefault(model, {})
        of_model[pk] = (*of_model.get(pk, ()), part)
    total = sum(len(rows) for rows in found.values())
    rows: list[Found] = []
    for model, parts in found.items():
        shown = dict(list(parts.items())[: MOST - len(rows)])
        thing, _path = THINGS[model._meta.label]
        projects = projects_of(model, shown)
        for pk, names in shown.items():
            project = projects.get(pk)
            known = project if project is not None and may(actor, Permission.PROJECT_READ, project) else None
            rows.append(Found(thing, pk, tuple(PARTS[name] for name in names), known))
    return Unread(total, rows)


def projects_of(model: type[models.Model], pks: Iterable[int]) -> dict[int, Project]:
    """The project of each of these rows that has one; two queries."""
    _thing, path = THINGS[model._meta.label]
    if path == "-":
        return {}
    place = f"{path}__pk" if path else "pk"
    ids = dict(model._default_manager.filter(pk__in=list(pks)).values_list("pk", place))
    known = Project.objects.in_bulk({pk for pk in ids.values() if pk})
    return {pk: known[project] for pk, project in ids.items() if project in known}


Unreadables = Iterator[tuple[type[models.Model], int, str]]


def unreadable_dates() -> Unreadables:
    """Every date that is no date, in every column that holds dates; one query for each table."""
    for model in apps.get_models():
        columns = [field.name for field in model._meta.local_fields if isinstance(field, KnownDateField)]
        if not columns:
            continue
        for pk, *dates in model._default_manager.order_by("pk").values_list("pk", *columns).iterator():
            for column, known in zip(columns, dates, strict=True):
                if known.is_unreadable:
                    yield model, pk, column


def unreadable_documents() -> Unreadables:
    """Every stored document that the portal reads and cannot; one query for each kind."""
    yield from misread(FormVersion.objects.all(), "definition", participation_queries.definition_of)
    yield from misread(WorkingCopy.objects.all(), "definition", read_working_copy)
    yield from misread(PlanVersion.objects.all(), "document", read)
    yield from misread(Report.objects.all(), "content", read_frozen)
    yield from misread(Report.objects.without_content(), "project_slugs", read_slugs)
    yield from misread(ReportRun.objects.all(), "parameters", read_parameters)
    yield from misread(ShownBreakdown.objects.all(), "content", lambda row: Figure.from_json(row.content))
    yield from misread(PostcodeUpload.objects.filter(applied_at=None), "areas", areas_of)
    if batch := report_queries.latest_batch():
        yield from misread(batch.figures.all(), "content", lambda row: Figure.from_json(row.content))
    # There may be very many, so the database looks for those without the shape of answers.
    schemas = [answer_sheet.WITHOUT_SEALED, answer_sheet.SCHEMA]
    shape = Q(answers__schema__isnull=True) | Q(answers__a__isnull=True) | ~Q(answers__schema__in=schemas)
    for pk in Submission.objects.filter(shape).order_by("pk").values_list("pk", flat=True):
        yield Submission, pk, "answers"


def misread(rows: models.QuerySet[Any], part: str, reading: Callable[[Any], object]) -> Unreadables:
    for row in rows.order_by("pk").iterator(chunk_size=100):
        try:
            reading(row)
        except (AlteredPlan, *MISSHAPEN):
            yield type(row), row.pk, part


def read_working_copy(row: WorkingCopy) -> object:
    return read_definition(row.definition)


def read_frozen(row: Report) -> object:
    """Altered is as bad as unreadable: its page is not shown either."""
    if not report_queries.is_intact(row):
        raise Unreadable("altered")
    return read_report(row.content)


def read_slugs(row: Report) -> object:
    if not isinstance(row.project_slugs, list) or not all(isinstance(slug, str) for slug in row.project_slugs):
        raise Unreadable("no list of names")
    return row.project_slugs


def read_parameters(row: ReportRun) -> object:
    if not isinstance(row.parameters, dict) or not row.parameters:
        raise Unreadable("no parameters")
    return row.parameters
