"""Debian's Chromium, driven by Playwright."""

import shutil

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
