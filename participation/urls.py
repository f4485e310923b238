"""Addresses of this floor."""

from django.urls import path

from participation.views import building, erasing, exporting, making, resident

FORMS = "werkplek/projecten/<slug:slug>/formulieren/"
FORM = FORMS + "<slug:form>/"
STEP = FORM + "stappen/<slug:key>/"
QUESTION = FORM + "vragen/<slug:key>/"

# In each language of the portal: see samenkracht/urls.py.
residents = [
    path("formulieren/<slug:slug>/", resident.start, name="form_start"),
    path("formulieren/<slug:slug>/invullen/", resident.fill, name="form_fill"),
    path("formulieren/<slug:slug>/ontvangen/", resident.received, name="form_received"),
]

urlpatterns = [
    path("werkplek/antwoorden-wissen/", erasing.answers_erase, name="answers_erase"),
    path("werkplek/antwoorden-wissen/gewist/", erasing.answers_erased, name="answers_erased"),
    path(FORMS, making.form_list, name="form_list"),
    path(FORMS + "nieuw/", making.form_add, name="form_add"),
    path(FORM, building.form_build, name="form_build"),
    path(FORM + "gegevens/", making.form_change, name="form_change"),
    path(FORM + "voorbeeld/", making.form_preview, name="form_preview"),
    path(FORM + "publiceren/", making.form_publish, name="form_publish"),
    path(FORM + "sluiten/", making.form_close, name="form_close"),
    path(FORM + "inzendingen/", exporting.form_export, name="form_export"),
    path(FORM + "inzendingen/codeboek/", exporting.form_codebook, name="form_codebook"),
    path(FORM + "stappen/", building.step_add, name="step_add"),
    path(STEP, building.step_change, name="step_change"),
    path(STEP + "weghalen/", building.step_remove, name="step_remove"),
    path(STEP + "omhoog/", building.step_up, name="step_up"),
    path(STEP + "omlaag/", building.step_down, name="step_down"),
    path(STEP + "vragen/", building.question_add, name="question_add"),
    path(STEP + "voor-wie/", building.speaks_for_add, name="speaks_for_add"),
    path(QUESTION, building.question_change, name="question_change"),
    path(QUESTION + "weghalen/", building.question_remove, name="question_remove"),
    path(QUESTION + "omhoog/", building.question_up, name="question_up"),
    path(QUESTION + "omlaag/", building.question_down, name="question_down"),
]
