"""What search engines and browsers ask for by a fixed address."""

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap, views
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_safe

from participation import queries as participation_queries
from projects.models import Project
from reports import queries as report_queries
from samenkracht.accounts.guards import public
from samenkracht.core import clock
from samenkracht.core.web.page_cache import cache_anonymous

# Ways in, and steps of filling in: nobody looks for them.
NOT_FOR_SEARCH = (
    "/werkplek/", "/dashboard/", "/inloggen/", "/uitloggen/", "/aanmelden/", "/wachtwoord/", "/beveiliging/",
    "/uitnodiging/", "/*/invullen/", "/healthz",
)  # fmt: skip
ALWAYS_THERE = (
    "home", "public_project_list", "public_report_list", "accessibility_statement", "privacy_statement",
    "cookie_statement",
)  # fmt: skip
Place = tuple[str, dict[str, Any]]

if TYPE_CHECKING:
    PlaceSitemap = Sitemap[Place]
else:
    # Django's class says what it holds to a type checker only.
    PlaceSitemap = Sitemap


class PublishedPages(PlaceSitemap):
    """Every page that is published now, in each language. Of forms those that are open: a closed one invites nobody."""

    i18n = True

    def items(self) -> list[Place]:
        found: list[Place] = [(name, {}) for name in ALWAYS_THERE]
        projects = Project.objects.public().order_by("slug").values_list("slug", flat=True)
        found += [("public_project", {"slug": slug}) for slug in projects]
        found += [("form_start", {"slug": form.slug}) for form in participation_queries.open_everywhere(at=clock.now())]
        reports = report_queries.public_reports()
        return found + [("public_report", {"year": report.year, "slug": report.slug}) for report in reports]

    def location(self, item: Place) -> str:
        name, arguments = item
        return reverse(name, kwargs=arguments)

    def get_protocol(self, protocol: str | None = None) -> str:
        return urlsplit(settings.BASE_URL).scheme

    def get_domain(self, site: object = None) -> str:
        return urlsplit(settings.BASE_URL).netloc


@public
@require_safe
@cache_anonymous
def sitemap(request: HttpRequest) -> HttpResponse:
    """sitemaps.org 0.9."""
    return views.sitemap(request, {"pages": PublishedPages()}).render()


@public
@require_safe
def robots_txt(request: HttpRequest) -> HttpResponse:
    """RFC 9309: whatever is published may be found; of an acceptance environment nothing."""
    lines = [f"Disallow: {place}" for place in NOT_FOR_SEARCH]
    lines += [f"Sitemap: {settings.BASE_URL}{reverse('sitemap')}"]
    text = "\n".join(["User-agent: *", *(["Disallow: /"] if settings.ACCEPTANCE else lines), ""])
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


@public
@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """For browsers that ask before they have read the page, which names the same picture."""
    return HttpResponseRedirect(static("favicon.svg"))
