"""Addresses of this wing."""

from django.urls import path

from projects.addresses import PROJECT
from reports.improvements import views

IMPROVEMENT = PROJECT + "verbetervoorstellen/<number:position>/"

urlpatterns = [
    path(PROJECT + "verbetervoorstellen/nieuw/", views.improvement_add, name="improvement_add"),
    path(IMPROVEMENT, views.improvement_change, name="improvement_change"),
    path(IMPROVEMENT + "afspreken/", views.improvement_adopt, name="improvement_adopt"),
    path(IMPROVEMENT + "gedaan/", views.improvement_done, name="improvement_done"),
    path(IMPROVEMENT + "vervallen/", views.improvement_drop, name="improvement_drop"),
]
