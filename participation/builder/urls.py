"""Addresses of this wing."""

from django.urls import path

from participation.addresses import FORM, FORMS
from participation.builder.views import forms, working_copy

STEP = FORM + "stappen/<slug:key>/"
QUESTION = FORM + "vragen/<slug:key>/"

urlpatterns = [
    path(FORMS, forms.form_list, name="form_list"),
    path(FORMS + "nieuw/", forms.form_add, name="form_add"),
    path(FORM, working_copy.form_build, name="form_build"),
    path(FORM + "gegevens/", forms.form_change, name="form_change"),
    path(FORM + "voorbeeld/", forms.form_preview, name="form_preview"),
    path(FORM + "publiceren/", forms.form_publish, name="form_publish"),
    path(FORM + "sluiten/", forms.form_close, name="form_close"),
    path(FORM + "stappen/", working_copy.step_add, name="step_add"),
    path(STEP, working_copy.step_change, name="step_change"),
    path(STEP + "weghalen/", working_copy.step_remove, name="step_remove"),
    path(STEP + "omhoog/", working_copy.step_up, name="step_up"),
    path(STEP + "omlaag/", working_copy.step_down, name="step_down"),
    path(STEP + "vragen/", working_copy.question_add, name="question_add"),
    path(STEP + "voor-wie/", working_copy.speaks_for_add, name="speaks_for_add"),
    path(QUESTION, working_copy.question_change, name="question_change"),
    path(QUESTION + "weghalen/", working_copy.question_remove, name="question_remove"),
    path(QUESTION + "omhoog/", working_copy.question_up, name="question_up"),
    path(QUESTION + "omlaag/", working_copy.question_down, name="question_down"),
]
