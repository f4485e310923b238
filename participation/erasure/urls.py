"""Addresses of this wing."""

from django.urls import path

from participation.erasure import views

urlpatterns = [
    path("werkplek/antwoorden-wissen/", views.answers_erase, name="answers_erase"),
    path("werkplek/antwoorden-wissen/gewist/", views.answers_erased, name="answers_erased"),
]
