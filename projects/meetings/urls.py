"""Addresses of this wing."""

from django.urls import path

from projects.meetings import views

MEETINGS = "werkplek/overleggen/"
BODIES = MEETINGS + "gremia/"

urlpatterns = [
    path(MEETINGS, views.meeting_list, name="meeting_list"),
    path(MEETINGS + "nieuw/", views.meeting_add, name="meeting_add"),
    path(MEETINGS + "<number:meeting_id>/", views.meeting_change, name="meeting_change"),
    path(MEETINGS + "<number:meeting_id>/afzeggen/", views.meeting_cancel, name="meeting_cancel"),
    path(BODIES, views.body_list, name="body_list"),
    path(BODIES + "nieuw/", views.body_add, name="body_add"),
    path(BODIES + "<slug:body>/", views.body_change, name="body_change"),
    path(BODIES + "<slug:body>/leden/", views.body_seats, name="body_seats"),
]
