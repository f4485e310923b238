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


# Reads drafts, plans and reports of every project, figures with small groups hidden.
READERS = frozenset({Role.COMMISSIONER, Role.DIRECTOR, Role.PORTFOLIO_HOLDER, Role.SECRETARY, Role.PRIVACY_OFFICER})
