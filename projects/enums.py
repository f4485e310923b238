"""The closed lists of projects and plans, with the words of staff."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Membership(TextChoices):
    """How far a municipality takes part in the region."""

    FULL = "full", _("volledig")
    PARTIAL = "partial", _("gedeeltelijk")


class ProjectState(TextChoices):
    """Where a project stands as a piece of work."""

    PLANNED = "planned", _("voorgenomen")
    RUNNING = "running", _("loopt")
    PAUSED = "paused", _("ligt stil")
    COMPLETED = "completed", _("afgerond")
    STOPPED = "stopped", _("gestopt")


# Somebody still works on it, or means to.
ACTIVE_STATES = frozenset({ProjectState.PLANNED, ProjectState.RUNNING, ProjectState.PAUSED})
# The work stopped, for a while or for good: people want to know why.
HALTED_STATES = frozenset({ProjectState.PAUSED, ProjectState.COMPLETED, ProjectState.STOPPED})


class PolicyPhase(TextChoices):
    """The four moments of policy in which residents' needs can steer."""

    AGENDA_SETTING = "agenda_setting", _("agendering")
    DEVELOPMENT = "development", _("ontwikkeling")
    IMPLEMENTATION = "implementation", _("uitvoering")
    EVALUATION = "evaluation", _("evaluatie")


class ProgressKind(TextChoices):
    """Under which heading of the project page an item stands."""

    RESULT = "result", _("Resultaten tot nu toe")
    PLANNING = "planning", _("Voortgang en planning")


class TeamPart(TextChoices):
    """What somebody does in the team of one project."""

    LEADER = "leader", _("projectleider")
    DEPUTY = "deputy", _("vervanger")
    EDITOR = "editor", _("redacteur")


class PlanStatus(TextChoices):
    """How far the plan is. Agreed: by a person; established: by a body in a meeting."""

    DRAFT = "draft", _("concept")
    SUBMITTED = "submitted", _("ingediend")
    RETURNED = "returned", _("teruggegeven")
    WITHDRAWN = "withdrawn", _("ingetrokken")
    AGREED = "agreed", _("akkoord")
    ESTABLISHED = "established", _("vastgesteld")


# The promises of a plan in one of these may be changed.
OPEN_PLANS = frozenset({PlanStatus.DRAFT, PlanStatus.RETURNED, PlanStatus.WITHDRAWN})
DECIDED_PLANS = frozenset({PlanStatus.AGREED, PlanStatus.ESTABLISHED})


class PlanMove(TextChoices):
    """What people do with a whole plan."""

    SUBMIT = "submit", _("indienen")
    WITHDRAW = "withdraw", _("intrekken")
    RETURN = "return", _("teruggeven")
    AGREE = "agree", _("akkoord gaan")
    ESTABLISH = "establish", _("vaststellen")
    REOPEN = "reopen", _("opnieuw openen")


# Each move: in which states it can be made, and to which it leads. The only place that knows.
PLAN_MOVES = {
    PlanMove.SUBMIT: (OPEN_PLANS, PlanStatus.SUBMITTED),
    PlanMove.WITHDRAW: (frozenset({PlanStatus.SUBMITTED}), PlanStatus.WITHDRAWN),
    PlanMove.RETURN: (frozenset({PlanStatus.SUBMITTED}), PlanStatus.RETURNED),
    PlanMove.AGREE: (frozenset({PlanStatus.SUBMITTED}), PlanStatus.AGREED),
    PlanMove.ESTABLISH: (frozenset({PlanStatus.SUBMITTED, PlanStatus.AGREED}), PlanStatus.ESTABLISHED),
    PlanMove.REOPEN: (DECIDED_PLANS, PlanStatus.DRAFT),
}


class ExpertRole(TextChoices):
    """What experts by experience do in a line of the plan."""

    THINK_ALONG = "think_along", _("meedenken")
    CO_ORGANISE = "co_organise", _("mee-organiseren")
    CO_DIRECT = "co_direct", _("mee-regisseren")


class PublicationLevel(TextChoices):
    """Who may ever see it."""

    PUBLIC = "public", _("openbaar")
    PUBLIC_FROM = "public_from", _("openbaar vanaf")
    INTERNAL = "internal", _("intern")
    CONFIDENTIAL = "confidential", _("vertrouwelijk")
    SECRET = "secret", _("geheim")


PUBLISHABLE = (PublicationLevel.PUBLIC, PublicationLevel.PUBLIC_FROM)


class BodyKind(TextChoices):
    """The layers of the route, as the region writes them."""

    AO = "ao", "AO"
    DO = "do", "Directie-overleg"
    PFHO = "pfho", "PFHO"
    DB = "db", "Dagelijks bestuur"
    AB = "ab", "Algemeen bestuur"
    OTHER = "other", "Overleg"


class ImprovementState(TextChoices):
    PROPOSED = "proposed", _("voorgesteld")
    ADOPTED = "adopted", _("afgesproken")
    DONE = "done", _("gedaan")
    DROPPED = "dropped", _("vervallen")


# Somebody still has to do it, or to decide about it.
OPEN_IMPROVEMENTS = frozenset({ImprovementState.PROPOSED, ImprovementState.ADOPTED})


class ParticipationLevel(TextChoices):
    """The ladder: what residents may do, and what the region commits to."""

    INFORM = "inform", _("Informeren")
    CONSULT = "consult", _("Raadplegen")
    ADVISE = "advise", _("Adviseren")
    COPRODUCE = "coproduce", _("Coproduceren")
    CODECIDE = "codecide", _("Meebeslissen")
    SELF_ORGANISE = "self_organise", _("Zelforganisatie")


# What the region commits to on each step, in words for residents.
LEVEL_PROMISES = {
    ParticipationLevel.INFORM: _("Wij vertellen u wat er gebeurt. Wij vragen u hier niet om mee te denken."),
    ParticipationLevel.CONSULT: _("Wij luisteren naar u. Wij beloven niet dat wij alles overnemen."),
    ParticipationLevel.ADVISE: _("U adviseert ons. Wijken wij af van uw advies? Dan leggen wij uit waarom."),
    ParticipationLevel.COPRODUCE: _("Wij zoeken samen met u een oplossing. Wat wij samen afspreken, geldt."),
    ParticipationLevel.CODECIDE: _("U beslist mee. Wij geven advies."),
    ParticipationLevel.SELF_ORGANISE: _("U neemt zelf het initiatief. Wij helpen daarbij."),
}
