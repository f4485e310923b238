"""Documents of every schema that was ever stored, with what came out of them. Golden files are only added."""

import json
from pathlib import Path
from uuid import UUID

import pytest
from django.http import QueryDict
from django.utils import translation

from participation.formbuilder import answers as answers_module
from participation.formbuilder import schema, tally
from participation.formbuilder.build import clean_fast, initial, step_form_class
from participation.formbuilder.lookup import LookupContext
from participation.intake.collect import decrypted

GOLDEN = Path(__file__).parents[2] / "golden" / "formbuilder"
CASES = sorted(GOLDEN.glob("*.json"))


def outcome(case):
    """What this release makes of the stored documents of a case."""
    definition = schema.from_json(case["definition"])
    context = LookupContext(
        tuple((code, name) for code, name in case["municipalities"]),
        {digits: tuple(codes) for digits, codes in case["pc4"].items()},
    )
    stored = [answers_module.from_json(document) for document in case["answers"]]
    # Only schema 2 knows sealed texts; words come out of them with the key of then, counts without.
    answers = [
        decrypted(one, row=UUID(row)) if row else one
        for one, row in zip(stored, case.get("rows") or [""] * len(stored), strict=True)
    ]
    forms = [step_form_class(definition, index, context=context) for index in range(len(definition.steps))]
    return {
        "page": [
            {
                "title": form.step.title,
                "fields": {
                    name: [field.required, [key for key, _label in getattr(field, "choices", [])]]
                    for name, field in form.base_fields.items()
                },
            }
            for form in forms
        ],
        "overview": [
            [
                [line.question.label, line.answer]
                for chapter in answers_module.overview(definition, given, context)
                for line in chapter.lines
            ]
            for given in answers
        ],
        "tally": {key: dict(counted.cells) for key, counted in tally.count(definition, stored, context).items()},
        "hashes": [answers_module.answers_hash(given) for given in stored],
        "municipalities": [answers_module.municipality_code(definition, given) for given in stored],
        "sent_again": [
            {
                key: stored
                for form in forms
                for key, stored in clean_fast(form, filled(initial(form.step, given))).answers.items()
            }
            for given in answers
        ],
    }


def filled(values):
    post = QueryDict(mutable=True)
    post.update(values)
    return post


def test_there_is_a_case_for_every_schema_of_questionnaires_and_answers():
    cases = [json.loads(path.read_text(encoding="utf-8")) for path in CASES]

    assert {case["definition"]["schema"] for case in cases} == set(range(1, schema.SCHEMA + 1))
    assert {document["schema"] for case in cases for document in case["answers"]} == set(
        range(1, answers_module.SCHEMA + 1)
    )


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_what_was_stored_then_still_gives_the_same_page_overview_and_counts(path, settings):
    case = json.loads(path.read_text(encoding="utf-8"))
    settings.FIELD_KEYS = case.get("field_keys", settings.FIELD_KEYS)

    with translation.override("nl"):
        assert outcome(case) == case["outcome"]
