"""What the register of projects says, as words to freeze."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from projects import queries as project_queries
from projects.enums import ACTIVE_STATES, ProgressKind
from projects.models import Funding, Goal, Project
from projects.models.project import ProjectQuerySet
from projects.plans.content.plan import Line, PlanDocument
from projects.queries import PublicPlan
from reports.figures.content import Figure
from reports.figures.indicators.target import target
from reports.progress.content import Chapter, ReportedFunding, ReportedGoal, ReportedPlanLine
from samenkracht.core.values.periods import day_in_words


@dataclass(frozen=True, slots=True)
class About:
    """What the register says beside the rows of the projects themselves, by the id of the project."""

    plans: Mapping[int, PublicPlan]
    money: Mapping[int, Sequence[Funding]]
    goals: Mapping[int, Sequence[Goal]]


def about(projects: Collection[Project]) -> About:
    """Plans, money and goals of these projects, in a fixed number of queries."""
    money: dict[int, list[Funding]] = {}
    for funding in Funding.objects.filter(project__in=projects):
        money.setdefault(funding.project_id, []).append(funding)
    goals: dict[int, list[Goal]] = {}
    for goal in Goal.objects.filter(project__in=projects).prefetch_related("values"):
        goals.setdefault(goal.project_id, []).append(goal)
    return About(project_queries.public_plans(projects), money, goals)


def projects_of(programme: str, project: str = "") -> ProjectQuerySet:
    """One project, those of one programme (slugs), or all, with what a chapter tells of each."""
    found = Project.objects.select_related("programme").prefetch_related("progress_items", "cited_priorities")
    if project:
        return found.filter(slug=project)
    return found.filter(programme__slug=programme) if programme else found


def in_report_order(projects: Iterable[Project]) -> list[Project]:
    """By programme, then by number; projects over programmes come first."""

    def place(project: Project) -> tuple[int, str, int]:
        programme = project.programme
        return (programme.position, programme.title, project.number) if programme else (-1, "", project.number)

    return sorted(projects, key=place)


def is_told_about(project: Project, received: int) -> bool:
    """Somebody works on it, or residents gave something in the period."""
    return project.state in ACTIVE_STATES or received > 0


def promised(plan: PublicPlan) -> int | None:
    """How many answers the plan promises to collect."""
    return target(line.target_number for line in plan.document.lines)


def chapter(
    project: Project,
    *,
    about: About,
    received: Figure,
    of_line: Callable[[str], Figure],
    questions: Iterable[Figure],
    day: date,
) -> Chapter:
    """One project under the region's own headings, with its plan as everybody may hold the region to it, and figures.

    ``of_line`` gives what came in for the plan line with a key.
    """
    plan = about.plans.get(project.pk) or PublicPlan(PlanDocument())
    return Chapter(
        number=project.number,
        title=project.title,
        slug=project.slug,
        programme=project.programme.title if project.programme else "",
        state=str(project.get_state_display()),
        phase=str(project.get_phase_display()),
        priorities=project.priorities,
        cited=tuple(priority.title for priority in project.cited_priorities.all()),
        goals=goals(about.goals.get(project.pk, ())),
        planned=planned(project),
        results=progress(project, ProgressKind.RESULT),
        outlook=progress(project, ProgressKind.PLANNING),
        contact=", ".join(part for part in (project.contact_function, project.contact_email) if part),
        plan_state=plan_state(plan),
        no_participation=plan.document.no_participation_reason,
        plan_lines=tuple(frozen(line, plan, of_line(line.key)) for line in plan.document.lines),
        money=tuple(money(one, day) for one in about.money.get(project.pk, ())),
        target=promised(plan),
        received=received,
        questions=tuple(questions),
    )


def goals(rows: Sequence[Goal]) -> tuple[ReportedGoal, ...]:
    """The goals in two levels, in their order."""

    def written(goal: Goal) -> ReportedGoal:
        parts = tuple(written(part) for part in rows if part.parent_id == goal.pk)
        return ReportedGoal(goal.text, measure(goal), parts)

    return tuple(written(goal) for goal in rows if goal.parent_id is None)


def measure(goal: Goal) -> str:
    """Target and last value in words, such as "doel: 90 procent in december 2027; gemeten: 71 procent in juni 2026"."""
    said = []
    if goal.target is not None:
        said.append(f"doel: {plain(goal.target)} {goal.unit}" + (f", {goal.by_when}" if goal.by_when else ""))
    values = sorted(goal.values.all(), key=lambda value: value.measured_on.sort_key)
    if values:
        said.append(f"gemeten: {plain(values[-1].value)} {goal.unit}".rstrip() + f", {values[-1].measured_on}")
    return "; ".join(said)


def plain(value: Decimal) -> str:
    """A number as people write it: 71, 7,5 or 1.250."""
    whole, _, rest = f"{value:,.2f}".partition(".")
    rest = rest.rstrip("0")
    return whole.replace(",", ".") + (f",{rest}" if rest else "")


def plan_state(plan: PublicPlan) -> str:
    """How far the plan is, such as "akkoord op 3 mei 2026 door Opdrachtgever"."""
    if plan.is_altered:
        return "de bewaarde versie klopt niet meer"
    words = str(plan.status.label)
    if plan.decided_on is not None:
        words += f" op {day_in_words(plan.decided_on)}"
    return words + (f" door {plan.decided_by}" if plan.decided_by else "")


def money(funding: Funding, day: date) -> ReportedFunding:
    """One source as words to freeze; ``ending`` as seen from ``day``."""
    return ReportedFunding(
        source=funding.source,
        amount=funding.amount,
        structural=funding.is_structural,
        ends="structureel" if funding.is_structural and funding.ends.is_unknown else str(funding.ends),
        ending=funding.is_ending(day),
        note=funding.note,
    )


def planned(project: Project) -> str:
    """Such as "januari 2017 – december 2018"."""
    start, end = project.planned_start, project.planned_end
    if start == end:
        return str(start)
    return f"{start} – {end}"


def progress(project: Project, kind: ProgressKind) -> tuple[str, ...]:
    return tuple(item.text for item in project_queries.progress_of(project, kind))


def frozen(line: Line, plan: PublicPlan, received: Figure) -> ReportedPlanLine:
    due, given = line.feedback_due, plan.feedback_given.get(line.key)
    feedback = f"gegeven: {given}" if given else str(due) if due else ""
    return ReportedPlanLine(
        input=line.input,
        from_whom=line.from_whom,
        purpose=line.purpose,
        method=line.method,
        use=line.use,
        level=line.level_words,
        target=line.target_number,
        feedback=feedback,
        received=received,
    )
