"""Debian's Chromium, driven by Playwright."""

import shutil
from typing import TYPE_CHECKING

from tests.services import processes

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Playwright

MISSING = "Chromium is not installed (Debian: apt-get install chromium)"
# As root Chromium needs --no-sandbox; the rest keeps it from looking for hosts outside this machine.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
)


def find() -> str | None:
    """The program; None when it is not on this machine."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def launch(playwright: "Playwright") -> "Browser":
    """Start it; it ends with ``close()``. Raises RuntimeError where there is none.

    It keeps the machine's time when the tests run on another day: on a moved clock its processes wait for each other
    for ever, and a resident's telephone may say any time too.
    """
    program = find()
    if program is None:
        raise RuntimeError(MISSING)
    env = processes.on_the_machines_clock()
    return playwright.chromium.launch(executable_path=program, args=list(FLAGS), env=env)
