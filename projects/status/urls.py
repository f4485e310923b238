"""Addresses of this wing."""

from django.urls import path

from projects.addresses import PROJECT
from projects.status import views

urlpatterns = [
    path(PROJECT + "verloop/", views.standing_page, name="standing_page"),
    path(PROJECT + "verloop/staat/", views.state_set, name="state_set"),
    path(PROJECT + "verloop/fase/", views.phase_set, name="phase_set"),
    path(PROJECT + "openbaarheid/", views.level_set, name="level_set"),
]
