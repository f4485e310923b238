"""Contents and rows of reports, minimal and boring."""

import secrets
from datetime import UTC, date, datetime
from typing import Any

from participation.builder.services import forms
from participation.enums import Channel
from participation.formbuilder.schema import Definition, Option, Question, Step
from participation.intake.services import submissions
from participation.models import FormVersion
from projects.models import PlanLine, Project
from reports.enums import ReportKind, ReportStatus
from reports.figures.content import Cell, Coverage, Figure, FigureExplanation
from reports.models import Report
from reports.progress.content import Chapter, ProgressReport, ReportedFunding, ReportedGoal, ReportedPlanLine
from samenkracht.accounts.actors import Actor


def a_figure(value: int = 12, **changes: Any) -> Figure:
    values: dict[str, Any] = {
        "definition": "response",
        "version": 1,
        "parameters": {"project": 1, "from": "2026-07-01", "until": "2026-10-01"},
        "value": value,
        "coverage": Coverage(ranges=f"1-{value}" if value else "", n=value, digest="0" * 64),
        "label": "Inzendingen",
    }
    return Figure(**{**values, **changes})


def a_question(label: str = "Hoe tevreden bent u?", cells: tuple[Cell, ...] | None = None) -> Figure:
    shown = cells or (Cell("a", "Tevreden", 120), Cell("b", "Niet tevreden", 80), Cell("c", "Anders", None))
    return a_figure(212, definition="answers", label=label, cells=shown)


def a_plan_line(**changes: Any) -> ReportedPlanLine:
    values: dict[str, Any] = {
        "input": "Ervaringen met hulp",
        "from_whom": "Cliënten en mantelzorgers",
        "purpose": "Te weten wat mensen nodig hebben",
        "method": "Vragenlijst",
        "use": "In de uitgangspunten voor de inkoop",
        "level": "Adviseren",
        "target": 400,
        "feedback": "uiterlijk 12 februari 2027",
        "received": a_figure(173, definition="line_response", parameters={"line": "abcdefgh"}),
    }
    return ReportedPlanLine(**{**values, **changes})


def a_chapter(**changes: Any) -> Chapter:
    values: dict[str, Any] = {
        "number": 7,
        "title": "Hulp bij het huishouden",
        "slug": "hulp-bij-het-huishouden",
        "programme": "Gezondheid en ondersteuning",
        "state": "loopt",
        "phase": "ontwikkeling",
        "priorities": "Versterking sociaal domein: hulp die past bij wat inwoners nodig hebben.",
        "cited": ("Versterking sociaal domein",),
        "goals": (
            ReportedGoal(
                "U krijgt hulp van een vast gezicht.",
                "doel: 90 procent, december 2027; gemeten: 71 procent, juni 2026",
                (ReportedGoal("Niemand ziet meer dan twee gezichten."), ReportedGoal("U kent het gezicht vooraf.")),
            ),
            ReportedGoal("U weet wie u kunt bellen als er iets misgaat."),
        ),
        "planned": "maart 2026 – december 2027",
        "results": ("Zes groepsgesprekken met 48 mensen (april 2026).",),
        "outlook": ("Formulier open tot en met 18 december 2026.",),
        "contact": "Projectleider Hulp bij het huishouden, huishouden@regio.example",
        "plan_state": "akkoord op 3 mei 2026 door Opdrachtgever",
        "no_participation": "",
        "plan_lines": (a_plan_line(),),
        "money": (
            ReportedFunding("Regionale projectgelden", 45_000, structural=False, ends="maart 2027", ending=True),
        ),
        "target": 400,
        "received": a_figure(212),
        "questions": (a_question(),),
    }
    return Chapter(**{**values, **changes})


def a_progress_report(**changes: Any) -> ProgressReport:
    values: dict[str, Any] = {
        "title": "Voortgang sociaal domein, derde kwartaal 2026",
        "label": "Voortgangsrapportage 2026-3",
        "start": "2026-07-01",
        "until": "2026-10-01",
        "as_of": "2026-11-01T05:00:00+00:00",
        "programme": "Sociaal domein",
        "project": "",
        "reference": "26004817",
        "edition": 1,
        "foreword": "De meeste projecten liggen op koers.\n\nTwee projecten vragen meer snelheid.",
        "received": a_figure(273),
        "target": 550,
        "chapters": (
            a_chapter(),
            a_chapter(
                number=9, title="Eén loket voor werk", slug="een-loket", received=a_figure(61), target=150, questions=()
            ),
        ),
        "explanations": (
            FigureExplanation(
                "response", 1, "Inzendingen", "Het aantal keer dat iemand een formulier verstuurde.", "inzendingen"
            ),
        ),
    }
    return ProgressReport(**{**values, **changes})


def stored_report(title: str = "Voortgang", **changes: Any) -> Report:
    """A published progress report of the whole region as a row, with nothing drawn."""
    number = Report.objects.count() + 1
    as_of = datetime(2026, 11, 1 + number, 5, 0, tzinfo=UTC)
    values: dict[str, Any] = {
        "kind": ReportKind.PROGRESS,
        "title": title,
        "year": 2026,
        "slug": f"voortgang-{number}",
        "edition": number,
        "period_start": date(2026, 7, 1),
        "period_until": date(2026, 10, 1),
        "content": {},
        "digest": "0" * 64,
        "as_of": as_of,
        "created_at": as_of,
        "status": ReportStatus.PUBLISHED,
        "approved_at": as_of,
        "published_at": as_of,
    }
    return Report.objects.create(**{**values, **changes})


# --- forms with submissions, through the services -----------------------------------------------------------------


SATISFIED = (Option("kgood", "Tevreden"), Option("kbad", "Niet tevreden"))


def a_questionnaire() -> Definition:
    """One choice with "other, namely", one open question and the municipality."""
    return Definition(
        steps=(
            Step("kstep1", "Uw mening", (
                Question("kchoice", "choice", "Hoe tevreden bent u?", options=SATISFIED, other="Anders, namelijk"),
                Question("ktext", "long_text", "Wat kan beter?", required=False),
            )),
            Step("kstep2", "Over u", (Question("kplace", "municipality", "Waar woont u?"),)),
        )
    )  # fmt: skip


def a_published_form(
    project: Project,
    by: Actor,
    at: datetime,
    title: str = "Wat vindt u van de hulp?",
    plan_line: PlanLine | None = None,
) -> FormVersion:
    form = forms.make(
        project=project,
        by=by,
        at=at,
        title=title,
        purpose="Weten wat beter kan",
        readers="Het projectteam",
        minutes=5,
        plan_line=plan_line,
    )
    return forms.publish(form=form, definition=a_questionnaire(), by=by, at=at)


def send(version: FormVersion, at: datetime, *, option: str = "kgood", text: str = "", place: str = "not_said") -> None:
    """One submission through the service."""
    answers: dict[str, Any] = {"kchoice": {"option": option}, "kplace": place}
    if text:
        answers["ktext"] = text
    submissions.receive(version=version, answers=answers, key=secrets.token_hex(16), channel=Channel.ONLINE, at=at)


def send_many(version: FormVersion, at: datetime, n: int, **answers: str) -> None:
    for _ in range(n):
        send(version, at, **answers)
