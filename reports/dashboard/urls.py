"""Addresses of this wing."""

from django.conf import settings
from django.urls import path

from reports.dashboard import views

urlpatterns = [
    path("dashboard/", views.dashboard, name="dashboard"),
    path("dashboard/cijfers/<slug:key>/", views.figure, name="figure"),
]

if settings.DEMO:
    urlpatterns.append(path("dashboard/stand/", views.refresh, name="dashboard_refresh"))
