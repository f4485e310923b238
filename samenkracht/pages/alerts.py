"""Points of attention in words: what is missing, why it matters, and the one action that mends it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from participation.enums import FormState
from participation.models import Form
from projects.models import PlanLine, Project
from projects.queries import Alert, AlertKind
from samenkracht.accounts.actors import Actor
from samenkracht.accounts.permissions import Permission, may
from samenkracht.core.values.dates import KnownDate

Words = str | Promise
LINK_TO_FORM = re.compile(r"/formulieren/([-\w]+)")
INVITES = re.compile(r"\bvul\b[^.!?]*\bvragenlijst", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class AlertRow:
    """One row: how heavy ("nood" or "let"), what, why, about which project, and the action (none without the right)."""

    severity: str
    title: Words
    why: Words
    project: Project
    action: Words = ""
    href: str = ""


def alert_row(point: Alert, actor: Actor) -> AlertRow:
    """The row for one point of a project or its plan."""
    project, line = point.project, point.line
    writes = may(actor, Permission.PROJECT_WRITE, project)
    composes = may(actor, Permission.TEAM_WRITE, project)
    match point.kind:
        case AlertKind.NO_LEADER:
            row = AlertRow("nood", _("Er is geen projectleider"), _("Niemand trekt dit project."), project)
            return with_action(row, _("Wijs iemand aan"), "team_compose", project.slug) if composes else row
        case AlertKind.NO_DEPUTY:
            why = _("Valt de projectleider weg, dan ligt het project stil.")
            row = AlertRow("let", _("Er is geen vervanger voor de projectleider"), why, project)
            return with_action(row, _("Wijs iemand aan"), "team_compose", project.slug) if composes else row
        case AlertKind.PLAN_EMPTY:
            why = _("Er staat nog niet in hoe inwoners meedoen.")
            row = AlertRow("nood", _("Het participatieplan heeft nog geen regels"), why, project)
            return with_action(row, _("Maak de eerste regel"), "line_add", project.slug) if writes else row
        case AlertKind.PLAN_NOT_SUBMITTED | AlertKind.PLAN_RETURNED | AlertKind.PLAN_LATE:
            return plan_alert(point.kind, project, writes=writes)
        case AlertKind.UNREADABLE | AlertKind.DATE_UNREADABLE:
            return unreadable_alert(point, writes=writes)
        case AlertKind.PROJECT_LATE:
            facts = {"date": project.planned_end, "state": project.get_state_display()}
            until = _("Beoogd: %(date)s. Staat van het project: %(state)s.") % facts
            row = AlertRow("let", _("De beoogde einddatum is voorbij"), until, project)
            return with_action(row, _("Werk de gegevens bij"), "project_change", project.slug) if writes else row
        case AlertKind.IMPROVEMENT_LATE:
            return improvement_signal(point, actor)
        case AlertKind.MONEY_ENDING | AlertKind.NO_MONEY:
            return money_signal(point, writes=writes)
        case AlertKind.FEEDBACK_LATE | AlertKind.FEEDBACK_NOT_PROMISED:
            return feedback_signal(point.kind, project, line, writes=writes)


def plan_alert(kind: AlertKind, project: Project, *, writes: bool) -> AlertRow:
    """The row for a plan on which nobody decided yet, or that has to be mended first."""
    if kind == AlertKind.PLAN_RETURNED:
        why = _("Er moet iets anders in. Daarna kan het opnieuw worden ingediend.")
        row = AlertRow("let", _("Het participatieplan is teruggegeven"), why, project)
        return with_action(row, _("Lees de opmerkingen"), "plan_versions", project.slug)
    if kind == AlertKind.PLAN_LATE:
        why = _("Het is langer dan vier weken geleden ingediend.")
        row = AlertRow("let", _("Het participatieplan wacht op een besluit"), why, project)
        return with_action(row, _("Naar het plan"), "plan_page", project.slug)
    why = _("Het project loopt al, en niemand heeft over het plan besloten.")
    row = AlertRow("let", _("Het participatieplan is nog niet ingediend"), why, project)
    return with_action(row, _("Naar het plan"), "plan_page", project.slug) if writes else row


def unreadable_alert(point: Alert, *, writes: bool) -> AlertRow:
    """The row for what is stored and cannot be read; for a date with where somebody writes a right one in its place."""
    project = point.project
    why: Words = _("De rest van het project is er wel. De beheerder ziet wat er aan de hand is.")
    if point.kind == AlertKind.UNREADABLE:
        return AlertRow("let", _("Iets van dit project kan nu niet getoond worden"), why, project)
    why = _("Daardoor weet niemand of iets te laat is. Schrijf de datum opnieuw op.")
    row = AlertRow("let", _("Een datum is niet te lezen"), why, project)
    action: Words = _("Naar de datum")
    if point.line is not None and point.line.removed_at is None:
        return with_action(row, action, "line_change", project.slug, point.line.key) if writes else row
    if point.line is not None:
        return row
    if point.money is not None:
        return with_action(row, action, "funding_list", project.slug) if writes else row
    if point.improvement is not None:
        return with_action(row, action, "evaluation_list", project.slug) if writes else row
    return with_action(row, action, "project_change", project.slug) if writes else row


def money_signal(point: Alert, *, writes: bool) -> AlertRow:
    """The row for money that ends, ended, or was never registered."""
    project, money = point.project, point.money
    if money is None or money.ends is None:
        why: Words = _("Niemand kan zien waarvan dit project betaald wordt.")
        row = AlertRow("let", _("Er is geen geldbron opgeschreven"), why, project)
        return (
            with_action(row, _("Schrijf op waar het geld vandaan komt"), "funding_add", project.slug) if writes else row
        )
    title = _("Het geld is op") if money.is_over else _("Het geld houdt op")
    why = _("Het laatste geld is er tot en met %(date)s.") % {"date": KnownDate.of(money.ends)}
    row = AlertRow("let", title, why, project)
    return with_action(row, _("Kijk naar het geld"), "funding_list", project.slug) if writes else row


def improvement_signal(point: Alert, actor: Actor) -> AlertRow:
    """The row for an improvement that should have been done."""
    proposal = point.improvement
    if proposal is None:
        raise ValueError("a point about an improvement is about a proposal")
    facts = {"date": proposal.due, "owner": proposal.owner, "text": proposal.text}
    why = _("Afgesproken: %(date)s, door %(owner)s. “%(text)s”") % facts
    row = AlertRow("let", _("Een verbetering is niet op tijd gedaan"), why, point.project)
    if not may(actor, Permission.IMPROVEMENT_WRITE, proposal):
        return row
    made = with_action(row, _("Werk de verbetervoorstellen bij"), "evaluation_list", point.project.slug)
    return replace(made, href=f"{made.href}#verbetervoorstellen")


def feedback_signal(kind: AlertKind, project: Project, line: PlanLine | None, *, writes: bool) -> AlertRow:
    """The row for a promise of feedback that was broken or never made."""
    if line is None:
        raise ValueError("a point about feedback is about a line")
    if kind == AlertKind.FEEDBACK_LATE:
        why = _("Beloofd: %(date)s, voor “%(input)s”.") % {"date": line.feedback_due, "input": line.input}
        row = AlertRow("nood", _("Inwoners wachten op terugkoppeling"), why, project)
        action: Words = _("Schrijf op wat u terugkoppelde")
    else:
        why = _("Bij “%(input)s” weten inwoners niet wanneer zij iets horen.") % {"input": line.input}
        row = AlertRow("let", _("Er is geen terugkoppeling beloofd"), why, project)
        action = _("Vul een datum in")
    if line.removed_at is not None:
        return with_action(row, _("Naar het plan"), "plan_page", project.slug) if writes else row
    return with_action(row, action, "line_change", project.slug, line.key) if writes else row


def line_without_form(line: PlanLine, number: int, *, writes: bool) -> AlertRow:
    """The row for a line whose input nobody can give yet."""
    title = _("Planregel %(number)s heeft nog geen formulier") % {"number": number}
    row = AlertRow("nood", title, promised(line), line.plan.project)
    if not writes:
        return row
    made = with_action(row, _("Maak een formulier"), "form_add", line.plan.project.slug)
    return replace(made, href=f"{made.href}?regel={line.key}")


def form_unpublished(form: Form, project: Project, *, writes: bool) -> AlertRow:
    """The row for a form that is made but that residents cannot find yet."""
    title = _("Het formulier “%(title)s” is nog niet gepubliceerd") % {"title": form.title}
    row = AlertRow("let", title, _("Inwoners kunnen het nog niet invullen."), project)
    return with_action(row, _("Maak het af"), "form_build", project.slug, form.slug) if writes else row


def invites_to_closed(project: Project, forms: Iterable[Form], *, at: datetime) -> bool:
    """Whether a typed text of the page leads to a closed form, or invites to fill in one while none is open."""
    published = [form for form in forms if form.published_version_id is not None]
    closed = {form.slug for form in published if form.state_at(at) == FormState.CLOSED}
    typed = [project.summary, project.meaning, "" if project.act_now_while_open else project.act_now]
    text = "\n".join(typed)
    if closed & set(LINK_TO_FORM.findall(text)):
        return True
    return bool(closed) and not any(form.is_open_at(at) for form in published) and bool(INVITES.search(text))


def typed_invitation(project: Project, *, writes: bool) -> AlertRow:
    """The row for a text that goes on inviting to a form that is closed."""
    why = _("Inwoners lezen dat zij iets kunnen invullen, en dat kan niet meer.")
    row = AlertRow("let", _("Een tekst op de pagina nodigt uit voor een gesloten vragenlijst"), why, project)
    return with_action(row, _("Pas de tekst aan"), "project_change", project.slug) if writes else row


def promised(line: PlanLine) -> Words:
    """What the plan says that this line is to bring."""
    if line.target_number:
        return _("Beloofd: inbreng van %(number)s mensen.") % {"number": line.target_number}
    return _("Inwoners kunnen hierover nog niets vertellen.")


def with_action(row: AlertRow, action: Words, route: str, *arguments: str) -> AlertRow:
    """The row with its one action."""
    return replace(row, action=action, href=reverse(route, args=arguments))
