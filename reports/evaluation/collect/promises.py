"""The promises of a plan with what became of them, as an evaluation looks back on them."""

from collections import defaultdict
from dataclasses import dataclass

from participation import queries as participation_queries
from participation.models import Form
from projects import queries as project_queries
from projects.models import PlanLine
from projects.plans.content.plan import Line
from projects.queries import PublicPlan
from reports.models import Evaluation, LineReality
from samenkracht.core.values.dates import KnownDate


@dataclass(frozen=True, slots=True)
class PromiseOutcome:
    """One promise as it was decided (or as it stands, when nothing was), its row, and what the evaluation says."""

    promise: Line
    line: PlanLine
    reality: LineReality | None

    @property
    def reached(self) -> str:
        """The step that residents really stood on; empty while nobody said."""
        return self.reality.level if self.reality else ""

    @property
    def note(self) -> str:
        return self.reality.note if self.reality else ""

    @property
    def given(self) -> KnownDate:
        """When residents heard what was done with it."""
        day: KnownDate = self.line.feedback_given
        return day


def promises(evaluation: Evaluation) -> tuple[PublicPlan, list[PromiseOutcome]]:
    """The plan and its promises: those of the phase, when the evaluation is about one.

    Of a closed evaluation the plan as it was decided when it was closed.
    """
    version = evaluation.plan_version
    plan = project_queries.plan_at(version) if version else project_queries.public_plan(evaluation.project)
    lines = {line.key: line for line in PlanLine.objects.filter(plan__project=evaluation.project)}
    realities = {reality.line_id: reality for reality in evaluation.realities.all()}
    return plan, [
        PromiseOutcome(promise, lines[promise.key], realities.get(lines[promise.key].pk))
        for promise in plan.document.lines
        if promise.key in lines and is_about(evaluation, promise.phase)
    ]


def outside_plan(evaluation: Evaluation, line: PlanLine) -> PromiseOutcome:
    """A line that the plan does not promise (any more), with what the evaluation says about it."""
    promise = Line(**{name: getattr(line, name) for name in Line.__dataclass_fields__})
    return PromiseOutcome(promise, line, evaluation.realities.filter(line=line).first())


def is_about(evaluation: Evaluation, phase: str) -> bool:
    """Whether something of this phase ("" for no phase in particular) belongs to the evaluation."""
    return not evaluation.phase or phase in ("", evaluation.phase)


def live_responses(kept: list[PromiseOutcome]) -> dict[int, int]:
    """What came in so far for each line, by its id: for the team and the coordinator only."""
    lines = dict(Form.objects.filter(plan_line__in=[one.line.pk for one in kept]).values_list("pk", "plan_line_id"))
    found: defaultdict[int, int] = defaultdict(int)
    for form_id, received in participation_queries.response_totals(lines).items():
        found[lines[form_id]] += received
    return dict(found)
