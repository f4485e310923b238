"""Public pages that a process keeps for a second: one drawing for a rush, and never somebody else's page."""

import gzip

import pytest
from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.test import Client, RequestFactory

from projects.models import Project
from samenkracht.core.web import page_cache
from tests.factories.projects import ProjectFactory, make_team

pytestmark = pytest.mark.django_db
LIST = "/projecten/"


class Clock:
    """Seconds that pass when a test says so."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(settings, monkeypatch):
    """Pages are kept as in production."""
    settings.PAGE_SECONDS = 1.0
    clock = Clock()
    monkeypatch.setattr(page_cache, "monotonic", clock)
    return clock


@pytest.mark.parametrize("path", ["/", LIST, "/projecten/jeugd/", "/rapporten/", "/en/projecten/?waar=bezig"])
def test_within_a_second_a_public_page_is_drawn_once(clock, path, django_assert_num_queries):
    ProjectFactory(is_public=True, slug="jeugd", state="running")
    first = Client().get(path)

    with django_assert_num_queries(0):
        second = Client().get(path)

    assert [first.status_code, second.status_code] == [200, 200]
    assert second.content == first.content
    assert second.headers == first.headers


def test_after_a_second_everybody_sees_what_changed(clock):
    project = ProjectFactory(is_public=True, title="Oude naam")
    assert "Oude naam" in Client().get(LIST).text
    Project.objects.filter(pk=project.pk).update(title="Nieuwe naam")

    clock.now += 0.9
    before = Client().get(LIST).text
    clock.now += 0.2
    after = Client().get(LIST).text

    assert ("Oude naam" in before, "Nieuwe naam" in after) == (True, True)


def test_who_is_logged_in_sees_it_at_once_and_leaves_nothing_for_others(clock, cast):
    draft = ProjectFactory(is_public=False, slug="geheim-plan", title="Nog geheim")
    make_team(draft, cast)
    client = Client()
    client.force_login(cast.leader)

    ours = client.get("/projecten/geheim-plan/")
    theirs = Client().get("/projecten/geheim-plan/")

    assert ("Nog geheim" in ours.text, theirs.status_code) == (True, 404)
    assert "Nog geheim" not in theirs.text


def test_each_address_language_and_name_of_the_website_has_a_page_of_its_own(clock):
    ProjectFactory(is_public=True, state="running", title="Lopend")
    asked = ["/projecten/", "/en/projecten/", "/projecten/?waar=klaar"]

    pages = [Client().get(path).text for path in asked] + [Client().get(LIST, headers={"host": "ander.example"}).text]
    again = [Client().get(path).text for path in asked]

    assert pages[:3] == again
    assert len(set(pages[:3])) == 3
    assert len(page_cache.pages) == 4


def test_it_comes_pressed_for_whoever_reads_that(clock):
    plain = Client().get(LIST)
    pressed = Client().get(LIST, headers={"Accept-Encoding": "gzip"})

    assert gzip.decompress(pressed.content) == plain.content
    assert [answer["Vary"] for answer in (plain, pressed)] == ["Accept-Encoding"] * 2
    assert [answer.get("Content-Encoding") for answer in (plain, pressed)] == [None, "gzip"]


def with_token(request):
    return HttpResponse(get_token(request))


def with_cookie(request):
    answer = HttpResponse("cookie")
    answer.set_cookie("a", "b")
    return answer


@pytest.mark.parametrize(
    ("view", "asked"),
    [
        (with_token, {}),
        (with_cookie, {}),
        (lambda _request: HttpResponse("niet gevonden", status=404), {}),
        (lambda _request: HttpResponseRedirect("/"), {}),
        (lambda _request: HttpResponse("x" * (page_cache.LARGEST + 1)), {}),
        (lambda _request: HttpResponse("alles"), {"method": "HEAD"}),
        (lambda _request: HttpResponse("alles"), {"HTTP_COOKIE": f"{settings.SESSION_COOKIE_NAME}=s"}),
        (lambda _request: HttpResponse("alles"), {"HTTP_COOKIE": "messages=m"}),
    ],
    ids=["a token", "a cookie", "an error", "a redirect", "a book", "no page", "a session", "a message"],
)
def test_what_is_not_for_everybody_is_not_kept(clock, view, asked):
    method = asked.get("method", "GET")
    extra = {name: value for name, value in asked.items() if name != "method"}

    page_cache.cache_anonymous(view)(RequestFactory().generic(method, "/pagina/", **extra))

    assert len(page_cache.pages) == 0


def test_the_cookie_of_the_token_alone_makes_nobody_known(clock):
    page = page_cache.cache_anonymous(lambda _request: HttpResponse("voor iedereen"))

    page(RequestFactory().get("/pagina/", headers={"cookie": f"{settings.CSRF_COOKIE_NAME}=t"}))

    assert len(page_cache.pages) == 1


def test_a_process_keeps_no_more_pages_than_it_may(clock):
    page = page_cache.cache_anonymous_by("zoek")(lambda request: HttpResponse(request.get_full_path()))

    answers = [page(RequestFactory().get(f"/?zoek={n}")).content for n in range(page_cache.MOST_PAGES + 50)]

    assert answers[-1] == f"/?zoek={page_cache.MOST_PAGES + 49}".encode()
    assert 0 < len(page_cache.pages) <= page_cache.MOST_PAGES


def test_what_a_link_from_elsewhere_carries_along_is_no_other_page(clock):
    drawn = []
    page = page_cache.cache_anonymous_by("zoek")(lambda request: HttpResponse(drawn.append(1) or "een pagina"))

    for n in range(3):
        page(RequestFactory().get(f"/projecten/?zoek=a&fbclid={n}"))
    page(RequestFactory().get("/projecten/?fbclid=1"))

    assert len(drawn) == 2
