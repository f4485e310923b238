"""Addresses of this wing."""

from django.urls import path

from participation.addresses import FORM, FORMS
from participation.builder.views import forms, questions, steps, working_copy

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
    path(FORM + "stappen/", steps.step_add, name="step_add"),
    path(STEP, steps.step_change, name="step_change"),
    path(STEP + "weghalen/", steps.step_remove, name="step_remove"),
    path(STEP + "omhoog/", steps.step_up, name="step_up"),
    path(STEP + "omlaag/", steps.step_down, name="step_down"),
    path(STEP + "vragen/", questions.question_add, name="question_add"),
    path(STEP + "voor-wie/", questions.speaks_for_add, name="speaks_for_add"),
    path(QUESTION, questions.question_change, name="question_change"),
    path(QUESTION + "weghalen/", questions.question_remove, name="question_remove"),
    path(QUESTION + "omhoog/", questions.question_up, name="question_up"),
    path(QUESTION + "omlaag/", questions.question_down, name="question_down"),
]
