"""Fills every field of every form with text that would do something if anything took it for more than text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from django.test import Client
from lxml import html

# What a spreadsheet would calculate, by turns the first character of a text.
LEADS = ("=cmd|' /C calc'!A0", "@SUM(1)", "+1+1", "-2+3", "=1+1")
# As many as fit, beginning with another one each time.
PIECES = (
    "\"'><kan onkan=1>",
    "<img src=x onerror=alert(1)>",
    "</textarea></title><script>alert(1)</script>",
    "{{ request.user }}{% now 'Y' %}",
    "]]>",
    '#panic("x")',
    "%(x)s{0.__class__}${7*7}",
    "&lt;b&gt;",
    "\u202eomgekeerd\u202c",
    "javascript:alert(1)",
)
MARK = re.compile(r"Kan\d{4}z")
SHORTEST, LONGEST = 27, 110
# Where the measure is looked at only when a form is published.
ROOM = {"lowest_label": 60, "highest_label": 60, "unit": 60}
TEXT_KINDS = {"text", "email", "url", "search", "tel", "number"}


@dataclass(frozen=True)
class Planted:
    """One payload and where it was typed."""

    form: str
    name: str
    mark: str
    text: str


class Payloads:
    """Gives texts of which no two have the same mark."""

    def __init__(self) -> None:
        self.numbers = count(1)

    def mark(self) -> str:
        return f"Kan{next(self.numbers):04}z"

    def text(self, mark: str, room: int) -> str:
        number = int(mark[3:7])
        if room <= SHORTEST:
            return f"=1+1 {mark} <kan onkan=1>" if room == SHORTEST else f"=1 {mark}"[:room]
        found = f"{LEADS[number % len(LEADS)]} {mark}"
        for n in range(len(PIECES)):
            piece = PIECES[(number + n) % len(PIECES)]
            if len(found) + len(piece) + 1 <= room:
                found += f" {piece}"
        return found

    def tries(self, name: str, known: "Typed") -> Iterator[tuple[str, str]]:
        """(mark, text) for one field, worst first; the last ones have no mark, for fields that take no text."""
        mark, room = self.mark(), ROOM.get(name, known.room)
        # A question has at least two answers to choose from, one on a line.
        yield mark, self.text(mark, min(room, LONGEST)) + ("\nAnders" if name == "options" else "")
        if known.kind == "url":
            yield mark, f"javascript:alert('{mark}')"
            yield mark, f'https://www.regio.example/{mark}/"><script>alert(1)</script>'
            yield mark, f"https://www.regio.example/{mark}?a='&b=%3Cscript%3E"
        elif known.kind == "email":
            yield mark, f'"<script>{mark}"@test.example'
        elif known.kind == "text":
            yield mark, self.text(mark, SHORTEST)
        day = "1-7-2028" if re.search("end|last|close|until", name) else "1-7-2026"
        whole = "1" if name == "lowest" else "5"
        # The last ones: names of letters alone, the second for where the first was given, and a telephone number.
        plains = [known.before, day, whole, "2", "2026", "9:30", "1234", "Aldaar", "Elders", "035 123 45 67"]
        plains = [one for one in plains if one]
        # Twice: whether a last day is right depends on the first one, which may still be wrong.
        yield from (("", one) for one in plains * 2)
        yield "", f"{mark.lower()}@test.example"


@dataclass(frozen=True)
class Typed:
    """A field to type in."""

    kind: str
    room: int
    before: str


def whole(response: Any) -> bytes:
    """All bytes of an answer, whether it was sent at once or piece by piece."""
    return b"".join(response.streaming_content) if response.streaming else response.content


def form_to(page: bytes, place: str, here: str) -> Any:
    """The form of this page that is sent to ``place``."""
    for form in html.fromstring(page.decode()).xpath("//main//form"):
        goes_to = (form.get("action") or here).split("?")[0]
        if (form.get("method") or "get").lower() == "post" and goes_to == place:
            return form
    return None


def text_fields(form: Any) -> dict[str, Typed]:
    """The fields of a form that somebody types in, by name."""
    found = {}
    for control in form.xpath(".//textarea|.//input"):
        name, is_area = control.get("name"), control.tag == "textarea"
        kind = "text" if is_area else (control.get("type") or "text").lower()
        if name and kind in TEXT_KINDS:
            kind = "number" if control.get("inputmode") in ("numeric", "decimal") else kind
            before = (control.text or "").strip() if is_area else control.get("value") or ""
            found[name] = Typed(kind, int(control.get("maxlength") or 10_000), before)
    return found


def other_values(form: Any) -> dict[str, Any]:
    """What the form would send for the rest; of what is not chosen yet, the last choice."""
    values: dict[str, Any] = {}
    for name, value in form.form_values():
        values.setdefault(name, []).append(value)
    for control in form.xpath(".//input[@type='radio' or @type='checkbox']"):
        # "Other, namely" stands last.
        if not any(one.get("checked") is not None for one in form.xpath(".//input[@name=$n]", n=control.get("name"))):
            values[control.get("name")] = [control.get("value") or "on"]
    for control in form.xpath(".//select"):
        chosen = [one for one in control.xpath(".//option/@value") if one]
        if chosen and not any(values.get(control.get("name"), [])):
            values[control.get("name")] = [chosen[-1]]
    return values


@dataclass
class Planting:
    """Types into forms as somebody at a browser, and remembers what was taken and what came back."""

    kept: list[Planted] = field(default_factory=list)
    # Forms that refused what was typed for where the thing stands, not for what it is.
    elsewhere: dict[str, str] = field(default_factory=dict)
    pages: list[tuple[str, bytes]] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    payloads: Payloads = field(default_factory=Payloads)

    def fill(self, name: str, client: Client, place: str, *, page: str = "", **fixed: str | None) -> Any:
        """Fill the form of ``page`` that goes to ``place``."""
        opened = client.get(page or place)
        form = form_to(opened.content, place, page or place) if opened.status_code == 200 else None
        if form is None:
            self.complaints.append(f"{name}: no form for {place} ({opened.status_code})")
            return opened
        return self.send(name, client, place, form, **fixed)

    def send(self, name: str, client: Client, place: str, form: Any, **fixed: str | None) -> Any:
        """Until it is taken: a field that refuses its text gets the next one. ``fixed`` goes along; None stays out."""
        known = {one: typed for one, typed in text_fields(form).items() if one not in fixed}
        if not known:
            return None
        tries = {one: self.payloads.tries(one, typed) for one, typed in known.items()}
        given = {one: next(texts) for one, texts in tries.items()}
        while True:
            texts = {one: text for one, (_mark, text) in given.items()}
            values = other_values(form) | texts | fixed
            response = client.post(place, {one: value for one, value in values.items() if value is not None})
            self.pages.append((f"{name} after sending", whole(response)))
            if response.status_code != 422:
                break
            shown = html.fromstring(response.content.decode())
            if not (summaries := shown.xpath("//*[starts-with(@class, 'error-summary')]")):
                self.complaints.append(f"{name}: refused without saying why")
            wrong = {str(one) for one in shown.xpath("//*[@aria-invalid='true']/@name")} & set(given)
            if not wrong:
                self.elsewhere[name] = " ".join(" ".join(summary.text_content() for summary in summaries).split())
                return response
            for one in wrong:
                if (following := next(tries[one], None)) is None:
                    self.complaints.append(f"{name}: nothing fits in {one}")
                    return response
                given[one] = following
        if response.status_code in (200, 302):
            self.kept += [
                Planted(name, one, mark, text.partition("\n")[0]) for one, (mark, text) in given.items() if mark
            ]
        else:
            self.complaints.append(f"{name}: {response.status_code}")
        return response
