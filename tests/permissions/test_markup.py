"""Text that would do something, typed into every field of every form: on every page and in every file it is text."""

import io
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.db import transaction
from django.http import HttpResponse
from django.template import Engine
from django.template.loaders.locmem import Loader
from django.test import Client
from django.urls import reverse

from participation import queries
from participation.formbuilder.types import TYPES
from participation.models import Form
from projects.models import Project
from reports.enums import ReportKind
from reports.evaluation.collect.evaluation import EvaluationParameters
from reports.models import Evaluation
from reports.progress.collect.progress import ProgressParameters
from reports.proposals.collect import ProposalParameters
from reports.proposals.views.rows import PARTS
from reports.runs.services import compiling, reports, runs
from samenkracht.accounts.actors import Staff
from samenkracht.core.values.periods import Period
from tests.cast import STAFF
from tests.moments import NOW
from tests.permissions.crawl import READS, followed, visited, words
from tests.permissions.harness import Route, address, allowed, routes
from tests.permissions.markup import wrong
from tests.permissions.planted_texts import MARK, Planting, form_to, whole
from tests.permissions.world import World
from tests.services import chromium
from tests.services.offline import looked_at

pytestmark = [
    pytest.mark.once,
    pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext (poppler-utils) is not installed"),
]
BY_NAME = {route.name: route for route in routes()}
FORMS = [
    route
    for route in routes()
    if "POST" in route.methods and route.kind in ("form", "act") and ("GET" in route.methods or route.page)
]
# What goes along as it is, and where a thing must stand before anything can be typed about it.
FIXED: dict[str, dict[str, str | None]] = {
    "project_add": {"programme": "", "cited_priorities": None},
    "report_request": {"programme": "", "project": "own-project"},
    "funding_add": {"ends": ""},
    "funding_change": {"ends": ""},
}
OF_ITS_OWN = {
    "form_fill": "walked through as a resident, with every kind of question",
    "question_add": "once for each kind of question",
    "question_change": "on the one question after a place that a form may have",
    "answers_erase": "takes the code of a receipt and keeps nothing that is typed",
    "account_login": "who types is nobody; the test of reflected text looks at it",
    "plan_decline": "on a project that has no lines",
    "plan_return": "after the plan was handed in",
    "improvement_drop": "on a proposal that was not done",
}


# --- planting -------------------------------------------------------------------------------------------------------


def who_may(route: Route) -> str:
    if route.permission == "public":
        return "resident"
    column = "own" if route.object else "kind"
    return next(
        part for part in ("coordinator", "administrator", "commissioner") if allowed(route.permission, part, column)
    )


def place_of(world: World, route: Route) -> str:
    return address(route, world.arguments(route, "own" if route.object else "kind"))


def sow_staff(world: World, planting: Planting) -> None:
    for route in FORMS:
        if route.name in OF_ITS_OWN:
            continue
        client, place = world.visitor(who_may(route)), place_of(world, route)
        shown = place_of(world, BY_NAME[route.page]) if route.page else place
        opened = client.get(shown)
        form = form_to(opened.content, place, shown) if opened.status_code == 200 else None
        if form is not None:
            planting.send(route.name, client, place, form, **FIXED.get(route.name, {}))
        elif route.kind == "form":
            planting.complaints.append(f"{route.name}: no form at {shown} ({opened.status_code})")


def sow_where_it_must_stand_so(world: World, planting: Planting) -> None:
    coordinator = world.visitor("coordinator")
    own = {"slug": "own-project"}
    planting.fill("plan_decline", coordinator, reverse("plan_decline", kwargs={"slug": "own-openbaar"}))
    coordinator.post(reverse("plan_submit", kwargs=own))
    decider = world.visitor(who_may(BY_NAME["plan_return"]))
    planting.fill("plan_return", decider, reverse("plan_return", kwargs=own))
    about = world.addresses["proposal", "own"]
    for part in PARTS:
        place = reverse("proposal_row_add", kwargs=about | {"part": part})
        planting.fill(f"proposal_row_add {part}", coordinator, place)
    planting.fill("improvement_drop", coordinator, reverse("improvement_drop", kwargs=own | {"position": 2}))


def sow_questions(world: World, planting: Planting) -> Form:
    """Every kind of question with all its texts, published for residents."""
    coordinator = world.visitor("coordinator")
    slug = world.addresses["form in the making", "own"]["form"]
    form = Form.objects.select_related("published_version").get(slug=slug)
    # The step that was planted, which has no questions yet.
    key = queries.working_copy(form).definition.steps[-1].key
    place = reverse("question_add", kwargs=world.addresses["step", "own"] | {"key": key})
    changed = reverse("question_change", kwargs=world.addresses["question", "own"] | {"key": "plaats1"})
    planting.fill("question_change", coordinator, changed)
    for kind in (one for one in TYPES if one != "municipality"):
        planting.fill(f"question_add {kind}", coordinator, place, page=f"{place}?soort={kind}")
    publish = place_of(world, BY_NAME["form_publish"])
    shown = form_to(coordinator.get(publish).content, publish, publish)
    before = form.published_version.number
    coordinator.post(publish, dict(shown.form_values()))
    form.refresh_from_db()
    assert form.published_version.number == before + 1, "the questions could not be published"
    return form


def sow_answers(form: Form, planting: Planting) -> None:
    """A resident who types something in every question, looks it over and sends it."""
    client, place = Client(), reverse("form_fill", kwargs={"slug": form.slug})
    page = client.get(place)
    for step in range(9):
        asked = form_to(page.content, place, place)
        if not (asked.xpath(".//textarea|.//input[@type='text']")):
            break
        page = planting.send(f"form_fill step {step}", client, place, asked, go="next")
    sent = client.post(place, dict(asked.form_values()) | {"go": "send"})
    planting.pages.append(("form_fill overview", page.content))
    assert sent.status_code == 302, sent.status_code
    planting.pages.append(("form_received", client.get(sent["Location"]).content))


def compiled(kind: ReportKind, parameters: Any, by: Staff) -> Any:
    run = runs.request(kind=kind, parameters=parameters, by=by, at=NOW, notify=False)
    claimed = runs.claim(run_id=run.pk, at=NOW)
    report = compiling.compile_claimed(run=claimed, clock=lambda: NOW) if claimed else None
    run.refresh_from_db()
    assert report is not None, run.failure
    return report


def harvest(world: World, form: Form) -> None:
    """All kinds of report about what was planted, one of them public."""
    by = Staff(world.cast.coordinator)
    period = Period(NOW.date().replace(day=1), NOW.date().replace(year=2027))
    proposal = world.addresses["proposal", "own"]["proposal_id"]
    number = Evaluation.objects.filter(project__slug="own-project").latest("number").number
    made = {
        "progress": compiled(ReportKind.PROGRESS, ProgressParameters(period=period, project="own-project"), by),
        "evaluation": compiled(ReportKind.EVALUATION, EvaluationParameters("own-project", number), by),
        "proposal": compiled(ReportKind.PROPOSAL, ProposalParameters(proposal), by),
    }
    reports.approve(report=made["progress"], by=by, at=NOW)
    made["progress"].refresh_from_db()
    public = reports.publish(report=made["progress"], by=by, at=NOW)
    world.addresses |= {
        ("report", "own"): {"report_id": made["evaluation"].pk},
        ("report", "second"): {"report_id": made["progress"].pk},
        ("public report", "own"): {"year": public.year, "slug": public.slug},
        ("public project", "own"): {"slug": "own-project"},
        ("form", "own"): {"slug": form.slug},
    }
    return made


@pytest.fixture(scope="module")
def sown(world_of_the_module: World, django_db_blocker: Any) -> Planting:
    """The world of the module, with a text of its own in every field."""
    planting = Planting()
    with django_db_blocker.unblock(), transaction.atomic():
        world = world_of_the_module
        sow_staff(world, planting)
        sow_where_it_must_stand_so(world, planting)
        Project.objects.filter(slug="own-project").update(is_public=True)
        form = sow_questions(world, planting)
        sow_answers(form, planting)
        harvest(world, form)
    return planting


# --- the tests ------------------------------------------------------------------------------------------------------


def texts(planting: Planting) -> dict[str, str]:
    return {one.mark: one.text for one in planting.kept}


def marks_in(content: bytes) -> set[str]:
    return set(MARK.findall(words(content))) | set(MARK.findall(content.decode("utf-8", "replace")))


def test_a_text_was_typed_into_every_form_and_taken(sown: Planting) -> None:
    assert not sown.complaints, "\n".join(sown.complaints)
    assert not sown.elsewhere
    assert len(sown.kept) > 150


@pytest.mark.parametrize("part", ["resident", *STAFF])
def test_nobody_meets_more_than_text(world: World, sown: Planting, part: str) -> None:
    planted = texts(sown)
    met = 0
    for where, content in visited(world, part):
        found = wrong(content, planted)
        assert not found, (where, found)
        met += len(marks_in(content))
    assert met or part == "nobody"


@pytest.mark.parametrize("part", ["resident", "coordinator"])
def test_what_pages_lead_to_is_text_too(world: World, sown: Planting, part: str) -> None:
    """What was added stands at addresses that no table knows: they are followed from page to page."""
    planted, met = texts(sown), set[str]()
    for where, content in followed(world, part, ["/", "/werkplek/", "/rapporten/"]):
        found = wrong(content, planted)
        if "/vergelijken/" in where:
            # There a text is cut where it differs, each piece in an element of its own.
            found = [line for line in found if "is not what was typed" not in line]
        assert not found, (where, found)
        met |= marks_in(content)
    assert len(met) > {"resident": 40, "coordinator": 140}[part]


@pytest.mark.browser
@pytest.mark.skipif(chromium.find() is None, reason=chromium.MISSING)
def test_in_a_browser_none_of_it_does_anything(world: World, sown: Planting, tmp_path: Path) -> None:
    """Under the policy that each page comes with: a script that is refused would be heard too."""
    pages = dict(planted_pages(world))
    question = "document.querySelectorAll('kan, [onkan], [onerror]').length"

    assert len(pages) > 60
    assert {place: seen for place, seen in looked_at(pages, question, tmp_path).items() if any(seen)} == {}


@pytest.mark.browser
@pytest.mark.skipif(chromium.find() is None, reason=chromium.MISSING)
def test_a_browser_says_what_its_page_tried(tmp_path: Path) -> None:
    policy = {"Content-Security-Policy": "default-src 'none'; script-src 'self'"}
    pages = {
        "/refused/": HttpResponse("<!doctype html><script>alert(1)</script><kan onkan=1>", headers=policy),
        "/allowed/": HttpResponse("<!doctype html><script>alert('gezien')</script>"),
    }
    seen = looked_at(pages, "document.querySelectorAll('kan').length", tmp_path)

    assert seen["/refused/"][0] == 1
    assert "Content Security Policy" in seen["/refused/"][1][0]
    assert "dialog gezien" in seen["/allowed/"][1]


def planted_pages(world: World) -> Iterator[tuple[str, Any]]:
    """The pages on which something stands that was planted."""
    for part in ("resident", "coordinator"):
        for route in READS:
            answer = world.visitor(part).get(address(route, world.arguments(route, "own")))
            is_page = answer.headers.get("Content-Type", "").startswith("text/html") and not answer.streaming
            if (
                is_page
                and answer.content.lower().lstrip().startswith(b"<!doctype")
                and MARK.search(str(answer.content))
            ):
                yield f"/{part}/{route.name}/", answer


def test_what_comes_back_after_sending_is_text(sown: Planting) -> None:
    assert len(sown.pages) > 100
    for where, content in sown.pages:
        # A field may refuse a text first and keep another one with the same mark; what was sent at last is whole.
        planted = texts(sown) if where.startswith("form_fill overview") else {}
        assert not (found := wrong(content, planted)), (where, found)


@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
def test_what_residents_wrote_is_text_in_the_file_for_the_team(world: World, sown: Planting, file_format: str) -> None:
    place = reverse("form_export", kwargs=world.addresses["form in the making", "own"])
    asked = {"file_format": file_format, "ground": "analysis", "answers": "words", "sensitive": "on"}
    answer = world.visitor("coordinator").post(place, asked)

    content = whole(answer)
    assert not wrong(content, texts(sown))
    assert len(marks_in(content)) > 3


def test_without_escaping_it_is_found(world: World, sown: Planting, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Engine.get_default(), "autoescape", False)
    found = [line for _where, content in visited(world, "secretary") for line in wrong(content, texts(sown))]

    assert any("element kan" in line for line in found)
    assert any("attribute onerror of img" in line for line in found)
    assert any("is not what was typed" in line for line in found)


def test_one_text_that_is_called_safe_is_found(world: World, sown: Planting, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control of the control: one variable of one template."""
    name, variable = "projects/publications/list.html", "{{ one.title }}"
    engine = Engine.get_default()
    source = str(engine.get_template(name).source)
    assert variable in source
    careless = Loader(engine, {name: source.replace(variable, variable.replace(" }}", "|safe }}"))})
    monkeypatch.setattr(engine, "template_loaders", [careless, *engine.template_loaders])

    found = {where for where, content in visited(world, "secretary") if wrong(content, texts(sown))}

    assert found == {"publication_list (own) by secretary"}


def test_a_sheet_that_calculates_is_found() -> None:
    book = openpyxl.Workbook()
    book.active.append(["=1+1", "Kan0001z"])
    book.active["B1"].hyperlink = "file:///etc/passwd"
    kept = io.BytesIO()
    book.save(kept)

    found = wrong(kept.getvalue(), {"Kan0001z": "=1+1 Kan0001z"})

    assert any("A1 calculates" in line for line in found)
    assert any("B1 calculates or leads on" in line for line in found)
    assert any("B1 does not say what was typed" in line for line in found)
    assert any("leads to file:///etc/passwd" in line for line in found)
