"""Reads over several models of this floor. The clock is a parameter."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple

from django.db import connection
from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from participation.enums import FormState
from participation.formbuilder import answers as answer_sheet
from participation.formbuilder import schema, tally
from participation.formbuilder.build import StepForm, StepForms
from participation.formbuilder.lookup import LookupContext
from participation.formbuilder.reading import read_definition
from participation.formbuilder.types import asking_place
from participation.models import Erasure, Form, FormTally, FormVersion, Submission, TallyCell, WorkingCopy
from participation.models.form import GRACE
from participation.models.submission import PENDING
from projects import queries as project_queries
from projects.enums import DECIDED_PLANS, ProjectState
from projects.models import PlanLine, PlanVersion, Project
from samenkracht.accounts.actors import Actor
from samenkracht.accounts.permissions import Permission, require
from samenkracht.core import reference
from samenkracht.core.database import NO_DATABASE
from samenkracht.core.dates import KnownDate
from samenkracht.core.hooks import Hook
from samenkracht.core.models import OutboxEntry
from samenkracht.core.page_cache import TTLCache
from samenkracht.core.periods import is_open, local_day, midnight
from samenkracht.core.rows import each_drawable, of_row
from samenkracht.core.snapshot import snapshot

# How long a process trusts its own copy of where a form stands.
FORM_SECONDS = 1.0
_step_forms = StepForms()


@dataclass(frozen=True, slots=True)
class FormNow:
    """What the resident's pages need of a published form; equal for everybody, kept for a second per process."""

    form_id: int
    slug: str
    title: str
    purpose: str
    readers: str
    minutes: int
    project_slug: str
    project_title: str
    project_state: str
    version_id: int
    opens_at: datetime | None
    closes_at: datetime | None
    feedback_due: KnownDate | None
    feedback_given: KnownDate | None
    # Whether somebody ever decided on the plan of its line: before that a date is an intention and no promise.
    is_decided: bool
    # Of the reference data that its pages show (samenkracht.core.reference).
    edition: str

    @property
    def shown(self) -> tuple[str | int, ...]:
        """What the pages of its steps show of it."""
        return (self.slug, self.title, self.minutes, self.project_slug, self.project_title, self.edition)

    @property
    def promised(self) -> KnownDate | None:
        """When residents are to hear what was done, as far as that was promised."""
        return self.feedback_due if self.is_decided and self.feedback_due else None

    def is_open_at(self, at: datetime) -> bool:
        return is_open(opens_at=self.opens_at, closes_at=self.closes_at, at=at)

    def takes_answers_at(self, at: datetime) -> bool:
        """Open, or closed so shortly that who was filling in may still send."""
        closes_at = self.closes_at + GRACE if self.closes_at else None
        return is_open(opens_at=self.opens_at, closes_at=closes_at, at=at)

    def state_at(self, at: datetime) -> FormState:
        if self.is_open_at(at):
            return FormState.OPEN
        return FormState.PLANNED if self.opens_at is not None and at < self.opens_at else FormState.CLOSED


# Whether the plan of the form's line was ever decided on; in the one statement that reads the form.
DECIDED = Exists(PlanVersion.objects.filter(plan=OuterRef("plan_line__plan"), outcome__in=DECIDED_PLANS))
_forms_now: TTLCache[FormNow | None] = TTLCache(1000)


def form_now(slug: str) -> FormNow | None:
    """The published form at this address; None when there is none. Asked of the database once a second per process.

    The edition of the reference data comes along in the same statement.
    """
    if not reference.is_changing() and (kept := _forms_now.get(slug, seconds=FORM_SECONDS)):
        return kept[0]
    names = ("slug", "title", "purpose", "readers", "minutes", "project__slug", "project__title", "project__state")
    promised = ("plan_line__feedback_due", "plan_line__feedback_given")
    columns = ("pk", *names, "published_version_id", "opens_at", "closes_at", *promised)
    edition = Coalesce(Subquery(reference.column()), Value(""))
    try:
        row = Form.objects.public().filter(slug=slug).values_list(*columns, DECIDED, edition).first()
    except NO_DATABASE:
        if older := _forms_now.get(slug):
            return older[0]  # better than no page; without a database nothing can be stored anyway
        raise
    if row is None:
        _forms_now.set(slug, None)
        return None
    found = FormNow(*row)
    if reference.see(found.edition):
        _forms_now.set(slug, found)
    return found


def forget_forms() -> None:
    """Let this process look again at once; for whoever just closed or published a form."""
    _forms_now.clear()


def forget_all() -> None:
    """Make this process as if it had just started: for tests, whose databases use the same numbers again."""
    forget_forms()
    reference.forget()
    _kept_version.cache_clear()
    _lookup_context.cache_clear()
    _step_forms.forget()


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


@dataclass(frozen=True, slots=True)
class Working:
    """A questionnaire in the making; ``edition`` counts its changes."""

    definition: schema.Definition
    edition: int


def working_copy(form: Form) -> Working:
    """What the next version of a form will ask: as it was left, else as it was published, else nothing yet."""
    row = WorkingCopy.objects.filter(form=form).first()
    if row is not None:
        with of_row("working copy", row.pk):
            return Working(read_definition(row.definition), row.edition)
    published = form.published_version
    return Working(schema.Definition(steps=()) if published is None else definition_of(published), 0)


def as_shown(form: Form) -> FormNow:
    """A form, published or not, as the pages of residents want it; for a preview."""
    project, line = form.project, form.plan_line
    return FormNow(
        form_id=form.pk,
        slug=form.slug,
        title=form.title,
        purpose=form.purpose,
        readers=form.readers,
        minutes=form.minutes,
        project_slug=project.slug,
        project_title=project.title,
        project_state=project.state,
        version_id=form.published_version_id or 0,
        opens_at=form.opens_at,
        closes_at=form.closes_at,
        feedback_due=None if line is None else line.feedback_due,
        feedback_given=None if line is None else line.feedback_given,
        is_decided=line is not None and project_queries.plan_progress([project.pk])[project.pk].was_decided,
        edition=reference.edition(),
    )


# --- a form that is closed ----------------------------------------------------------------------------------------


class PublicItem(NamedTuple):
    """Something that is public and tells of a project."""

    title: str
    address: str


def _published_about(*, project: Project) -> list[PublicItem]:
    raise NotImplementedError


published_about = Hook("published_about", _published_about)


@dataclass(frozen=True, slots=True)
class AfterClosing:
    """What a closed form tells: how often it was filled in, what becomes of the answers, where to read more."""

    total: int
    given: KnownDate | None
    due: KnownDate | None
    is_late: bool
    state: str
    readings: tuple[PublicItem, ...]

    @property
    def is_stopped(self) -> bool:
        return self.state == ProjectState.STOPPED

    @property
    def is_paused(self) -> bool:
        return self.state == ProjectState.PAUSED


def after_closing(now: FormNow, *, at: datetime) -> AfterClosing | None:
    """None, without a query, while the form is open or has yet to open."""
    if now.state_at(at) != FormState.CLOSED:
        return None
    project = Project.objects.get(slug=now.project_slug)
    given, due = now.feedback_given or None, now.promised
    return AfterClosing(
        total=response_totals([now.form_id])[now.form_id],
        given=given,
        due=due,
        is_late=due is not None and given is None and due.is_late(local_day(at)),
        state=now.project_state,
        readings=tuple(one for found in published_about.call(project=project) for one in found),
    )


# --- forms of projects --------------------------------------------------------------------------------------------


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
    return bool(asking_place(definition_of(version).questions()))


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


# --- taking submissions along --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Exportable:
    """What there is of a form to take along as a file. What was erased after an earlier file has to leave that too."""

    total: int
    versions: list[FormVersion]
    erased: list[Erasure]
    asks_sensitive: bool


def exportable(form: Form) -> Exportable:
    """As it is now; a fixed number of queries."""
    versions = list(FormVersion.objects.filter(form=form).order_by("number"))
    asked = (question for version in versions for question in definition_of(version).questions())
    return Exportable(
        total=response_totals([form.pk])[form.pk],
        versions=versions,
        erased=list(Erasure.objects.filter(form=form).order_by("-day", "-submission_number")),
        asks_sensitive=any(question.sensitive for question in asked),
    )


# --- counting --------------------------------------------------------------------------------------------------------

Cell = tuple[str, str, str, str]


def of_receipt(receipt_hash: str) -> Submission | None:
    """The submission with this receipt, without its answers; None where there never was one or it was erased."""
    found = Submission.objects.filter(receipt_hash=receipt_hash).defer("answers")
    return found.select_related("form__project").first()


def cells_of(submissions: Iterable[Submission]) -> Counter[Cell]:
    """How often each (question, option, municipality, channel) occurs in these submissions.

    One that cannot be read is in no cell, and is logged; it still is one of the submissions that were received.
    """
    versions: dict[int, FormVersion] = {}
    cells: Counter[Cell] = Counter()

    def count(submission: Submission) -> None:
        version = versions.get(submission.version_id)
        if version is None:
            version = versions[submission.version_id] = FormVersion.objects.get(pk=submission.version_id)
        keys = list(tally.keys(definition_of(version), answer_sheet.from_json(submission.answers)))
        cells.update((question, option, submission.municipality, submission.channel) for question, option in keys)

    each_drawable(submissions, count, kind="submission")
    return cells


# --- live figures: for the team and the coordinator only -----------------------------------------------------------


@dataclass(frozen=True, slots=True)
class LiveCounts:
    """Exact counts of one form at one moment."""

    form: Form
    total: int
    tallies: dict[str, tally.Tally]


def received_by_project(project_ids: Iterable[int]) -> dict[int, int]:
    """All submissions of each project until now, by its id; three queries. For its team and the coordinator only."""
    forms = dict(Form.objects.filter(project_id__in=list(project_ids)).values_list("pk", "project_id"))
    found: dict[int, int] = {}
    for form_id, total in response_totals(list(forms)).items() if forms else ():
        found[forms[form_id]] = found.get(forms[form_id], 0) + total
    return found


def response_totals(form_ids: Iterable[int]) -> dict[int, int]:
    """Submissions per form: counted plus waiting, in one moment."""
    ids = list(form_ids)
    with snapshot():
        totals = dict(FormTally.objects.filter(form_id__in=ids).values_list("form_id", "n"))
        waiting = (
            OutboxEntry.objects.filter(kind=PENDING, group_id__in=ids)
            .order_by()
            .values_list("group_id")
            .annotate(n=Count("pk"))
        )
        for form_id, n in waiting:
            totals[form_id] = totals.get(form_id, 0) + n
    return {form_id: totals.get(form_id, 0) for form_id in ids}


def answered_before(forms: Iterable[Form], moment: datetime) -> set[int]:
    """Which of these forms had an answer by then; one query. For the project's team and the coordinator only."""
    answers = Submission.objects.filter(form=OuterRef("pk"), received_at__lte=moment)
    found = Form.objects.filter(Exists(answers), pk__in=[form.pk for form in forms])
    return set(found.order_by().values_list("pk", flat=True))


def live_counts(*, project: Project, actor: Actor, at: datetime) -> list[LiveCounts]:
    """Exact counts per published form of a project: rollup plus what still waits. Raises NotPermitted."""
    require(actor, Permission.FIGURES_LIVE, project)
    with snapshot():
        forms = [form for form in forms_of(project).select_related("published_version") if form.published_version]
        return [_live_count(form, at) for form in forms]


def _live_count(form: Form, at: datetime) -> LiveCounts:
    waiting = OutboxEntry.objects.filter(kind=PENDING, group_id=form.pk).values("subject_id")
    tail = list(Submission.objects.filter(pk__in=waiting))
    cells: dict[tuple[str, str], int] = {}
    for question, option, n in TallyCell.objects.filter(form=form).values_list("question", "option", "n"):
        cells[question, option] = cells.get((question, option), 0) + n
    for (question, option, _municipality, _channel), n in cells_of(tail).items():
        cells[question, option] = cells.get((question, option), 0) + n
    counted = FormTally.objects.filter(form=form).values_list("n", flat=True).first() or 0
    if form.published_version is None:
        raise ValueError("only a published form is counted")
    return LiveCounts(
        form, counted + len(tail), tally.from_cells(definition_of(form.published_version), cells, lookup_context(at))
    )
