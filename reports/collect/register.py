"""What the register of projects says, as words to freeze."""

from collections.abc import Iterable

from django.db.models import QuerySet

from projects import queries as project_queries
from projects.enums import ACTIVE_STATES, ProgressKind
from projects.models import PlanLine, Project
from reports.content.figures import Figure
from reports.content.progress import Chapter
from reports.content.progress import PlanLine as FrozenLine
from reports.indicators.target import target


def projects_of(programme: str) -> QuerySet[Project]:
    """The projects of one programme (its slug), or all, with what their page shows; four queries when read."""
    found = project_queries.with_page(Project.objects.all())
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


def lines_of(project: Project) -> list[PlanLine]:
    """The current lines of the plan that ``with_page`` fetched; a project without a plan has none."""
    plan = getattr(project, "plan", None)
    lines: list[PlanLine] = plan.current_lines if plan is not None else []
    return lines


def chapter(project: Project, *, received: Figure, questions: Iterable[Figure]) -> Chapter:
    """One project under the region's own headings, with its plan and figures."""
    lines = lines_of(project)
    return Chapter(
        number=project.number,
        title=project.title,
        slug=project.slug,
        programme=project.programme.title if project.programme else "",
        state=str(project.get_state_display()),
        phase=str(project.get_phase_display()),
        priorities=project.priorities,
        goals=tuple(goal.text for goal in project.goals.all()),
        planned=planned(project),
        results=progress(project, ProgressKind.RESULT),
        outlook=progress(project, ProgressKind.PLANNING),
        contact=", ".join(part for part in (project.contact_function, project.contact_email) if part),
        plan_lines=tuple(frozen(line) for line in lines),
        target=target(line.target_number for line in lines),
        received=received,
        questions=tuple(questions),
    )


def planned(project: Project) -> str:
    """Such as "januari 2017 – december 2018"."""
    start, end = project.planned_start, project.planned_end
    if start == end:
        return str(start)
    return f"{start} – {end}"


def progress(project: Project, kind: ProgressKind) -> tuple[str, ...]:
    return tuple(item.text for item in project_queries.progress_of(project, kind))


def frozen(line: PlanLine) -> FrozenLine:
    due = line.feedback_due
    return FrozenLine(
        input=line.input,
        from_whom=line.from_whom,
        purpose=line.purpose,
        method=line.method,
        use=line.use,
        level=str(line.get_level_display()) if line.level else "",
        target=line.target_number,
        feedback="" if due.is_unknown else str(due),
    )
