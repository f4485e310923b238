"""Makes a project with an open form of two steps, through the portal's services; prints what residents need to know."""

import json

import django

from samenkracht.core import clock


def build() -> dict[str, object]:
    """The form's slug and its questions, step by step, with the options that can be chosen."""
    from participation.builder.services import forms
    from participation.formbuilder.schema import Definition, Option, Question, Step
    from projects.models import Municipality
    from projects.plans.services import plans
    from projects.register.services import projects
    from samenkracht.accounts import services as accounts
    from samenkracht.accounts.actors import Staff, System
    from samenkracht.accounts.roles import Role

    now = clock.now()
    coordinator = Staff(
        accounts.add_user(
            email="coordinator@test.example", display_name="Coördinator", role=Role.COORDINATOR, password=None,
            by=System("faults"), at=now,
        )
    )  # fmt: skip
    project = projects.add(
        title="Hulp bij het huishouden", summary="Wat inwoners nodig hebben.", contact_email="contact@test.example",
        by=coordinator, at=now,
    )  # fmt: skip
    projects.publish(project=project, by=coordinator, at=now)
    line = plans.save_line(plan=project.plan, input="Ervaringen", from_whom="Inwoners", by=coordinator, at=now)
    definition = Definition(
        steps=(
            Step(
                "stap1",
                "Uw hulp",
                (
                    Question(
                        "hulp", "choice", "Krijgt u hulp?", options=(Option("ja", "Ja"), Option("nee", "Nee")),
                        other="Anders, namelijk",
                    ),
                    Question("waarom", "long_text", "Wat kan er beter?"),
                ),
            ),
            Step(
                "stap2",
                "Over u",
                (
                    Question("gemeente", "municipality", "In welke gemeente woont u?"),
                    Question("lengte", "choice", "Hoe lang?", options=(Option("kort", "Kort"), Option("lang", "Lang"))),
                ),
            ),
        )
    )  # fmt: skip
    form = forms.make(
        project=project, title="Uw ervaring met hulp", purpose="Hulp verbeteren.", readers="het projectteam", minutes=3,
        plan_line=line, by=coordinator, at=now,
    )  # fmt: skip
    forms.publish(form=form, definition=definition, by=coordinator, at=now)
    codes = ["outside_region", *Municipality.objects.valid_on(now.date()).values_list("code", flat=True)]
    questions = [
        {
            "key": question.key,
            "kind": question.kind,
            "step": number,
            "options": codes if question.kind == "municipality" else [option.key for option in question.options],
            "other": question.other is not None,
        }
        for number, step in enumerate(definition.steps)
        for question in step.questions
    ]
    return {"slug": form.slug, "questions": questions}


if __name__ == "__main__":
    django.setup()
    print(json.dumps(build()))
