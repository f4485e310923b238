"""Addresses of this wing."""

from django.urls import path

from projects.addresses import PROJECT
from projects.team import views

urlpatterns = [
    path(PROJECT + "team/", views.team_compose, name="team_compose"),
]
