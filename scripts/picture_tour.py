"""Pictures of every page of the tour through the example region, on a telephone and on a desk: `make tour`.

Builds a fresh region, starts it, walks through it with Chromium and leaves WebP files with a page that shows them.

usage: picture_tour.py [address of a demo that is running]
"""

import base64
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.services import chromium  # noqa: E402 - the environment must stand first

PICTURES = ROOT / "docs" / "pictures" / "tour"
# On a desk and on a telephone; a long page is cut off, so that the folder stays small.
WIDTHS: Final = {1280: 1600, 360: 1900}
HEIGHT: Final = 800
QUALITY: Final = 52
PASSWORD: Final = "samenkracht"  # noqa: S105 - known to everybody; these accounts exist in the demo only
FORM: Final = "/formulieren/hoe-reist-u-naar-uw-zorg/"
TRANSPORT: Final = "/werkplek/projecten/vervoer-naar-zorg-en-dagbesteding/"
SCHOOL: Final = "/werkplek/projecten/jongeren-praten-mee-over-hulp-op-school/"
OF_OTHERS: Final = (
    "MODE",
    "SECRET_KEY",
    "DATABASE_URL",
    "REDIS_URL",
    "PORT",
    "HOST",
    "BASE_URL",
    "STAFF_SECOND_FACTOR",
)


@dataclass(frozen=True)
class Stop:
    """One page: at ``path``, or behind the link there that begins with ``link``."""

    name: str
    title: str
    path: str
    link: str = ""


@dataclass(frozen=True)
class Part:
    """What one person sees."""

    title: str
    login: str
    stops: tuple[Stop, ...]


RESIDENT: Final = Part(
    "What residents see", "", (
        Stop("home", "Home: what is open now", "/"),
        Stop("home-english", "The same in English", "/en/"),
        Stop("projects", "All projects", "/projecten/"),
        Stop("project", "A project with its plan", "/projecten/vervoer-naar-zorg-en-dagbesteding/"),
        Stop("project-stopped", "A project that stopped, and why", "/projecten/drukte-rond-de-plassen/"),
        Stop("project-no-participation", "No participation, because", "/projecten/een-systeem-voor-berichten/"),
        Stop("form-start", "A form: what it is for", FORM),
        Stop("public-reports", "Reports", "/rapporten/"),
        Stop("public-report", "A report for everybody", "/rapporten/", "Voortgang Sociaal domein"),
        Stop("public-evaluation", "An evaluation for everybody", "/rapporten/", "Evaluatie Samenkracht!"),
        Stop("accessibility", "Statement on accessibility", "/toegankelijkheid/"),
        Stop("privacy", "Statement on privacy", "/privacy/"),
        Stop("login", "Staff come in here", "/inloggen/"),
    ),
)  # fmt: skip
LEADER: Final = Part(
    "What a project leader works with", "projectleider@demo.example", (
        Stop("start", "Start page", "/werkplek/"),
        Stop("workspace", "A project: the chain in view", TRANSPORT),
        Stop("facts", "Its facts", f"{TRANSPORT}gegevens/"),
        Stop("goals", "Its goals, measured", f"{TRANSPORT}doelen/"),
        Stop("standing", "Its state and phase", f"{TRANSPORT}verloop/"),
        Stop("money", "Its money", f"{TRANSPORT}geld/"),
        Stop("publications", "Its publications", f"{TRANSPORT}publicaties/"),
        Stop("plan", "Its participation plan", f"{TRANSPORT}plan/"),
        Stop("plan-versions", "Versions of the plan", f"{TRANSPORT}plan/versies/"),
        Stop("plan-line", "A line of the plan", f"{TRANSPORT}plan/regels/nieuw/"),
        Stop("forms", "Forms", f"{TRANSPORT}formulieren/"),
        Stop("form-builder", "Making a form", f"{SCHOOL}formulieren/hulp-op-school-die-past/"),
        Stop("form-preview", "Looking at it as a resident", f"{SCHOOL}formulieren/hulp-op-school-die-past/voorbeeld/"),
        Stop("evaluations", "Evaluations of a project", "/werkplek/projecten/samenkracht/evaluaties/"),
        Stop("evaluation", "An evaluation being written",
             "/werkplek/projecten/bescherming-en-opvang-terugkijken/evaluaties/", "Evaluatie 2"),
        Stop("second-factor", "My second factor", "/beveiliging/"),
    ),
)  # fmt: skip
COORDINATOR: Final = Part(
    "What the coordinator, the secretary and the directors see", "coordinator@demo.example", (
        Stop("register", "The register of projects", "/werkplek/projecten/"),
        Stop("dashboard", "Dashboard", "/dashboard/"),
        Stop("dashboard-figure", "What a figure means", "/dashboard/cijfers/with_plan/"),
        Stop("reports", "Reports", "/werkplek/rapporten/"),
        Stop("report", "A report in concept", "/werkplek/rapporten/", "Voortgang van alle projecten, derde"),
        Stop("proposals", "Proposals on their route", "/werkplek/voorstellen/"),
        Stop("proposal", "A proposal", "/werkplek/voorstellen/", "Samenkracht! blijvend"),
        Stop("meetings", "The calendar of meetings", "/werkplek/overleggen/"),
        Stop("bodies", "Bodies and seats", "/werkplek/overleggen/gremia/"),
        Stop("team", "A team", f"{TRANSPORT}team/"),
        Stop("erase-answers", "Erasing answers for a resident on the phone", "/werkplek/antwoorden-wissen/"),
    ),
)  # fmt: skip
COMMISSIONER: Final = Part(
    "What a commissioner decides", "opdrachtgever@demo.example",
    (Stop("plan-to-decide", "A plan that waits for a word", "/werkplek/projecten/eerder-hulp-bij-schulden/plan/"),),
)  # fmt: skip
ADMINISTRATOR: Final = Part(
    "What the administrator keeps", "beheerder@demo.example", (
        Stop("agendas", "Agendas", "/werkplek/agenda/"),
        Stop("agenda", "An agenda: programmes, speerpunten", "/werkplek/agenda/", "Regionale samenwerkingsagenda"),
        Stop("municipalities", "Municipalities", "/werkplek/agenda/gemeenten/"),
        Stop("people", "People", "/werkplek/gebruikers/"),
        Stop("close-account", "Closing the account of who leaves", "/werkplek/gebruikers/", "Sluit"),
    ),
)  # fmt: skip
PARTS: Final = (RESIDENT, LEADER, COORDINATOR, COMMISSIONER, ADMINISTRATOR)
# Taken on the way through a form.
FILLING: Final = {
    "form-step": "A form: its first step",
    "form-mistakes": "A form: what is still to be filled in",
    "form-last-step": "A form: the last step",
    "form-overview": "A form: all answers once more",
    "receipt": "The receipt with its code",
}


def main(words: list[str]) -> int:
    if chromium.find() is None:
        sys.stderr.write(f"cannot draw pictures: {chromium.MISSING}\n")
        return 1
    began = time.monotonic()
    shutil.rmtree(PICTURES, ignore_errors=True)
    PICTURES.mkdir(parents=True)
    with tempfile.TemporaryDirectory(prefix="tour-") as folder, running(Path(folder), words) as address:
        print(f"the region is there after {time.monotonic() - began:.0f} s", flush=True)
        with sync_playwright() as playwright:
            browser = chromium.launch(playwright)
            for width in WIDTHS:
                # Residents last: what is sent on the way is in nobody else's pictures.
                for part in reversed(PARTS):
                    walk(browser, part, address=address, width=width)
            browser.close()
    gallery()
    size = sum(path.stat().st_size for path in PICTURES.iterdir())
    print(f"{len(list(PICTURES.glob('*.webp')))} pictures, {size / 1e6:.1f} MB, {time.monotonic() - began:.0f} s")
    return 0


@contextmanager
def running(folder: Path, words: list[str]) -> Iterator[str]:
    """The address of a demo of its own, built anew, or the one that was given."""
    if words:
        yield words[0]
        return
    port = free_port()
    env = {name: value for name, value in os.environ.items() if name not in OF_OTHERS} | {"VAR_DIR": str(folder)}
    command = [sys.executable, str(ROOT / "manage.py"), "demo", "--end-with-parent", "--port", str(port)]
    with (folder / "demo.out").open("wb") as log:
        demo = subprocess.Popen(command, env=env, cwd=ROOT, stdout=log, stderr=subprocess.STDOUT)
        try:
            wait_for(f"http://127.0.0.1:{port}/", demo)
            yield f"http://127.0.0.1:{port}"
        finally:
            demo.terminate()
            demo.wait(20)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(address: str, demo: subprocess.Popen[bytes]) -> None:
    """Until the first page is there; building the region comes before that."""
    while demo.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=10).close()  # noqa: S310 - on this machine
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise SystemExit("the demo ended early")


def walk(browser: Browser, part: Part, *, address: str, width: int) -> None:
    """All stops of one person."""
    context = browser.new_context(base_url=address, viewport={"width": width, "height": HEIGHT}, locale="nl-NL")
    page = context.new_page()
    page.set_default_timeout(10_000)
    if part.login:
        page.goto("/inloggen/")
        page.fill("[name=login]", part.login)
        page.fill("[name=password]", PASSWORD)
        page.click("main button[type=submit]")
    for stop in part.stops:
        visit(page, stop)
        keep(context, page, stop.name, width)
    if part is RESIDENT:
        fill_in(context, page, width)
    context.close()


def visit(page: Page, stop: Stop) -> None:
    """Go there; a stop that is not there ends the tour, since the README tells of it."""
    answer = page.goto(stop.path)
    if stop.link:
        with page.expect_navigation() as going:
            page.locator("main a", has_text=stop.link).first.click()
        answer = going.value
    if answer is None or not answer.ok:
        raise SystemExit(f"{stop.name}: {page.url} answered {answer.status if answer else 'nothing'}")


def fill_in(context: BrowserContext, page: Page, width: int) -> None:
    """The way of a resident through a form, with a mistake on the way."""
    page.goto(f"{FORM}invullen/")
    keep(context, page, "form-step", width)
    page.locator("button.nl-button--primary[name=go][value=next]").click()
    keep(context, page, "form-mistakes", width)
    page.check("[name=q-speaks_for][value=myself]")
    page.check("[name=q-vervoer][value=taxi]")
    page.fill("[name=q-ritten]", "4")
    page.check("[name=q-woonplaats][value='0406']")
    page.locator("button.nl-button--primary[name=go][value=next]").click()
    page.check("[name=q-cijfer][value='6']")
    page.check("[name=q-hinder][value=laat]")
    page.check("[name=q-weet][value=no]")
    page.fill("[name=q-beter]", "Een berichtje als het busje later komt. Dan wacht ik binnen.")
    keep(context, page, "form-last-step", width)
    page.locator("button.nl-button--primary[name=go][value=next]").click()
    keep(context, page, "form-overview", width)
    page.locator("button.nl-button--primary[name=go][value=send]").click()
    keep(context, page, "receipt", width)


def keep(context: BrowserContext, page: Page, name: str, width: int) -> None:
    """The page as WebP, from its top; refuses a page that is wider than the screen."""
    size = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]")
    # What sticks to the foot of the window would lie across the middle of a page that is longer than the window.
    page.set_viewport_size({"width": width, "height": max(HEIGHT, size[1])})
    page.evaluate("scrollTo(0, 0); document.activeElement?.matches('.nl-skip-link') && document.activeElement.blur()")
    if size[0] > width:
        raise SystemExit(f"{name}: {size[0]} pixels wide on a screen of {width}")
    clip = {"x": 0, "y": 0, "width": width, "height": min(size[1], WIDTHS[width]), "scale": 1}
    session = context.new_cdp_session(page)
    options = {"format": "webp", "quality": QUALITY, "captureBeyondViewport": True, "clip": clip}
    data = session.send("Page.captureScreenshot", options)["data"]
    session.detach()
    page.set_viewport_size({"width": width, "height": HEIGHT})
    (PICTURES / f"{name}-{width}.webp").write_bytes(base64.b64decode(data))


def gallery() -> None:
    """The page that shows them all, beside the pictures."""
    lines = ["# The tour, page by page", "", "Made from the example region by `make tour`. Long pages are cut off.", ""]
    for part in PARTS:
        titles = {stop.name: stop.title for stop in part.stops} | (FILLING if part is RESIDENT else {})
        lines += [f"## {part.title}", "", "| page | on a desk | on a telephone |", "|---|---|---|"]
        for name, title in titles.items():
            wide, narrow = (f"![{title}, {width} pixels wide]({name}-{width}.webp)" for width in WIDTHS)
            lines.append(f"| {title} | {wide} | {narrow} |")
        lines.append("")
    (PICTURES / "README.md").write_text("\n".join(lines))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
