"""Addresses of this wing."""

from django.urls import path

from projects.addresses import PROJECT
from projects.publications import views

PUBLICATION = PROJECT + "publicaties/<number:publication>/"

urlpatterns = [
    path(PROJECT + "publicaties/", views.publication_list, name="publication_list"),
    path(PROJECT + "publicaties/nieuw/", views.publication_add, name="publication_add"),
    path(PUBLICATION, views.publication_change, name="publication_change"),
    path(PUBLICATION + "weghalen/", views.publication_remove, name="publication_remove"),
    path(PUBLICATION + "omhoog/", views.publication_up, name="publication_up"),
    path(PUBLICATION + "omlaag/", views.publication_down, name="publication_down"),
]
