"""Addresses of this wing."""

from django.urls import path

from projects.addresses import PROJECT
from reports.evaluation import views

EVALUATION = PROJECT + "evaluaties/<number:number>/"

urlpatterns = [
    path(PROJECT + "evaluaties/", views.evaluation_list, name="evaluation_list"),
    path(PROJECT + "evaluaties/beginnen/", views.evaluation_begin, name="evaluation_begin"),
    path(EVALUATION, views.evaluation_page, name="evaluation"),
    path(EVALUATION + "teksten/", views.evaluation_texts, name="evaluation_texts"),
    path(EVALUATION + "oordeel/", views.evaluation_judge, name="evaluation_judge"),
    path(EVALUATION + "regels/<str:key>/", views.evaluation_line, name="evaluation_line"),
    path(EVALUATION + "afsluiten/", views.evaluation_close, name="evaluation_close"),
    path(EVALUATION + "rapport/", views.evaluation_report, name="evaluation_report"),
]
