"""Counting. Exact figures are for the team of the project and the coordinator only."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef

from participation.formbuilder import answers as answer_sheet
from participation.formbuilder import tally
from participation.models import Form, FormTally, FormVersion, Submission, TallyCell
from participation.models.submission import PENDING
from participation.register.queries import definition_of, forms_of, lookup_context
from projects.models import Project
from samenkracht.accounts.actors import Actor
from samenkracht.accounts.permissions import Permission, require
from samenkracht.core.db.rows import each_drawable
from samenkracht.core.db.snapshot import snapshot
from samenkracht.core.models import OutboxEntry

Cell = tuple[str, str, str, str]


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


@dataclass(frozen=True, slots=True)
class LiveCounts:
    """Exact counts of one form at one moment."""

    form: Form
    total: int
    tallies: dict[str, tally.Tally]


def form_title(form_id: int) -> str:
    """How staff know the form whose answers are counted; empty when there is none."""
    return Form.objects.filter(pk=form_id).values_list("title", flat=True).first() or ""


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
