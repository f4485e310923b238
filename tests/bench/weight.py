"""What a first visit to the whole flow of a form brings over the wire, asked as a browser asks."""

import gzip
import http.client
import re
from collections.abc import Callable, Mapping
from html.parser import HTMLParser
from urllib.parse import urlencode, urljoin, urlsplit

from tests.bench.floor.questions import QUESTIONS, posted

FILES = re.compile(rb"url\([\"']?([^\"')]+)[\"']?\)")


class Answer:
    """Bytes as they came over the wire, headers included, and what they say."""

    def __init__(self, status: int, headers: Mapping[str, str], wire: int, body: bytes) -> None:
        self.status, self.headers, self.wire, self.body = status, headers, wire, body


Ask = Callable[[str, dict[str, str] | None], Answer]


class _Links(HTMLParser):
    """The files that a page asks for, and the hidden fields of its form."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.files: list[str] = []
        self.hidden: dict[str, str] = {}
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        of = dict(attrs)
        if tag in ("script", "img") and of.get("src"):
            self.files.append(str(of["src"]))
        if (tag == "link" and of.get("rel") in ("stylesheet", "icon", "preload")) or tag == "use":
            self.files.append(str(of["href"]).partition("#")[0])
        if tag == "input" and of.get("type") == "hidden" and of.get("name"):
            self.hidden[str(of["name"])] = str(of.get("value") or "")


def filling(slug: str) -> str:
    """The address of the form itself."""
    return f"/formulieren/{slug}/invullen/"


class Visit:
    """Bytes per address. Raises ValueError when something answers amiss or lies with a third party."""

    def __init__(self, ask: Ask) -> None:
        self.ask = ask
        self.weights: dict[str, int] = {}

    def page(self, path: str, post: dict[str, str] | None = None) -> dict[str, str]:
        """Take a page with its files; gives the hidden fields of its form."""
        answer = self.ask(path, post)
        name = path if post is None else f"{path} {post.get('go')} {post.get('step', '')}".strip()
        self.weights[name] = answer.wire
        if answer.status == 302:
            return self.page(urlsplit(answer.headers["location"]).path)
        if answer.status != 200:
            raise ValueError(f"{name} answers {answer.status}")
        links = _Links(answer.body.decode())
        for file in links.files:
            self.file(urljoin(path, file))
        return links.hidden

    def file(self, path: str) -> None:
        """Take a file once, and what a style sheet asks for."""
        if urlsplit(path).netloc:
            raise ValueError(f"{path} lies with a third party")
        if path in self.weights or path.startswith("data:"):
            return
        answer = self.ask(path, None)
        if answer.status != 200:
            raise ValueError(f"{path} answers {answer.status}")
        self.weights[path] = answer.wire
        if path.endswith(".css"):
            for found in FILES.findall(answer.body):
                self.file(urljoin(path, found.decode()))


def first_visit(ask: Ask, slug: str) -> dict[str, int]:
    """From the first page over a form of two steps to the receipt, with every file on the way."""
    visit = Visit(ask)
    half = {one.name for one in QUESTIONS[:10]}
    first = {name: value for name, value in posted().items() if name in half}
    last = {name: value for name, value in posted().items() if name not in half}
    visit.page("/")
    visit.page(f"/formulieren/{slug}/")
    hidden = visit.page(filling(slug))
    for values, go in ((first, "next"), (last, "next"), ({}, "send")):
        hidden = visit.page(filling(slug), hidden | values | {"go": go})
    return visit.weights


def over_http(port: int) -> Ask:
    """Asks a web server behind a proxy that speaks TLS, and keeps cookies."""
    cookies: dict[str, str] = {}

    def ask(path: str, post: dict[str, str] | None) -> Answer:
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        headers = {
            "Accept-Encoding": "gzip", "X-Forwarded-Proto": "https", "Referer": f"https://127.0.0.1:{port}/",
            "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
        }  # fmt: skip
        if post is None:
            line.request("GET", path, headers=headers)
        else:
            line.request("POST", path, urlencode(post), headers | {"Content-Type": "application/x-www-form-urlencoded"})
        answer = line.getresponse()
        body = answer.read()
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.partition(";")[0].partition("=")
            cookies[name] = value
        said = {name.lower(): value for name, value in answer.getheaders()}
        head = sum(len(name) + len(value) + 4 for name, value in answer.getheaders()) + 19
        plain = gzip.decompress(body) if said.get("content-encoding") == "gzip" else body
        return Answer(answer.status, said, head + len(body), plain)

    return ask
