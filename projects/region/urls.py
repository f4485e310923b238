"""Addresses of this wing."""

from django.urls import path

from projects.region import views

REGION = "werkplek/regio/"
HELP_NUMBER = REGION + "hulpnummers/<number:number>/"

urlpatterns = [
    path(REGION, views.region_page, name="region_page"),
    path(REGION + "teksten/", views.region_texts, name="region_texts"),
    path(REGION + "hulpnummers/nieuw/", views.help_number_add, name="help_number_add"),
    path(HELP_NUMBER, views.help_number_change, name="help_number_change"),
    path(HELP_NUMBER + "weghalen/", views.help_number_remove, name="help_number_remove"),
    path(HELP_NUMBER + "omhoog/", views.help_number_up, name="help_number_up"),
    path(HELP_NUMBER + "omlaag/", views.help_number_down, name="help_number_down"),
]
