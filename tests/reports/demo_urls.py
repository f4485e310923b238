"""The addresses of the portal in the demo: with the one that only the demo has."""

from django.urls import path

from reports.dashboard import views as dashboards
from samenkracht.urls import *  # noqa: F403 - the whole table, with the handlers of errors
from samenkracht.urls import urlpatterns as of_the_portal

urlpatterns = [*of_the_portal, path("dashboard/stand/", dashboards.refresh, name="dashboard_refresh")]
