"""Pages of staff about projects. The workspace itself, at the slug alone, spans floors and stands on the roof."""

from projects.agendas import urls as agendas
from projects.funding import urls as funding
from projects.goals import urls as goals
from projects.meetings import urls as meetings
from projects.municipalities import urls as municipalities
from projects.plans import urls as plans
from projects.publications import urls as publications
from projects.region import urls as region
from projects.register import urls as register
from projects.status import urls as status
from projects.team import urls as team

# An agenda has an address of one word, so what has a fixed one below the same place comes before it.
urlpatterns = [
    *register.urlpatterns,
    *team.urlpatterns,
    *plans.urlpatterns,
    *goals.urlpatterns,
    *status.urlpatterns,
    *publications.urlpatterns,
    *funding.urlpatterns,
    *municipalities.urlpatterns,
    *agendas.urlpatterns,
    *region.urlpatterns,
    *meetings.urlpatterns,
]
