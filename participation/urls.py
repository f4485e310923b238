"""Addresses of this floor."""

from django.urls import path

from participation.views import resident

urlpatterns = [
    path("formulieren/<slug:slug>/", resident.start, name="form_start"),
    path("formulieren/<slug:slug>/invullen/", resident.fill, name="form_fill"),
    path("formulieren/<slug:slug>/ontvangen/", resident.received, name="form_received"),
]
