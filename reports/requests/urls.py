"""Addresses of this wing."""

from django.urls import path

from reports.addresses import LIST
from reports.requests import views

urlpatterns = [
    path(LIST, views.report_list, name="report_list"),
    path(LIST + "aanvragen/", views.report_request, name="report_request"),
]
