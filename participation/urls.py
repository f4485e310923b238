"""Addresses of this floor."""

from django.urls import path

from participation.views import builder, erasure, exports, fill_in, forms

FORMS = "werkplek/projecten/<slug:slug>/formulieren/"
FORM = FORMS + "<slug:form>/"
STEP = FORM + "stappen/<slug:key>/"
QUESTION = FORM + "vragen/<slug:key>/"

# In each language of the portal: see samenkracht/urls.py.
residents = [
    path("formulieren/<slug:slug>/", fill_in.start, name="form_start"),
    path("formulieren/<slug:slug>/invullen/", fill_in.fill, name="form_fill"),
    path("formulieren/<slug:slug>/ontvangen/", fill_in.received, name="form_received"),
]

urlpatterns = [
    path("werkplek/antwoorden-wissen/", erasure.answers_erase, name="answers_erase"),
    path("werkplek/antwoorden-wissen/gewist/", erasure.answers_erased, name="answers_erased"),
    path(FORMS, forms.form_list, name="form_list"),
    path(FORMS + "nieuw/", forms.form_add, name="form_add"),
    path(FORM, builder.form_build, name="form_build"),
    path(FORM + "gegevens/", forms.form_change, name="form_change"),
    path(FORM + "voorbeeld/", forms.form_preview, name="form_preview"),
    path(FORM + "publiceren/", forms.form_publish, name="form_publish"),
    path(FORM + "sluiten/", forms.form_close, name="form_close"),
    path(FORM + "inzendingen/", exports.form_export, name="form_export"),
    path(FORM + "inzendingen/codeboek/", exports.form_codebook, name="form_codebook"),
    path(FORM + "stappen/", builder.step_add, name="step_add"),
    path(STEP, builder.step_change, name="step_change"),
    path(STEP + "weghalen/", builder.step_remove, name="step_remove"),
    path(STEP + "omhoog/", builder.step_up, name="step_up"),
    path(STEP + "omlaag/", builder.step_down, name="step_down"),
    path(STEP + "vragen/", builder.question_add, name="question_add"),
    path(STEP + "voor-wie/", builder.speaks_for_add, name="speaks_for_add"),
    path(QUESTION, builder.question_change, name="question_change"),
    path(QUESTION + "weghalen/", builder.question_remove, name="question_remove"),
    path(QUESTION + "omhoog/", builder.question_up, name="question_up"),
    path(QUESTION + "omlaag/", builder.question_down, name="question_down"),
]
