"""Runs inside the portal, on an empty database: makes what is measured, and prints what a client needs to know.

``python -m tests.bench.world build`` makes projects and forms, ``... load FORM COUNT`` fills one form.
"""

import json
import sys
from typing import Any

import django
from django.db import connection

from samenkracht.core import clock
from tests.bench.floor.questions import QUESTIONS, Asked

PROJECTS = 2000
FORMS = ("leeg", "vol", "stappen")
# One statement may not take longer than the portal allows any.
AT_ONCE = 50_000
WORDS = "Er komt steeds iemand anders, en ik weet niet wie ik kan bellen."


def build() -> dict[str, Any]:
    """One project with three forms of the same twenty questions, and 2,000 projects beside it."""
    from participation.builder.services import forms
    from participation.formbuilder.schema import Definition, Step
    from projects.register.services import projects
    from samenkracht.accounts import services as accounts
    from samenkracht.accounts.actors import Staff, System
    from samenkracht.accounts.roles import Role

    now = clock.now()
    director = accounts.add_user(
        email="directeur@test.example",
        display_name="Directeur",
        role=Role.DIRECTOR,
        password=None,
        by=System("bench"),
        at=now,
    )
    coordinator = Staff(
        accounts.add_user(
            email="coordinator@test.example", display_name="Coördinator", role=Role.COORDINATOR, password=None,
            by=System("bench"), at=now,
        )
    )  # fmt: skip
    project = projects.add(
        title="Hulp bij het huishouden", summary="Wat inwoners nodig hebben.", contact_email="contact@test.example",
        by=coordinator, at=now,
    )  # fmt: skip
    projects.publish(project=project, by=coordinator, at=now)
    asked = tuple(question_of(one) for one in QUESTIONS)
    made: dict[str, Any] = {"director": director.pk, "project": project.slug}
    for name in FORMS:
        form = forms.make(project=project, title=f"Vragen {name}", purpose="Meten.", readers="niemand", minutes=5,
                          by=coordinator, at=now)  # fmt: skip
        halves = (asked[:10], asked[10:]) if name == "stappen" else (asked,)
        steps = tuple(Step(f"stap{n}", f"Stap {n}", half) for n, half in enumerate(halves, 1))
        version = forms.publish(form=form, definition=Definition(steps=steps), by=coordinator, at=now)
        made[name] = {"slug": form.slug, "form": form.pk, "version": version.pk}
    copies_of(project)
    return made


def question_of(asked: Asked) -> Any:
    from participation.formbuilder.schema import Option, Question

    match asked.kind:
        case "choice":
            return Question(asked.key, "choice", asked.label, options=tuple(Option(*pair) for pair in asked.options))
        case "scale":
            words = {"lowest_label": "Helemaal niet", "highest_label": "Heel erg"}
            ends: dict[str, str | int] = {"lowest": 1, "highest": len(asked.options)}
            return Question(asked.key, "scale", asked.label, settings=ends | words)
        case kind:
            return Question(asked.key, kind, asked.label, required=kind != "long_text")


def copies_of(project: Any) -> None:
    """2,000 published projects, one in ten of them with a state of its own."""
    from projects.models import ParticipationPlan, Programme, Project

    project.refresh_from_db()
    programmes = list(Programme.objects.all())
    facts = {field.attname: getattr(project, field.attname) for field in Project._meta.concrete_fields}
    copies = []
    for number in range(PROJECTS - 1):
        copy = Project(**facts)
        copy.pk, copy.title, copy.slug = None, f"Project {number * 7919 % PROJECTS} voor inwoners", f"project-{number}"
        copy.search_text = Project.words_of(title=copy.title, summary=copy.summary, priorities=copy.priorities)
        copy.number = project.number + 1 + number
        copy.programme = programmes[number % len(programmes)]
        copy.state = "completed" if number % 10 == 0 else "running"
        copies.append(copy)
    made = Project.objects.bulk_create(copies, batch_size=500)
    ParticipationPlan.objects.bulk_create([ParticipationPlan(project=copy) for copy in made], batch_size=500)


def load(form_id: int, count: int) -> dict[str, Any]:
    """Fill a form with submissions of ninety days; all wait to be counted."""
    from participation.models import FormVersion
    from participation.models.submission import PENDING

    version = FormVersion.objects.get(form_id=form_id)
    codes = "(ARRAY['0402','0406','0417','0424','0425','1942','outside_region'])[1 + mod(n, 7)]"
    parts = []
    for place, asked in enumerate(QUESTIONS):
        if asked.kind == "municipality":
            parts.append(f"'{asked.key}', {codes}")
        elif not asked.options:
            parts.append(f"'{asked.key}', '{WORDS}'")
        else:
            answer = f"1 + mod(n * {place + 3} + n / 7, {len(asked.options)})"
            text = f"({answer})::text" if asked.kind == "scale" else f"json_build_object('option', 'k' || ({answer}))"
            parts.append(f"'{asked.key}', {text}")
    answers = f"jsonb_build_object('schema', 1, 'a', jsonb_build_object({', '.join(parts)}))"
    statement = (
        f"WITH made AS (INSERT INTO participation_submission (form_id, version_id, key, channel, answers,"  # noqa: S608
        f" answers_hash, municipality, receipt_hash, receipt_version, received_at, late)"
        f" SELECT {form_id}, {version.pk}, gen_random_uuid(), 'online', {answers}, md5(n::text) || md5(n::text),"
        f" {codes}, md5(n::text) || md5((n + 1)::text), 1, now() - n * interval '90 days' / {count}, false"
        f" FROM generate_series(%s, %s) AS n RETURNING id, received_at)"
        f" INSERT INTO core_outboxentry (kind, subject_id, group_id, created_at)"
        f" SELECT '{PENDING}', id, {form_id}, received_at FROM made"
    )
    with connection.cursor() as cursor:
        for first in range(1, count + 1, AT_ONCE):
            cursor.execute(statement, [first, min(first + AT_ONCE - 1, count)])
        cursor.execute("ANALYZE")
    return {"loaded": count}


if __name__ == "__main__":
    django.setup()
    match sys.argv[1:]:
        case ["build"]:
            print(json.dumps(build()))
        case ["load", form, number]:
            print(json.dumps(load(int(form), int(number))))
