"""A page promises only what is there: the list of promises, and what no page may say yet."""

import ast
import html
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from participation.builder.forms.facts import FactsForm
from tests.factories.participation import make_form
from tests.factories.projects import PlanLineFactory, ProjectFactory
from tests.pages.test_english import InEnglish
from tests.participation.fill_in import Walk, to_overview
from tests.permissions.harness import served_names

ROOT = Path(settings.BASE_DIR)
LISTED = tomllib.loads((Path(__file__).parent / "promises.toml").read_text())
PROMISES = LISTED["promise"]
# Everything that somebody reads: pages, mails, texts in modules, the example region, papers, English.
SAID = ("templates/**/*.html", "templates/**/*.txt", "samenkracht/**/*.py", "projects/**/*.py", "participation/**/*.py")
SAID += ("reports/**/*.py", "samenkracht/locale/en/LC_MESSAGES/django.po")


def words(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def strings(source: str) -> Iterator[str]:
    """The texts in a module, without its docstrings, which only developers read."""
    tree = ast.parse(source)
    told = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.value


def said(path: Path) -> str:
    """What a file says to people. A text cut over lines of a catalogue or of a template is put together."""
    source = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        return "\n".join(strings(source))
    if path.suffix == ".po":
        return re.sub(r'"\n"', "", source)
    source = re.sub(r"{%\s*comment\s*%}.*?{%\s*endcomment\s*%}", "", source, flags=re.DOTALL)
    return re.sub(r"\s*\n\s*", " ", source)


@pytest.mark.django_db
@pytest.mark.parametrize("promise", PROMISES, ids=lambda promise: promise["says"][:50])
def test_each_promise_stands_on_its_page(client, promise):
    on = promise["on"]
    if not on.startswith("/"):
        assert promise["says"] in said(ROOT / on)
        return
    project = ProjectFactory(is_public=True)
    PlanLineFactory(project=project)
    form = make_form(project=project)
    response = client.get(on.format(form=form.slug, project=project.slug))
    assert promise["says"] in words(response.content.decode())


@pytest.mark.once
def test_each_promise_has_a_proof_that_exists():
    routes = served_names()
    missing = []
    for promise in PROMISES:
        kind, _colon, route = promise["proof"].partition("route:")
        path, _colons, name = promise["proof"].partition("::")
        if route and not kind:
            found = route in routes
        else:
            found = (ROOT / path).exists() and (not name or f"def {name}(" in (ROOT / path).read_text())
        missing += [] if found else [promise["proof"]]
    assert missing == []


@pytest.mark.once
def test_nothing_is_promised_that_is_not_built_yet():
    never = re.compile("|".join(one for group in LISTED["not_yet"].values() for one in group), re.IGNORECASE)
    files = [path for pattern in SAID for path in ROOT.glob(pattern) if "/migrations/" not in path.as_posix()]
    found = [f"{path.relative_to(ROOT)}: {hit[0]}" for path in files for hit in never.finditer(said(path))]
    assert found == []


@pytest.mark.django_db
@pytest.mark.parametrize("readers", ["", "de afvaldienst"])
@pytest.mark.parametrize(
    ("language", "team", "others"),
    [
        (
            "",
            "Het team van het project en de coördinator van Samenkracht! kunnen uw antwoorden lezen.",
            "Ook kunnen dat",
        ),
        ("/en", "The team of the project and the coordinator of Samenkracht! can read your answers.", "So can"),
    ],
    ids=["nl", "en"],
)
def test_a_form_says_what_for_and_who_can_read_it_and_cannot_do_without(client, readers, language, team, others):
    assert FactsForm.base_fields["purpose"].required
    form = make_form(opens_at=None, closes_at=None, readers=readers)
    start = client.get(f"{language}/formulieren/{form.slug}/").content.decode()
    overview = to_overview(Walk(form.slug) if not language else InEnglish(form.slug)).page
    for page in map(words, (start, overview)):
        assert team in page
        assert (f"{others}: {readers}" in page) == bool(readers)
