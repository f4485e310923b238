"""Addresses of this wing."""

from django.urls import path

from participation.addresses import FORM
from participation.exports import views

urlpatterns = [
    path(FORM + "inzendingen/", views.form_export, name="form_export"),
    path(FORM + "inzendingen/codeboek/", views.form_codebook, name="form_codebook"),
]
