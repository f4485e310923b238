"""Addresses of the resident's side of a form, in each language of the portal: see samenkracht/urls.py."""

from django.urls import path

from participation.intake.views import fill_in

urlpatterns = [
    path("formulieren/<slug:slug>/", fill_in.start, name="form_start"),
    path("formulieren/<slug:slug>/invullen/", fill_in.fill, name="form_fill"),
    path("formulieren/<slug:slug>/ontvangen/", fill_in.received, name="form_received"),
]
