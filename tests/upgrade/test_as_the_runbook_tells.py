"""An upgrade as docs/runbook.md tells it: the older release runs, is stopped, and this one goes on with its database.

Both releases run as real processes; the older one out of git, with the libraries of this one.
"""

import contextlib
import json
import re
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from samenkracht.demo import cast
from tests.accounts.codes import fresh_code
from tests.faults.browser import Board, Browser, CutOff
from tests.faults.page import Page
from tests.services.environment import ROOT, here
from tests.services.portal import Portal
from tests.services.processes import wait_until
from tests.upgrade.dumps import Dump, dumps

pytestmark = [pytest.mark.processes, pytest.mark.postgresql, pytest.mark.timeout(900)]

FORM = "/formulieren/uw-gezondheid/invullen/"
ANSWERS = {"q-hulp1": "familie", "q-ziekte1": "Verzonnen, bij de upgrade", "q-plaats1": "0402"}
# As in production; the visitors speak as the proxy in front of it does.
GUNICORN = ("-m", "gunicorn", "--workers=2", "--bind=127.0.0.1:{port}", "samenkracht.wsgi:application")
# A database of Redis that is nobody's: portals of other tests count from the first.
REDIS_NUMBER = 15
# The form closed long after the dump was made; these tests run on any day.
STAYS_OPEN = "UPDATE participation_form SET closes_at = NULL"
WAITING = "from samenkracht.core.models import OutboxEntry; print(OutboxEntry.objects.count())"
COUNTED = """
from participation.models import FormTally, Submission
of = {"form__slug": "uw-gezondheid"}
print(FormTally.objects.get(**of).n, Submission.objects.filter(**of).count())
"""


def code_of(release: str, folder: Path) -> Path:
    """The files of an older release, out of this repository."""
    done = subprocess.run(["git", "-C", str(ROOT), "archive", release], capture_output=True, check=False)
    if done.returncode:
        pytest.skip(f"this copy of the repository holds no {release}")
    folder.mkdir(exist_ok=True)
    subprocess.run(["tar", "-x", "-C", str(folder)], input=done.stdout, check=True)
    return folder


def execute(url: str, statement: str) -> None:
    if here.postgresql is None:
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as database, database:
            database.execute(statement)
    else:
        with psycopg.connect(url) as database:
            database.execute(statement)


@pytest.fixture
def portal(tmp_path: Path) -> Iterator[Portal]:
    """The older release, running on its own database."""
    dump: Dump = dumps(here.database)[0]
    folder = tmp_path / "database"
    folder.mkdir()
    url = dump.load(var=folder, server=here.postgresql)
    execute(url, STAYS_OPEN)
    redis = f"{here.redis.url.removesuffix('/0')}/{REDIS_NUMBER}" if here.redis else ""
    portal = Portal(database_url=url, redis_url=redis)
    # The older release knows no other clock than the machine's; both run on the same one.
    portal.env |= dump.known["keys"] | {"BEHIND_TLS": "on", "CLOCK_OFFSET": "0"}
    portal.server = GUNICORN
    portal.code = code_of(dump.name, tmp_path / "code")
    try:
        yield portal.start()
    finally:
        portal.remove()


@pytest.fixture
def visitor(portal: Portal, tmp_path: Path):
    """Makes browsers, each of somebody else."""
    board = Board(tmp_path / "board", new=True)
    return lambda: Browser(portal.port, board)


def filled(browser: Browser, page: Page | None) -> Page | None:
    """Post the page in view with the answers; gives the next one, None at the receipt."""
    assert page is not None
    word = "send" if "send" in page.words else "next"
    values = page.hidden | {name: ANSWERS.get(name, "") for name in page.fields} | {"go": word}
    answer = browser.ask("POST", FORM, values)
    return None if answer.status == 302 else Page.read(answer.body)


def sent(browser: Browser, page: Page | None) -> str | None:
    """Go on to the end; gives the code on the receipt."""
    for _step in range(4):
        page = filled(browser, page)
        if page is None:
            break
    return Page.receipt(browser.ask("GET", FORM.replace("invullen", "ontvangen")).body)


def is_well(browser: Browser) -> bool:
    """Whether web, worker and beat run. Asked once a second: a busy machine has better to do."""
    time.sleep(1)
    with contextlib.suppress(CutOff):
        answer = browser.ask("GET", "/healthz")
        print(answer.status, answer.body)
        return answer.status == 200
    return False


def posted(browser: Browser, path: str, **values: str) -> None:
    """Send the form of a page."""
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', browser.ask("GET", path).body)
    assert token
    browser.ask("POST", path, {"csrfmiddlewaretoken": token[1]} | values)


def logged_in(browser: Browser, email: str, secret: str | None) -> int:
    """Come in with a password and, who has one, the app; gives the status of one's own start page."""
    posted(browser, "/inloggen/", login=email, password=cast.PASSWORD)
    if secret is not None:
        posted(browser, "/inloggen/code/", code=fresh_code(secret))
    return browser.ask("GET", "/werkplek/").status


def test_upgrade_as_the_runbook_tells_takes_along_who_is_filling_in(portal: Portal, visitor):
    wait_until(lambda: is_well(visitor()), what="/healthz of the older release", seconds=240, log=portal.worker_log)
    before, between, half_way = visitor(), visitor(), visitor()
    first = sent(before, Page.read(before.ask("GET", FORM).body))
    page = filled(half_way, Page.read(half_way.ask("GET", FORM).body))
    assert first
    assert portal.manage("migrate", "--check", check=False).returncode == 0

    portal.stop()
    portal.code = ROOT
    with pytest.raises(CutOff):
        between.ask("GET", FORM)
    assert portal.manage("migrate", "--check", check=False).returncode == 1
    portal.start()

    wait_until(lambda: is_well(visitor()), what="/healthz", seconds=240, log=portal.worker_log)
    assert json.loads(visitor().ask("GET", "/healthz").body)["status"] == "ok"
    # The page that the older release drew is sent to this one.
    code = sent(half_way, page)
    assert code
    assert code != first
    apps = {known["email"]: known["secret"] for known in dumps(here.database)[0].known["factors"]}
    people = [email for email, _function in cast.logins()]
    assert {email: logged_in(visitor(), email, apps.get(email)) for email in people} == dict.fromkeys(people, 200)
    wait_until(lambda: portal.python(WAITING).strip() == "0", what="Counting", seconds=120, log=portal.worker_log)
    counted, there = portal.python(COUNTED).split()
    assert counted == there
    assert " 0 differs" in portal.manage("recount").stdout.splitlines()[-1]
    portal.manage("rotate_keys")
    assert " 0 left" in portal.manage("rotate_keys", "--check").stdout
    assert "Traceback" not in portal.web_log.read_text() + portal.worker_log.read_text()
