"""Addresses of this floor."""

from reports.dashboard import urls as dashboard
from reports.evaluation import urls as evaluation
from reports.improvements import urls as improvements
from reports.proposals import urls as proposals
from reports.requests import urls as requests
from reports.runs import urls as runs

# In each language of the portal: see samenkracht/urls.py.
residents = runs.residents
urlpatterns = [
    *dashboard.urlpatterns,
    *requests.urlpatterns,
    *runs.urlpatterns,
    *evaluation.urlpatterns,
    *improvements.urlpatterns,
    *proposals.urlpatterns,
]
