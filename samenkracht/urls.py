"""All addresses of the portal. Every route stands in tests/permissions/routes.toml too."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from samenkracht.core import views as core_views

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", core_views.health, name="health"),
    path("", include("samenkracht.accounts.urls")),
    path("", include("projects.urls")),
    path("", include("participation.urls")),
    path("", include("reports.urls")),
    path("", include("samenkracht.pages.urls")),
]

if settings.SHOW_GALLERY:
    urlpatterns.append(path("onderdelen/", core_views.gallery, name="gallery"))

handler400 = "samenkracht.core.views.bad_request"
handler403 = "samenkracht.core.views.permission_denied"
handler404 = "samenkracht.core.views.not_found"
handler500 = "samenkracht.core.views.server_error"
