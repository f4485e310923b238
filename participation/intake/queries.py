"""What the pages of residents need of a form."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from participation.enums import FormState
from participation.models import Form
from participation.models.form import GRACE
from participation.register.queries import forget_versions
from participation.results.queries import response_totals
from projects import queries as project_queries
from projects.enums import DECIDED_PLANS, ProjectState
from projects.models import PlanVersion, Project
from samenkracht.core.db.database import NO_DATABASE
from samenkracht.core.hooks import Hook
from samenkracht.core.values.dates import KnownDate
from samenkracht.core.values.periods import is_open, local_day
from samenkracht.core.web import reference
from samenkracht.core.web.page_cache import TTLCache

# How long a process trusts its own copy of where a form stands.
FORM_SECONDS = 1.0


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
    # Of the reference data that its pages show (samenkracht.core.web.reference).
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
    forget_versions()


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
