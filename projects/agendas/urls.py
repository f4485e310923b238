"""Addresses of this wing."""

from django.urls import path

from projects.addresses import AGENDAS
from projects.agendas import views

AGENDA = AGENDAS + "<slug:agenda>/"
PROGRAMME = AGENDAS + "programmas/<slug:programme>/"
PRIORITY = AGENDAS + "speerpunten/<number:priority>/"

urlpatterns = [
    path(AGENDAS, views.agenda_list, name="agenda_list"),
    path(AGENDAS + "nieuw/", views.agenda_add, name="agenda_add"),
    path(AGENDA, views.agenda_page, name="agenda_page"),
    path(AGENDA + "wijzigen/", views.agenda_change, name="agenda_change"),
    path(AGENDA + "einde/", views.agenda_end, name="agenda_end"),
    path(AGENDA + "programma/", views.programme_add, name="programme_add"),
    path(AGENDA + "speerpunt/", views.priority_add, name="priority_add"),
    path(PROGRAMME, views.programme_change, name="programme_change"),
    path(PROGRAMME + "omhoog/", views.programme_up, name="programme_up"),
    path(PROGRAMME + "omlaag/", views.programme_down, name="programme_down"),
    path(PRIORITY, views.priority_change, name="priority_change"),
    path(PRIORITY + "omhoog/", views.priority_up, name="priority_up"),
    path(PRIORITY + "omlaag/", views.priority_down, name="priority_down"),
]
