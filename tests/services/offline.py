"""Pages that were fetched before, shown in a real browser with the headers that came with them.

Playwright's event loop gives Django another connection, which does not see the transaction of a world that was made
before. Where that matters the browser runs as a program of its own: ``looked_at``.
"""

import json
import mimetypes
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import sync_playwright

from tests.services import chromium

ROOT = Path(__file__).resolve().parents[2]
STATIC, STATIC_URL = ROOT / "static", "/static/"


@contextmanager
def served(pages: Mapping[str, Any]) -> Iterator[str]:
    """A server of what the test client was answered (by path) and of the folder of static files; gives its address.

    The browser keeps the static files, as it would those of the portal.
    """

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = urlsplit(self.path).path
            if path.startswith(STATIC_URL):
                file = STATIC / path.removeprefix(STATIC_URL)
                kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
                self.answer(200, file.read_bytes(), {"Content-Type": kind, "Cache-Control": "max-age=3600"})
            elif path in pages:
                found = pages[path]
                content = found.content.encode() if isinstance(found.content, str) else found.content
                policy = found.headers.get("Content-Security-Policy", "")
                self.answer(
                    200, content, {"Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": policy}
                )
            else:
                self.answer(404, b"", {})

        def answer(self, status: int, body: bytes, headers: Mapping[str, str]) -> None:
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_words: Any) -> None:
            """Nobody reads it."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


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
    with sync_playwright() as playwright, served(pages) as site:
        browser = chromium.launch(playwright)
        page = browser.new_context().new_page()
        heard = listening(page)
        for place in pages:
            page.goto(f"{site}{place}")
            found[place] = (page.evaluate(given["question"]), list(heard))
            heard.clear()
        browser.close()
    print(json.dumps(found))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
