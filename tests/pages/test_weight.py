"""How much a first visit to a whole form brings over the wire. Bytes are not times: they are the same everywhere."""

import gzip
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from participation.formbuilder.schema import Definition, Step
from tests.bench import weight
from tests.bench.floor.questions import QUESTIONS
from tests.bench.world import question_of
from tests.factories.participation import make_form

WHOLE_FLOW, FORM_PAGE = 100_000, 15_000
PRESSED = {".css", ".svg"}


def browser():
    """Asks as a browser does; files as WhiteNoise keeps them ready in production."""
    client = Client(headers={"accept-encoding": "gzip"})

    def ask(path, post):
        if path.startswith(settings.STATIC_URL):
            file = Path(settings.BASE_DIR) / "static" / path.removeprefix(settings.STATIC_URL)
            body = file.read_bytes()
            wire = gzip.compress(body, 9) if file.suffix in PRESSED else body
            return weight.Answer(200, {}, len(wire), body)
        answer = client.get(path) if post is None else client.post(path, post)
        plain = gzip.decompress(answer.content) if answer.get("Content-Encoding") == "gzip" else answer.content
        headers = {name.lower(): value for name, value in answer.items()}
        head = sum(len(name) + len(value) + 4 for name, value in answer.items())
        return weight.Answer(answer.status_code, headers, head + len(answer.content), plain)

    return ask


@pytest.mark.django_db
def test_a_first_visit_from_the_home_page_to_the_receipt_weighs_less_than_100_kb_and_a_form_less_than_15():
    steps = (Step("een", "Stap 1", QUESTIONS[:10]), Step("twee", "Stap 2", QUESTIONS[10:]))
    definition = Definition(
        steps=tuple(Step(one.key, one.title, tuple(question_of(asked) for asked in one.questions)) for one in steps)
    )
    form = make_form(definition=definition, opens_at=None, closes_at=None)

    found = weight.first_visit(browser(), form.slug)

    assert sum(found.values()) <= WHOLE_FLOW, found
    assert found[weight.filling(form.slug)] <= FORM_PAGE, found
    assert f"/formulieren/{form.slug}/ontvangen/" in found
    assert not [path for path in found if path.endswith(".js")], "it works without JavaScript and brings none"
