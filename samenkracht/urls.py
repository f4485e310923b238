"""All addresses of the portal. Every route stands in tests/permissions/routes.toml too.

The pages of residents stand at the same address in each language: /projecten/ in Dutch, /en/projecten/ in English.
So a link, a poster or a bookmark keeps its language without a cookie. The pages of staff are Dutch.
"""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path

from participation import urls as participation_urls
from reports import urls as reports_urls
from samenkracht.core.web import views as core_views
from samenkracht.pages import urls as pages_urls

urlpatterns: list[URLPattern | URLResolver] = [
    # Residents first, and of theirs the form: it is asked for most, and each address before it is tried each time.
    # Without include(), which would be one more round of trying for each request.
    *i18n_patterns(
        *participation_urls.residents,
        *pages_urls.residents,
        *reports_urls.residents,
        prefix_default_language=False,
    ),
    path("healthz", core_views.health, name="health"),
    path("", include("samenkracht.accounts.urls")),
    path("", include("projects.urls")),
    path("", include("participation.urls")),
    path("", include("reports.urls")),
    path("", include("samenkracht.pages.urls")),
]

if settings.SHOW_GALLERY:
    urlpatterns.append(path("onderdelen/", core_views.gallery, name="gallery"))

handler400 = "samenkracht.core.web.views.bad_request"
handler403 = "samenkracht.core.web.views.permission_denied"
handler404 = "samenkracht.core.web.views.not_found"
# allauth looks it up by this name.
handler429 = "samenkracht.core.web.views.too_many_requests"
handler500 = "samenkracht.core.web.views.server_error"
