"""Processes that run over the midnight of 1 January 2027 notice it without being started again."""

import html
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import requests

from tests.conftest import portal_on_this_runs_servers
from tests.journeys.people import PASSWORD
from tests.moments import offset
from tests.participation.fill_in import FIRST
from tests.services.environment import ROOT
from tests.services.portal import Portal

# On a busy machine servers start slowly; the test waits for the midnight of its own that it reaches in time.
pytestmark = [pytest.mark.processes, pytest.mark.postgresql, pytest.mark.timeout(900)]
MIDNIGHT = datetime(2026, 12, 31, 23, 0, tzinfo=UTC)
WORLD = """
from samenkracht.core import clock
from projects.models import Municipality
from samenkracht.accounts.models import User
from samenkracht.accounts.roles import Role
from tests.factories.participation import ONE_STEP, TWO_STEPS, make_form
from tests.factories.projects import ProjectFactory
from tests.journeys.people import PASSWORD
user = User(email="{email}", display_name="Beheerder", role=Role.ADMINISTRATOR, created_at=clock.now())
user.set_password(PASSWORD)
user.save()
project = ProjectFactory(slug="nieuwjaar", number=2027, title="Drukte rond de plassen", is_public=True)
project.municipalities.add(Municipality.objects.get(name="Wijdemeren"))
for title, asks in (("In een keer", ONE_STEP), ("In twee stappen", TWO_STEPS)):
    print(make_form(project=project, title=title, definition=asks, opens_at=None, closes_at=None).slug)
"""
STORED = """
from participation.models import Submission
print(*Submission.objects.values_list("municipality", flat=True))
"""
ADMINISTRATOR = "beheerder@nieuwjaar.example"
INPUT = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')


class Browser:
    """Somebody without JavaScript at one web server."""

    def __init__(self, portal: Portal) -> None:
        self.session = requests.Session()
        self.address = portal.address
        self.page = ""
        self.status = 0

    def get(self, path: str) -> str:
        return self._took(self.session.get(f"{self.address}{path}", timeout=60))

    def post(self, path: str, **values: str) -> str:
        """With the hidden fields of the page in view."""
        main = self.page[self.page.index("<main") :]
        hidden = {name: html.unescape(value) for name, value in INPUT.findall(main)}
        return self._took(self.session.post(f"{self.address}{path}", data=hidden | values, timeout=60))

    def _took(self, answer: requests.Response) -> str:
        self.status, self.page = answer.status_code, answer.text
        return html.unescape(self.page)

    @property
    def lists_wijdemeren(self) -> bool:
        return 'value="1696"' in self.page


@pytest.fixture
def portals() -> Iterator[tuple[Portal, Portal]]:
    """Two web servers on one database: one of today, and one whose clock the test sets before it starts."""
    with portal_on_this_runs_servers("newyear") as today:
        late = Portal(database_url=today.database_url, redis_url=today.env.get("REDIS_URL", ""))
        try:
            yield today, late
        finally:
            late.remove()


def told_by(portal: Portal, code: str) -> list[str]:
    """What these lines print on the portal's database, run by the Python of the tests: production has no factories."""
    command = [sys.executable, "-c", f"import django; django.setup()\n{code}"]
    env = portal.env | {"DJANGO_SETTINGS_MODULE": "samenkracht.settings"}
    return subprocess.run(command, env=env, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()


def enter_on_screen(portal: Portal) -> None:
    admin = Browser(portal)
    admin.get("/inloggen/")
    admin.post("/inloggen/", login=ADMINISTRATOR, password=PASSWORD)
    listed = admin.get("/werkplek/agenda/gemeenten/")
    place = re.search(
        r'"(/werkplek/agenda/gemeenten/\d+/opgaan/)">\s*Laat opgaan<span class="visually-hidden"> Wijdemeren', listed
    )
    assert place is not None, listed[-3000:]
    asked = admin.get(place[1])
    hilversum = re.search(r'<option value="(\d+)"[^>]*>Hilversum', asked)
    assert hilversum is not None
    sent = {"valid_until": "1-1-2027", "successor": hilversum[1]}
    assert "Wat verandert er" in admin.post(place[1], **sent)
    assert "Bewaard: Wijdemeren gaat op in Hilversum." in admin.post(place[1], **sent)


def seconds_to_midnight(started: float, ahead: float) -> float:
    return ahead - (time.monotonic() - started)


def test_processes_that_run_over_midnight_notice_it_without_a_restart(portals):
    today, late = portals
    slugs = told_by(today, WORLD.format(email=ADMINISTRATOR))[-2:]
    at_once, in_two_steps = (f"/formulieren/{slug}/invullen/" for slug in slugs)
    # On a busy machine a server may start after the midnight that it was to see: then it is given more time.
    for ahead in (60.0, 180.0, 360.0):
        late.env["CLOCK_OFFSET"] = offset(MIDNIGHT - timedelta(seconds=ahead))
        started = time.monotonic()
        late.start_web()
        waiting, project = Browser(late), Browser(late)
        waiting.get(in_two_steps)
        if seconds_to_midnight(started, ahead) > ahead / 2:
            break
        late.kill_web()

    enter_on_screen(today)
    waiting.post(in_two_steps, go="next", **FIRST)
    waiting.post(in_two_steps, go="next", **{"q-plaats1": "1696"})
    assert "Kloppen uw antwoorden?" in waiting.page
    assert "Voor inwoners van Wijdemeren" in project.get("/projecten/nieuwjaar/")
    assert "nu Hilversum" not in project.page
    visitor = Browser(late)
    visitor.get(at_once)
    left = seconds_to_midnight(started, ahead)
    assert left > 0, "this machine is too slow to see anything before midnight"
    assert visitor.lists_wijdemeren
    time.sleep(left + 1.5)

    visitor.get(at_once)
    assert not visitor.lists_wijdemeren
    assert "wij denken Hilversum" in visitor.post(at_once, go="next", **FIRST, **{"q-plaats1-postcode": "1231"})
    assert "Wijdemeren (tot 1 januari 2027, nu Hilversum)" in project.get("/projecten/nieuwjaar/")
    assert "Wat u koos, staat niet meer in de lijst." in waiting.post(in_two_steps, go="send")
    assert "Een vast gezicht." in waiting.post(in_two_steps, go="next", **{"q-plaats1": "0402"})
    waiting.post(in_two_steps, go="send")
    assert waiting.status == 200
    stored = (
        "from participation.models import Submission\nprint(*Submission.objects.values_list('municipality', flat=True))"
    )
    assert today.python(stored).split() == ["0402"]
