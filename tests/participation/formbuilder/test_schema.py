"""A questionnaire as data: reading and writing, what is wrong with it, and what changed."""

import json
from dataclasses import replace

import pytest

from participation.formbuilder import answers as answers_module
from participation.formbuilder import schema
from participation.formbuilder.checking import check
from participation.formbuilder.compare import FormChangeKind, compare
from participation.formbuilder.schema import Definition, Option, Question, Step
from samenkracht.core.db import upcasting
from tests.participation.formbuilder.questionnaire import CONTEXT, DEFINITION, GOOD, TRAVEL, WHERE


def with_question(question):
    return Definition((Step("s", "Stap", (question,)),))


def test_a_definition_comes_back_from_json_as_it_was():
    document = json.loads(json.dumps(schema.to_json(DEFINITION)))

    assert schema.from_json(document) == DEFINITION


@pytest.mark.parametrize("document", [{}, {"schema": 3, "steps": []}, {"schema": 0}, {"schema": "1"}, {"schema": True}])
def test_a_document_of_an_unknown_schema_is_not_guessed_at(document):
    with pytest.raises(upcasting.UnknownSchemaError):
        schema.from_json(document)
    with pytest.raises(upcasting.UnknownSchemaError):
        answers_module.from_json(document)


@pytest.mark.parametrize(
    "steps",
    [
        "geen lijst",
        [{"key": "s", "title": 3, "questions": []}],
        [{"key": "s", "title": "S", "questions": [{"key": "q", "kind": "choice", "label": "Q", "required": "ja"}]}],
        [{"key": "s", "title": "S", "questions": ["q"]}],
    ],
)
def test_a_definition_of_another_shape_is_not_read(steps):
    with pytest.raises(schema.UnreadableDefinitionError):
        schema.from_json({"schema": 1, "steps": steps})


def test_an_old_document_is_read_through_each_step_and_left_as_it_is():
    old = {"schema": 1, "title": "oud"}
    upcasters = {1: lambda d: d | {"b": 2}, 2: lambda d: d | {"c": d["b"] + 1}}

    assert upcasting.upcast(old, to=3, upcasters=upcasters) == {"schema": 3, "title": "oud", "b": 2, "c": 3}
    assert old == {"schema": 1, "title": "oud"}


def test_a_new_key_is_random_and_fits_the_rules():
    made = {schema.new_key() for _ in range(200)}

    assert len(made) == 200
    assert all(check(with_question(replace(GOOD, key=key))) == [] for key in made)


def test_a_good_questionnaire_has_no_problems():
    assert check(DEFINITION) == []


@pytest.mark.parametrize(
    ("definition", "problem"),
    [
        (Definition(()), "De vragenlijst heeft nog geen stappen."),
        (Definition((Step("s", "Stap", ()),)), "Stap 1 heeft nog geen vragen."),
        (Definition((Step("s", " ", (GOOD,)),)), "De titel van stap 1 is nog leeg."),
        (
            Definition((Step("a", "A", (GOOD,)), Step("b", "B", (GOOD,)))),
            "De sleutel “goed” is van meer dan één vraag.",
        ),
        (
            with_question(replace(GOOD, key="wat-nu")),
            "De sleutel “wat-nu” (vraag) kan niet: alleen kleine letters, cijfers en _, met een letter voorop.",
        ),
        (with_question(replace(GOOD, label="")), "De vraag “goed” is nog leeg."),
        (
            with_question(replace(GOOD, kind="telepathy")),
            "De vraag “Wat gaat er goed?” is van een soort die niet bestaat: telepathy.",
        ),
        (
            with_question(replace(GOOD, options=(Option("a", "A"),))),
            "Bij “Wat gaat er goed?” kunnen geen antwoorden staan om uit te kiezen.",
        ),
        (
            with_question(replace(TRAVEL, options=(), other=None)),
            "Bij “Hoe komt u bij de dagbesteding?” moeten minstens twee antwoorden staan om uit te kiezen.",
        ),
        (
            with_question(replace(TRAVEL, options=(Option("other", "Iets"), Option("b", "B")))),
            "Bij “Hoe komt u bij de dagbesteding?” mag geen antwoord de sleutel “other” hebben.",
        ),
        (
            with_question(replace(TRAVEL, options=(Option("a", "Ja"), Option("b", " ja")))),
            "Bij “Hoe komt u bij de dagbesteding?” staat het antwoord “ja” 2 keer.",
        ),
        (
            with_question(replace(TRAVEL, sensitive=True)),
            "De vraag “Hoe komt u bij de dagbesteding?” kan niet gevoelig zijn: dat kan alleen bij een lange tekst.",
        ),
        (
            Definition((Step("s", "Stap", (WHERE, replace(WHERE, key="waar2"))),)),
            "De vraag naar de gemeente kan maar één keer in een vragenlijst staan.",
        ),
        (
            with_question(replace(GOOD, hint="tot\x00ziens")),
            "De uitleg bij “Wat gaat er goed?” bevat een onzichtbaar teken dat niet kan.",
        ),
    ],
)
def test_a_problem_is_named_in_words(definition, problem):
    assert problem in check(definition)


# --- compare --------------------------------------------------------------------------------------------------------


def sentences(old, new):
    return [change.sentence for change in compare(old, new)]


def test_equal_versions_have_no_differences():
    assert compare(DEFINITION, DEFINITION) == ()


def test_a_reworded_answer_is_a_change_of_words_and_its_figures_go_on():
    new = replace(TRAVEL, options=(Option("fiets", "Op de fiets"), *TRAVEL.options[1:]))

    (change,) = compare(with_question(TRAVEL), with_question(new))

    assert (change.kind, change.before, change.after) == (FormChangeKind.REWORDED, "Met de fiets", "Op de fiets")
    assert not change.breaks_figures


def test_another_kind_under_the_same_key_breaks_the_figures():
    changes = compare(with_question(GOOD), with_question(replace(WHERE, key="goed", label=GOOD.label)))

    assert [change.breaks_figures for change in changes] == [True]


def test_added_removed_and_moved_questions_are_named():
    a, b, c, d, new = (Question(key, "long_text", key.upper()) for key in ["a", "b", "c", "d", "nieuw"])

    assert sentences(
        Definition((Step("s", "Stap", (a, b, c, d)),)),
        Definition((Step("s", "Stap", (d, a, c, new)),)),
    ) == ["Vraag “NIEUW” is nieuw.", "Vraag “D” staat op een andere plaats.", "Vraag “B” is weg."]


def test_a_question_that_went_to_another_step_is_named_once():
    one, two = Step("een", "Eén", (GOOD, TRAVEL)), Step("twee", "Twee", (WHERE,))
    moved = Definition((replace(one, questions=(TRAVEL,)), replace(two, questions=(GOOD, WHERE))))

    assert sentences(Definition((one, two)), moved) == ["Vraag “Wat gaat er goed?” staat in een andere stap."]


def test_other_namely_taken_away_and_a_question_made_optional_are_named():
    assert sentences(with_question(TRAVEL), with_question(replace(TRAVEL, other=None, required=False))) == [
        "Vraag “Hoe komt u bij de dagbesteding?” is niet meer verplicht.",
        "Antwoord “Anders, namelijk” bij “Hoe komt u bij de dagbesteding?” is weg.",
    ]


# --- answers --------------------------------------------------------------------------------------------------------


def test_the_hash_of_answers_does_not_depend_on_their_order():
    a, b = {"x": "1", "y": {"option": "o", "text": "t"}}, {"y": {"text": "t", "option": "o"}, "x": "1"}

    assert answers_module.answers_hash(a) == answers_module.answers_hash(b)
    assert answers_module.answers_hash(a) != answers_module.answers_hash(a | {"x": "2"})
    assert answers_module.canonical(a) == b'{"a":{"x":"1","y":{"option":"o","text":"t"}},"schema":1}'


def test_an_emptied_question_loses_its_old_answer_and_other_steps_keep_theirs():
    before = {"waar": "GM0402", "reis": {"option": "bus"}, "goed": "Veel"}

    assert answers_module.merge(before, DEFINITION.steps[0], {"waar": "GM0406"}) == {"goed": "Veel", "waar": "GM0406"}


def test_the_municipality_of_the_answers_is_found():
    assert answers_module.municipality_code(DEFINITION, {"waar": "GM0402"}) == "GM0402"
    assert answers_module.municipality_code(DEFINITION, {}) == ""
    assert answers_module.municipality_code(with_question(GOOD), {"waar": "GM0402"}) == ""


def test_the_overview_shows_every_question_of_every_step():
    chapters = answers_module.overview(DEFINITION, {"waar": "GM0406", "reis": {"option": "taxi"}}, CONTEXT)

    assert [(c.number, c.step.title, [(line.question.key, line.answer) for line in c.lines]) for c in chapters] == [
        (1, "Over u", [("waar", "Huizen"), ("reis", "Met de regiotaxi")]),
        (2, "Uw mening", [("hulp", ""), ("goed", ""), ("beter", "")]),
    ]
