"""Addresses of this wing."""

from django.urls import path

from projects.addresses import PROJECT
from projects.goals import views

GOAL = PROJECT + "doelen/<number:goal>/"
VALUE = GOAL + "waarden/<number:value>/"

urlpatterns = [
    path(PROJECT + "doelen/", views.goal_list, name="goal_list"),
    path(PROJECT + "doelen/nieuw/", views.goal_add, name="goal_add"),
    path(GOAL, views.goal_change, name="goal_change"),
    path(GOAL + "onderdeel/", views.part_add, name="part_add"),
    path(GOAL + "weghalen/", views.goal_remove, name="goal_remove"),
    path(GOAL + "omhoog/", views.goal_up, name="goal_up"),
    path(GOAL + "omlaag/", views.goal_down, name="goal_down"),
    path(GOAL + "waarden/nieuw/", views.value_add, name="value_add"),
    path(VALUE, views.value_change, name="value_change"),
    path(VALUE + "weghalen/", views.value_remove, name="value_remove"),
]
