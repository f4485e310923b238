"""Submissions as rows to count, in one pass, and what their forms asked."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import QuerySet

from participation.formbuilder.lookup import LookupContext
from participation.formbuilder.schema import Definition as Questionnaire
from participation.formbuilder.schema import from_json
from participation.models import FormVersion, Submission
from projects import queries as project_queries
from reports.figures.collect.disclosure import DisclosureGuard
from reports.figures.content import Coverage, Figure
from reports.figures.indicators.answers import AnswerCount
from reports.figures.indicators.definition import AskedVersions, Covering, SubmissionRow
from reports.figures.indicators.line_response import line_response
from reports.figures.indicators.response import response

CHUNK = 2000
COLUMNS = ("id", "form_id", "version_id", "municipality", "channel", "received_at", "answers")


@dataclass(frozen=True, slots=True)
class Window:
    """Received from ``start`` (None: ever) until, not including, ``until``."""

    start: datetime | None
    until: datetime
    # How the window stands in the parameters of a figure.
    named: dict[str, str | int] = field(default_factory=dict)

    def rows(self, forms: Collection[int]) -> QuerySet[Submission]:
        found = Submission.objects.filter(form_id__in=forms, received_at__lt=self.until)
        return found if self.start is None else found.filter(received_at__gte=self.start)


@dataclass(slots=True)
class RowCounts:
    """What one pass over the rows gave."""

    total: Coverage
    by_project: dict[int, Coverage]
    by_line: dict[str, Coverage]
    figures: dict[int, list[Figure]]


def streamed(rows: QuerySet[Submission]) -> Iterator[SubmissionRow]:
    """The rows in the order of their ids, a chunk at a time."""
    for values in rows.order_by("pk").values_list(*COLUMNS).iterator(chunk_size=CHUNK):
        yield SubmissionRow(*values)


def asked_by_form(forms: Collection[int], *, at: datetime) -> dict[int, AskedVersions]:
    """What each form asked in all its versions, and the municipalities of ``at``; two queries."""
    names, all_names, _heirs = project_queries.names_and_labels(at)
    versions: defaultdict[int, dict[int, Questionnaire]] = defaultdict(dict)
    found = FormVersion.objects.filter(form_id__in=forms).values_list("pk", "form_id", "definition")
    for pk, form_id, definition in found:
        versions[form_id][pk] = from_json(definition)
    context = LookupContext(municipalities=names, known=all_names)
    return {form_id: AskedVersions(form_id, asked, context, all_names) for form_id, asked in versions.items()}


def count(
    *, projects_of_forms: dict[int, int], window: Window, as_of: datetime, lines_of_forms: Mapping[int, str | None] = {}
) -> RowCounts:
    """Count everything about these forms (id -> project id; id -> key of a plan line) in one pass; four queries."""
    guard = DisclosureGuard(set(projects_of_forms.values()))
    asked = asked_by_form(projects_of_forms, at=as_of)
    total = Covering()
    by_project: defaultdict[int, Covering] = defaultdict(Covering)
    by_form: defaultdict[int, Covering] = defaultdict(Covering)
    by_line: defaultdict[str, Covering] = defaultdict(Covering)
    answers = {form_id: AnswerCount(questions) for form_id, questions in asked.items()}
    for row in streamed(window.rows(projects_of_forms)):
        line = row.line()
        for covering in (total, by_project[projects_of_forms[row.form_id]], by_form[row.form_id]):
            covering.add(row, line)
        if (plan_line := lines_of_forms.get(row.form_id)) is not None:
            by_line[plan_line].add(row, line)
        answers[row.form_id].add(row)
    figures: defaultdict[int, list[Figure]] = defaultdict(list)
    for form_id, covering in sorted(by_form.items()):
        parameters = {"form": form_id, **window.named}
        project = projects_of_forms[form_id]
        found = answers[form_id].breakdowns(coverage=covering.coverage(), parameters=parameters)
        figures[project] += (guard.shown(project, breakdown) for breakdown in found)
    return RowCounts(
        total=total.coverage(),
        by_project={project_id: covering.coverage() for project_id, covering in by_project.items()},
        by_line={key: covering.coverage() for key, covering in by_line.items()},
        figures=dict(figures),
    )


def response_of(counted: RowCounts, project_id: int, window: Window) -> Figure:
    """The response total of one project; nothing received is a figure too."""
    coverage = counted.by_project.get(project_id) or Covering().coverage()
    return response(coverage=coverage, parameters={"project": project_id, **window.named})


def line_response_of(counted: RowCounts, key: str, window: Window) -> Figure:
    """The total of the plan line with this key; nothing received is a figure too."""
    coverage = counted.by_line.get(key) or Covering().coverage()
    return line_response(coverage=coverage, parameters={"line": key, **window.named})
