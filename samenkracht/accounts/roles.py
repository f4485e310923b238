"""The roles of staff on one screen. What a role may do stands in each app's permissions.py."""

from django.db.models import TextChoices


class Role(TextChoices):
    COORDINATOR = "coordinator", "Coördinator Samenkracht!"
    PROJECT_STAFF = "project_staff", "Projectleider"
    COMMISSIONER = "commissioner", "Opdrachtgever"
    DIRECTOR = "director", "Directeur"
    PORTFOLIO_HOLDER = "portfolio_holder", "Portefeuillehouder"
    SECRETARY = "secretary", "Secretaris"
    PRIVACY_OFFICER = "privacy_officer", "Privacyfunctionaris"
    ADMINISTRATOR = "administrator", "Beheerder"


# Every set of roles with a name stands here.
EVERY_ROLE = frozenset(Role)
# Whoever works with projects: everybody but the administrator, who enters none.
WORKS_WITH_PROJECTS = EVERY_ROLE - {Role.ADMINISTRATOR}
# Whoever may be in a team; an account of another role gets nothing from a team that it is in.
TEAM_ROLES = frozenset({Role.PROJECT_STAFF, Role.COORDINATOR})
# Whoever may commission a project, and so decide on its plan; whoever may sit in a body.
COMMISSIONERS = SEATED_ROLES = frozenset({Role.COMMISSIONER, Role.DIRECTOR, Role.PORTFOLIO_HOLDER})
# Reads drafts, plans and reports of every project, figures with small groups hidden.
READERS = COMMISSIONERS | {Role.SECRETARY, Role.PRIVACY_OFFICER}
READS_FIGURES = READERS | TEAM_ROLES
WRITES_PROPOSALS = frozenset({Role.COORDINATOR, Role.SECRETARY})
READS_PROPOSALS = COMMISSIONERS | WRITES_PROPOSALS
# Reports in every state; and those that were approved.
READS_EVERY_REPORT = frozenset({Role.COORDINATOR, Role.SECRETARY, Role.PRIVACY_OFFICER})
READS_APPROVED_REPORTS = COMMISSIONERS
