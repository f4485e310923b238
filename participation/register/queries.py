"""The forms of projects and their versions, as they were published."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache

from django.db import connection
from django.db.models import QuerySet

from participation.formbuilder import schema
from participation.formbuilder.build import StepForm, StepForms
from participation.formbuilder.lookup import LookupContext
from participation.formbuilder.reading import read_definition
from participation.formbuilder.types import place_questions
from participation.models import Form, FormVersion
from projects import queries as project_queries
from projects.models import PlanLine, Project
from samenkracht.core.db.rows import each_drawable, of_row
from samenkracht.core.values.periods import local_day, midnight
from samenkracht.core.web import reference

_step_forms = StepForms()


def version_of(form_id: int, version_id: int) -> FormVersion | None:
    """A published version of this form; None for a version of another form or none at all."""
    version = _version(connection.settings_dict["NAME"], version_id)
    return version if version is not None and version.form_id == form_id else None


@lru_cache(maxsize=512)
def _kept_version(database: str, version_id: int) -> FormVersion:
    return FormVersion.objects.get(pk=version_id)


def _version(database: str, version_id: int) -> FormVersion | None:
    # Only what exists is kept: a version never changes, but an unknown number may become one.
    try:
        return _kept_version(database, version_id)
    except FormVersion.DoesNotExist:
        return None


def lookup_context(at: datetime, edition: str | None = None) -> LookupContext:
    """The municipalities and postcodes as of the day of filling in, in this edition of them (None: that of now)."""
    if reference.is_changing():
        return _look_up(at)
    edition = reference.edition() if edition is None else edition
    return _lookup_context(connection.settings_dict["NAME"], local_day(at).toordinal(), edition)


@lru_cache(maxsize=8)
def _lookup_context(database: str, day: int, edition: str) -> LookupContext:
    return _look_up(midnight(date.fromordinal(day)))


def _look_up(at: datetime) -> LookupContext:
    municipalities, known, heirs = project_queries.names_and_labels(at)
    pc4 = project_queries.postcode_map(at)
    return LookupContext(municipalities=municipalities, pc4=pc4, known=known, heirs=heirs)


def definition_of(version: FormVersion) -> schema.Definition:
    """What a version asks, read through its upcasters; read once per version object."""
    known: schema.Definition | None = version.__dict__.get("_definition")
    if known is None:
        with of_row("form version", version.pk):
            known = version.__dict__["_definition"] = read_definition(version.definition)
    return known


def step_form(version: FormVersion, step_index: int, *, at: datetime, edition: str | None = None) -> type[StepForm]:
    """The form class of one step of a version, as of the day of filling in; ``edition`` as for ``lookup_context``."""
    context = lookup_context(at, edition)
    return _step_forms.get(version.pk, step_index, definition=definition_of(version), context=context)


def published_forms(project: Project) -> list[Form]:
    """The published forms of a public project, open or not; those that close first come first."""
    found = Form.objects.public().filter(project=project).select_related("plan_line")
    return sorted(found, key=lambda form: (form.closes_at is None, form.closes_at or form.created_at, form.pk))


def open_everywhere(*, at: datetime) -> QuerySet[Form]:
    """All published forms of the region that can be filled in now, with their projects."""
    return Form.objects.public().open_at(at).select_related("project").order_by("closes_at", "pk")


def open_ends(*, at: datetime) -> dict[int, datetime | None]:
    """The projects with an open form, each with when the one that closes first does; None: without an end."""
    found: dict[int, datetime | None] = {}
    for project_id, closes_at in Form.objects.public().open_at(at).values_list("project_id", "closes_at"):
        known = found.get(project_id)
        found[project_id] = min(known, closes_at) if known and closes_at else known or closes_at
    return found


def collecting_between(project_ids: Iterable[int]) -> dict[int, tuple[datetime, datetime]]:
    """From when until when each project asks its residents: its first published form to its last; one query.

    A project with a form that has no beginning or no end is left out: nobody can say how far it should be.
    """
    found: dict[int, tuple[datetime, datetime]] = {}
    endless: set[int] = set()
    published = Form.objects.filter(project_id__in=list(project_ids), published_version__isnull=False)
    for project_id, opens_at, closes_at in published.values_list("project_id", "opens_at", "closes_at"):
        if opens_at is None or closes_at is None:
            endless.add(project_id)
            continue
        first, last = found.get(project_id, (opens_at, closes_at))
        found[project_id] = (min(first, opens_at), max(last, closes_at))
    return {project_id: window for project_id, window in found.items() if project_id not in endless}


def asking_municipality_at(at: datetime) -> list[Form]:
    """The published forms that can be filled in at this moment and ask for the municipality; one query."""

    def asks(form: Form) -> bool:
        return form.published_version is not None and asks_municipality(form.published_version)

    running = Form.objects.public().open_at(at).select_related("published_version")
    asking, _unreadable = each_drawable(running, lambda form: (form, asks(form)), kind="form")
    return [form for form, it_does in asking if it_does]


def asks_municipality(version: FormVersion) -> bool:
    return bool(place_questions(definition_of(version).questions()))


def open_by_project(project_ids: Iterable[int], *, at: datetime) -> dict[int, list[Form]]:
    """The open forms of many projects at once; one query."""
    found: dict[int, list[Form]] = {}
    for form in Form.objects.public().open_at(at).filter(project_id__in=list(project_ids)).order_by("closes_at", "pk"):
        found.setdefault(form.project_id, []).append(form)
    return found


def forms_of(project: Project) -> QuerySet[Form]:
    """All forms of a project, drafts too; for whoever knows the project from inside."""
    return Form.objects.filter(project=project).select_related("plan_line").order_by("created_at", "pk")


def forms_by_line(lines: Iterable[PlanLine]) -> dict[int, list[Form]]:
    """The forms that serve each plan line; one query."""
    found: dict[int, list[Form]] = {}
    for form in Form.objects.filter(plan_line__in=[line.pk for line in lines]).order_by("created_at", "pk"):
        found.setdefault(form.plan_line_id or 0, []).append(form)
    return found


def forget_versions() -> None:
    """Let this process read versions and what they are looked up in anew; for tests (``forget_all``)."""
    _kept_version.cache_clear()
    _lookup_context.cache_clear()
    _step_forms.forget()
