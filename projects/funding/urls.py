"""Addresses of this wing."""

from django.urls import path

from projects.addresses import PROJECT
from projects.funding import views

FUNDING = PROJECT + "geld/<number:funding>/"

urlpatterns = [
    path(PROJECT + "geld/", views.funding_list, name="funding_list"),
    path(PROJECT + "geld/nieuw/", views.funding_add, name="funding_add"),
    path(FUNDING, views.funding_change, name="funding_change"),
    path(FUNDING + "weghalen/", views.funding_remove, name="funding_remove"),
]
