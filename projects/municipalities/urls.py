"""Addresses of this wing."""

from django.urls import path

from projects.addresses import AGENDAS
from projects.municipalities import views

MUNICIPALITIES = AGENDAS + "gemeenten/"
POSTCODES = MUNICIPALITIES + "postcodes/"
MUNICIPALITY = MUNICIPALITIES + "<number:municipality>/"

urlpatterns = [
    path(MUNICIPALITIES, views.municipality_list, name="municipality_list"),
    path(MUNICIPALITIES + "nieuw/", views.municipality_add, name="municipality_add"),
    path(POSTCODES, views.postcode_table, name="postcode_table"),
    path(POSTCODES + "postcodes.csv", views.postcode_download, name="postcode_download"),
    path(POSTCODES + "inlezen/", views.postcode_upload, name="postcode_upload"),
    path(POSTCODES + "inlezen/<number:upload>/", views.postcode_decide, name="postcode_decide"),
    path(MUNICIPALITY + "weghalen/", views.municipality_remove, name="municipality_remove"),
]
