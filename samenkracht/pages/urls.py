"""Pages that draw from several floors."""

from django.urls import path

from samenkracht.pages.views import crawlers, municipalities, public, statements, stuck_work, unreadable, workplace

MUNICIPALITY = "werkplek/agenda/gemeenten/<number:municipality>/"

# In each language of the portal: see samenkracht/urls.py.
residents = [
    path("", public.home, name="home"),
    path("projecten/", public.project_list, name="public_project_list"),
    path("projecten/<slug:slug>/", public.project_page, name="public_project"),
    path("toegankelijkheid/", statements.accessibility, name="accessibility_statement"),
    path("privacy/", statements.privacy, name="privacy_statement"),
    path("cookies/", statements.cookies, name="cookie_statement"),
]

urlpatterns = [
    path(".well-known/security.txt", statements.security_txt, name="security_txt"),
    path("robots.txt", crawlers.robots_txt, name="robots_txt"),
    path("sitemap.xml", crawlers.sitemap, name="sitemap"),
    path("favicon.ico", crawlers.favicon, name="favicon"),
    path("werkplek/", workplace.start, name="start"),
    path("werkplek/niet-te-lezen/", unreadable.unreadable_list, name="unreadable_list"),
    path("werkplek/blijft-liggen/", stuck_work.stuck_work_list, name="stuck_work_list"),
    path("werkplek/blijft-liggen/<number:stuck>/opnieuw/", stuck_work.stuck_work_retry, name="stuck_work_retry"),
    path("werkplek/projecten/<slug:slug>/", workplace.project_workspace, name="project_workspace"),
    path(MUNICIPALITY, municipalities.municipality_change, name="municipality_change"),
    path(MUNICIPALITY + "opgaan/", municipalities.municipality_merge, name="municipality_merge"),
]
