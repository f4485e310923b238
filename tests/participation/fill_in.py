"""Walking through a form as a browser without JavaScript does: by what stands in the page."""

import html
import re
from dataclasses import dataclass, field
from typing import Any

from django.test import Client

FIELD = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')


def hidden(page: str) -> dict[str, str]:
    """The hidden fields of a page."""
    return {name: html.unescape(value) for name, value in FIELD.findall(page)}


@dataclass
class Walk:
    """One person at one form."""

    slug: str
    client: Client = field(default_factory=lambda: Client(enforce_csrf_checks=True))
    page: str = ""
    response: Any = None

    @property
    def place(self) -> str:
        return f"/formulieren/{self.slug}/invullen/"

    def open(self) -> "Walk":
        return self._took(self.client.get(self.place))

    def press(self, go: str, values: dict[str, str] | None = None, **changed: str) -> "Walk":
        """Press a button of the page in view."""
        return self._took(self.client.post(self.place, hidden(self.page) | {"go": go} | (values or {}) | changed))

    def _took(self, response: Any) -> "Walk":
        self.response = response
        self.page = response.content.decode()
        return self

    @property
    def title(self) -> str:
        return html.unescape(re.search(r"<h1[^>]*>(.*?)</h1>", self.page, re.DOTALL)[1].strip())

    @property
    def text(self) -> str:
        return html.unescape(self.page)


FIRST = {"q-hulp1": "familie", "q-beter1": "Een vast gezicht."}
SECOND = {"q-plaats1": "0402"}


def to_overview(walk: Walk) -> Walk:
    return walk.open().press("next", FIRST).press("next", SECOND)


def to_receipt(walk: Walk) -> str:
    """All the way; gives the code."""
    to_overview(walk).press("send")
    assert walk.response.status_code == 302, walk.title
    page = walk.client.get(walk.response["Location"]).content.decode()
    return re.search(r'class="code"[^>]*>([^<]+)<', page)[1]
