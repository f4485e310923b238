"""Addresses of this wing."""

from django.urls import path

from projects.addresses import PROJECT
from projects.register import views

urlpatterns = [
    path("werkplek/projecten/", views.project_list, name="project_list"),
    path("werkplek/projecten/nieuw/", views.project_add, name="project_add"),
    path(PROJECT + "gegevens/", views.project_change, name="project_change"),
    path(PROJECT + "openbaar/", views.project_publish, name="project_publish"),
    path(PROJECT + "niet-openbaar/", views.project_unpublish, name="project_unpublish"),
]
