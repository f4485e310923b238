"""Pages that were fetched before, shown in a real browser with the headers that came with them."""

import mimetypes
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from playwright.sync_api import Route as Request

STATIC = Path(settings.BASE_DIR) / "static"
SITE = "http://pages.example"


def served_from(pages: Mapping[str, Any]) -> Any:
    """Answers the browser from what the test client was answered (by path), and from the folder of static files."""

    def answer(request: Request) -> None:
        path = urlsplit(request.request.url).path
        if path.startswith(settings.STATIC_URL):
            file = STATIC / re.sub(r"^" + re.escape(settings.STATIC_URL), "", path)
            kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
            request.fulfill(body=file.read_bytes(), content_type=kind)
        elif path in pages:
            found = pages[path]
            headers = {"Content-Security-Policy": found.headers.get("Content-Security-Policy", "")}
            request.fulfill(body=found.content, content_type="text/html; charset=utf-8", headers=headers)
        else:
            request.fulfill(status=404, body="")

    return answer


def listening(page: Any) -> list[str]:
    """What the browser says that nobody should hear: refusals of the policy, errors, and dialogs of a script."""
    heard: list[str] = []

    def close(dialog: Any) -> None:
        heard.append(f"dialog {dialog.message}")
        dialog.dismiss()

    page.on("console", lambda message: message.type == "error" and heard.append(f"console {message.text}"))
    page.on("pageerror", lambda error: heard.append(f"error {error}"))
    page.on("dialog", close)
    return heard
