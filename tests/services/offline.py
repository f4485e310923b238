"""Pages that were fetched before, shown in a real browser with the headers that came with them.

Playwright's event loop gives Django another connection, which does not see the transaction of a world that was made
before. Where that matters the browser runs as a program of its own: ``looked_at``.
"""

import json
import mimetypes
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Route as Request
from playwright.sync_api import sync_playwright

from tests.services import chromium

ROOT = Path(__file__).resolve().parents[2]
STATIC, STATIC_URL = ROOT / "static", "/static/"
SITE = "http://pages.example"


def served_from(pages: Mapping[str, Any]) -> Any:
    """Answers the browser from what the test client was answered (by path), and from the folder of static files."""

    def answer(request: Request) -> None:
        path = urlsplit(request.request.url).path
        if path.startswith(STATIC_URL):
            file = STATIC / re.sub(r"^" + re.escape(STATIC_URL), "", path)
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

    def note(message: Any) -> None:
        if message.type == "error":
            heard.append(f"console {message.text}")

    page.on("console", note)
    page.on("pageerror", lambda error: heard.append(f"error {error}"))
    page.on("dialog", close)
    return heard


@dataclass(frozen=True)
class Answer:
    """What is left of an answer when it is kept in a file."""

    content: str
    headers: Mapping[str, str]


def looked_at(pages: Mapping[str, Any], question: str, folder: Path) -> dict[str, tuple[Any, list[str]]]:
    """Per page: what ``question`` (JavaScript) gave on it, and what the browser had to say."""
    kept = {
        place: {"content": answer.content.decode(), "headers": dict(answer.headers)} for place, answer in pages.items()
    }
    (folder / "pages.json").write_text(json.dumps({"pages": kept, "question": question}))
    done = subprocess.run(
        [sys.executable, "-m", "tests.services.offline", str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, tuple[Any, list[str]]] = json.loads(done.stdout)
    return found


def main(folder: Path) -> None:
    given = json.loads((folder / "pages.json").read_text())
    pages = {place: Answer(**answer) for place, answer in given["pages"].items()}
    found = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=list(chromium.FLAGS))
        context = browser.new_context()
        context.route("**/*", served_from(pages))
        page = context.new_page()
        heard = listening(page)
        for place in pages:
            page.goto(f"{SITE}{place}")
            found[place] = (page.evaluate(given["question"]), list(heard))
            heard.clear()
        browser.close()
    print(json.dumps(found))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
