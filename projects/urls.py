"""Pages of staff about projects. The workspace itself, at the slug alone, spans floors and stands on the roof."""

from django.urls import path

from projects import views
from projects.views import (
    agendas,
    bodies,
    funding,
    goals,
    meetings,
    municipalities,
    postcodes,
    publications,
    region,
    standing,
)

PROJECT = "werkplek/projecten/<slug:slug>/"
LINE = PROJECT + "plan/regels/<str:key>/"
GOAL = PROJECT + "doelen/<number:goal>/"
VALUE = GOAL + "waarden/<number:value>/"
PUBLICATION = PROJECT + "publicaties/<number:publication>/"
FUNDING = PROJECT + "geld/<number:funding>/"
AGENDAS = "werkplek/agenda/"
AGENDA = AGENDAS + "<slug:agenda>/"
PROGRAMME = AGENDAS + "programmas/<slug:programme>/"
PRIORITY = AGENDAS + "speerpunten/<number:priority>/"
MUNICIPALITIES = AGENDAS + "gemeenten/"
POSTCODES = MUNICIPALITIES + "postcodes/"
MUNICIPALITY = MUNICIPALITIES + "<number:municipality>/"
REGION = "werkplek/regio/"
HELP_NUMBER = REGION + "hulpnummers/<number:number>/"

MEETINGS = "werkplek/overleggen/"
BODIES = MEETINGS + "gremia/"

urlpatterns = [
    path("werkplek/projecten/", views.project_list, name="project_list"),
    path("werkplek/projecten/nieuw/", views.project_add, name="project_add"),
    path(PROJECT + "gegevens/", views.project_change, name="project_change"),
    path(PROJECT + "openbaar/", views.project_publish, name="project_publish"),
    path(PROJECT + "niet-openbaar/", views.project_unpublish, name="project_unpublish"),
    path(PROJECT + "team/", views.team_compose, name="team_compose"),
    path(PROJECT + "plan/", views.plan_page, name="plan_page"),
    path(PROJECT + "plan/teksten/", views.plan_texts, name="plan_texts"),
    path(PROJECT + "plan/geen-participatie/", views.plan_decline, name="plan_decline"),
    path(PROJECT + "plan/toch-participatie/", views.plan_ask_after_all, name="plan_ask_after_all"),
    path(PROJECT + "plan/overnemen/", views.plan_copy, name="plan_copy"),
    path(PROJECT + "plan/indienen/", views.plan_submit, name="plan_submit"),
    path(PROJECT + "plan/intrekken/", views.plan_withdraw, name="plan_withdraw"),
    path(PROJECT + "plan/teruggeven/", views.plan_return, name="plan_return"),
    path(PROJECT + "plan/akkoord/", views.plan_agree, name="plan_agree"),
    path(PROJECT + "plan/vaststellen/", views.plan_establish, name="plan_establish"),
    path(PROJECT + "plan/opnieuw-openen/", views.plan_reopen, name="plan_reopen"),
    path(PROJECT + "plan/versies/", views.plan_versions, name="plan_versions"),
    path(PROJECT + "plan/versies/vergelijken/", views.plan_compare, name="plan_compare"),
    path(PROJECT + "plan/versies/<number:number>/", views.plan_version, name="plan_version"),
    path(PROJECT + "plan/regels/nieuw/", views.line_add, name="line_add"),
    path(LINE, views.line_change, name="line_change"),
    path(LINE + "overnemen/", views.line_copy, name="line_copy"),
    path(LINE + "weghalen/", views.line_remove, name="line_remove"),
    path(LINE + "omhoog/", views.line_up, name="line_up"),
    path(LINE + "omlaag/", views.line_down, name="line_down"),
    path(PROJECT + "doelen/", goals.goal_list, name="goal_list"),
    path(PROJECT + "doelen/nieuw/", goals.goal_add, name="goal_add"),
    path(GOAL, goals.goal_change, name="goal_change"),
    path(GOAL + "onderdeel/", goals.part_add, name="part_add"),
    path(GOAL + "weghalen/", goals.goal_remove, name="goal_remove"),
    path(GOAL + "omhoog/", goals.goal_up, name="goal_up"),
    path(GOAL + "omlaag/", goals.goal_down, name="goal_down"),
    path(GOAL + "waarden/nieuw/", goals.value_add, name="value_add"),
    path(VALUE, goals.value_change, name="value_change"),
    path(VALUE + "weghalen/", goals.value_remove, name="value_remove"),
    path(PROJECT + "verloop/", standing.standing_page, name="standing_page"),
    path(PROJECT + "verloop/staat/", standing.state_set, name="state_set"),
    path(PROJECT + "verloop/fase/", standing.phase_set, name="phase_set"),
    path(PROJECT + "openbaarheid/", standing.level_set, name="level_set"),
    path(PROJECT + "publicaties/", publications.publication_list, name="publication_list"),
    path(PROJECT + "publicaties/nieuw/", publications.publication_add, name="publication_add"),
    path(PUBLICATION, publications.publication_change, name="publication_change"),
    path(PUBLICATION + "weghalen/", publications.publication_remove, name="publication_remove"),
    path(PUBLICATION + "omhoog/", publications.publication_up, name="publication_up"),
    path(PUBLICATION + "omlaag/", publications.publication_down, name="publication_down"),
    path(PROJECT + "geld/", funding.funding_list, name="funding_list"),
    path(PROJECT + "geld/nieuw/", funding.funding_add, name="funding_add"),
    path(FUNDING, funding.funding_change, name="funding_change"),
    path(FUNDING + "weghalen/", funding.funding_remove, name="funding_remove"),
    path(AGENDAS, agendas.agenda_list, name="agenda_list"),
    path(AGENDAS + "nieuw/", agendas.agenda_add, name="agenda_add"),
    path(MUNICIPALITIES, municipalities.municipality_list, name="municipality_list"),
    path(MUNICIPALITIES + "nieuw/", municipalities.municipality_add, name="municipality_add"),
    path(POSTCODES, postcodes.postcode_table, name="postcode_table"),
    path(POSTCODES + "postcodes.csv", postcodes.postcode_download, name="postcode_download"),
    path(POSTCODES + "inlezen/", postcodes.postcode_upload, name="postcode_upload"),
    path(POSTCODES + "inlezen/<number:upload>/", postcodes.postcode_decide, name="postcode_decide"),
    path(MUNICIPALITY + "weghalen/", municipalities.municipality_remove, name="municipality_remove"),
    path(AGENDA, agendas.agenda_page, name="agenda_page"),
    path(AGENDA + "wijzigen/", agendas.agenda_change, name="agenda_change"),
    path(AGENDA + "einde/", agendas.agenda_end, name="agenda_end"),
    path(AGENDA + "programma/", agendas.programme_add, name="programme_add"),
    path(AGENDA + "speerpunt/", agendas.priority_add, name="priority_add"),
    path(PROGRAMME, agendas.programme_change, name="programme_change"),
    path(PROGRAMME + "omhoog/", agendas.programme_up, name="programme_up"),
    path(PROGRAMME + "omlaag/", agendas.programme_down, name="programme_down"),
    path(PRIORITY, agendas.priority_change, name="priority_change"),
    path(PRIORITY + "omhoog/", agendas.priority_up, name="priority_up"),
    path(PRIORITY + "omlaag/", agendas.priority_down, name="priority_down"),
    path(REGION, region.region_page, name="region_page"),
    path(REGION + "teksten/", region.region_texts, name="region_texts"),
    path(REGION + "hulpnummers/nieuw/", region.help_number_add, name="help_number_add"),
    path(HELP_NUMBER, region.help_number_change, name="help_number_change"),
    path(HELP_NUMBER + "weghalen/", region.help_number_remove, name="help_number_remove"),
    path(HELP_NUMBER + "omhoog/", region.help_number_up, name="help_number_up"),
    path(HELP_NUMBER + "omlaag/", region.help_number_down, name="help_number_down"),
    path(MEETINGS, meetings.meeting_list, name="meeting_list"),
    path(MEETINGS + "nieuw/", meetings.meeting_add, name="meeting_add"),
    path(MEETINGS + "<number:meeting_id>/", meetings.meeting_change, name="meeting_change"),
    path(MEETINGS + "<number:meeting_id>/afzeggen/", meetings.meeting_cancel, name="meeting_cancel"),
    path(BODIES, bodies.body_list, name="body_list"),
    path(BODIES + "nieuw/", bodies.body_add, name="body_add"),
    path(BODIES + "<slug:body>/", bodies.body_change, name="body_change"),
    path(BODIES + "<slug:body>/leden/", bodies.body_seats, name="body_seats"),
]
