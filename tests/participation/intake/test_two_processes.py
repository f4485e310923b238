"""Two web processes on one database: what is changed through one is seen through the other within two seconds."""

import http.client
import re
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlencode

import pytest

from tests.services import processes, production
from tests.services.environment import ROOT
from tests.services.portal import WEB, Portal

pytestmark = pytest.mark.postgresql
WITHIN = 2.0
PLACES = {
    "start page": "/formulieren/twee-processen/",
    "step": "/formulieren/twee-processen/invullen/",
    "project": "/projecten/twee-processen/",
}
# Only what production has is there: no factories.
MAKE = """
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from participation.formbuilder.schema import Definition, Question, Step
from participation.builder.services import forms
from projects.models import ParticipationPlan, Project
from samenkracht.accounts.actors import Staff
from samenkracht.accounts.models import User
from samenkracht.accounts.roles import Role
from samenkracht.core import clock
at = clock.now()
project = Project.objects.create(number=4714, slug="twee-processen", title="Twee processen", summary="In het kort.",
                                 contact_email="project@regio.example", is_public=True, created_at=at)
ParticipationPlan.objects.create(project=project)
maker = User.objects.create(email="maker2@test.example", display_name="Maker", role=Role.COORDINATOR, created_at=at)
form = forms.make(project=project, title="Twee processen", purpose="Een proef.", readers="niemand", minutes=3,
                  opens_at=None, closes_at=None, by=Staff(maker), at=at)
place = Question(key="plaats1", kind="municipality", label="In welke gemeente woont u?")
step = Step(key="over1", title="Over u", questions=(place,))
forms.publish(form=form, definition=Definition(steps=(step,)), by=Staff(maker), at=at)
user = User.objects.create(email="twee@test.example", display_name="Beheer", role=Role.ADMINISTRATOR, created_at=at)
session = SessionStore()
session[SESSION_KEY] = str(user.pk)
session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
session[HASH_SESSION_KEY] = user.get_session_auth_hash()
session.save()
print(session.session_key)
"""
# A verb of a third process, which says nothing to those that serve. All processes of a machine share this clock.
RENAME = """
import time
from django.db import transaction
from projects.models import Municipality
from samenkracht.core.web.reference import bump_edition
with transaction.atomic():
    Municipality.objects.filter(code="0417").update(name="Laren aan de Eem")
    bump_edition()
print(time.monotonic())
"""


@dataclass
class Two:
    portal: Portal
    ports: list[int]
    session: str

    def get(self, port: int, place: str, cookies: str = "") -> tuple[str, str]:
        """The page and the cookie that came with it."""
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        connection.request("GET", place, headers={"Cookie": cookies} if cookies else {})
        answer = connection.getresponse()
        page, cookie = answer.read().decode(), answer.headers.get("Set-Cookie", "")
        connection.close()
        assert answer.status == 200, page[:500]
        return page, cookie.partition(";")[0]

    def send(self, port: int, place: str, **changed: str) -> float:
        """Fill in the administrator's form on this process and send it; gives when the answer was there."""
        page, cookie = self.get(port, place, f"sessionid={self.session}")
        fields = dict(re.findall(r'<input[^>]* name="([^"]+)"(?:[^>]* value="([^"]*)")?', page)) | changed
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        headers = {
            "Cookie": f"sessionid={self.session}; {cookie}", "Content-Type": "application/x-www-form-urlencoded",
        }  # fmt: skip
        connection.request("POST", place, urlencode(fields), headers)
        answer = connection.getresponse()
        words = answer.read().decode()
        connection.close()
        assert answer.status == 302, words
        return time.monotonic()


@dataclass
class Watch:
    """Somebody who asks for a page again and again until it says ``words``."""

    get: Callable[[], str]
    words: str
    last_old: float = 0.0
    seen: threading.Event = field(default_factory=threading.Event)

    def look(self, until: float) -> None:
        while time.monotonic() < until:
            began = time.monotonic()
            if self.words in self.get():
                self.seen.set()
                return
            self.last_old = began
            time.sleep(0.05)


@pytest.fixture(scope="module")
def two(live_portal_session: Portal) -> Iterator[Two]:
    """The portal with two web processes more, which keep public pages for a second as production does."""
    portal = live_portal_session
    session = portal.python(MAKE).strip()
    ports, webs = [], []
    for _each in range(2):
        port = processes.free_port()
        words = [word.format(port=port) for word in WEB]
        log = portal.var / f"web-{port}.log"
        webs.append(
            processes.start([production.python(), *words], env=portal.env | {"PAGE_SECONDS": "1"}, cwd=ROOT, log=log)
        )
        ports.append(port)
    for port, web in zip(ports, webs, strict=True):
        processes.wait_until(lambda port=port: processes.answers_on(port), what="A web", seconds=90, process=web)
    yield Two(portal, ports, session)
    for web in webs:
        processes.stop(web)


def watched(two: Two, places: list[str], words: str, change: Callable[[], float]) -> dict[str, float]:
    """Watch these places on both processes while ``change`` happens.

    Gives for each the seconds between the change and the beginning of the last request that did not show it yet.
    """
    watches = {
        f"{name} on {number}": Watch(lambda port=port, name=name: two.get(port, PLACES[name])[0], words)
        for name in places
        for number, port in enumerate(two.ports)
    }
    until = time.monotonic() + 90
    threads = [threading.Thread(target=watch.look, args=[until]) for watch in watches.values()]
    for thread in threads:
        thread.start()
    time.sleep(1.5)  # all of them know the page of before
    changed = change()
    for thread in threads:
        thread.join()
    assert [name for name, watch in watches.items() if not watch.seen.is_set()] == []
    assert all(watch.last_old for watch in watches.values()), "each of them showed the page of before"
    return {name: watch.last_old - changed for name, watch in watches.items()}


def test_a_municipality_that_another_process_renamed_is_on_the_form_of_both_within_two_seconds(two):
    lag = watched(two, ["step"], "Laren aan de Eem", lambda: float(two.portal.python(RENAME)))

    assert max(lag.values()) < WITHIN, lag


def test_a_number_that_one_process_was_given_on_screen_is_on_the_pages_of_both_within_two_seconds(two):
    place = "/werkplek/regio/hulpnummers/nieuw/"
    lag = watched(
        two, ["start page", "project"], "Lijn van twee processen",
        lambda: two.send(two.ports[0], place, name="Lijn van twee processen", number="0800-0432"),
    )  # fmt: skip

    assert max(lag.values()) < WITHIN, lag


def test_a_telephone_number_of_the_region_is_on_every_page_of_both_within_two_seconds(two):
    place = "/werkplek/regio/teksten/"
    lag = watched(
        two, ["start page", "step", "project"], "(035) 000 47 12",
        lambda: two.send(two.ports[1], place, phone="(035) 000 47 12"),
    )  # fmt: skip

    assert max(lag.values()) < WITHIN, lag
