"""Short text, several choices, yes or no, scale, number, explanation, and the block of who speaks for whom."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participation.formbuilder import answers as answer_sheet
from participation.formbuilder import blocks, measures, schema, tally
from participation.formbuilder.checking import check
from participation.formbuilder.compare import compare
from participation.formbuilder.reading import read_definition
from participation.formbuilder.schema import Definition, Option, Question, Step
from participation.formbuilder.types import TYPES, type_of
from participation.formbuilder.types.settings import with_settings
from samenkracht.core.values.numbers import parse_number
from tests.participation.formbuilder.questionnaire import (
    ANSWERS,
    CHILDREN,
    CONTEXT,
    EFFORT,
    EVERY_TYPE,
    FOR_WHOM,
    GOOD,
    GRADE,
    HOURS,
    KNOWS,
    TITLE,
    WHICH,
    WORDS,
)
from tests.participation.formbuilder.test_types import form_of, kept, sentences

POINTS = "De schaal van “Welk cijfer geeft u de hulp?” moet 2 tot en met 11 punten hebben."
DECIMALS = "Het aantal cijfers achter de komma bij “Hoeveel uur hulp krijgt u?” is veranderd."


def with_question(question):
    return Definition((Step("s", "Stap", (question,)),))


# --- short text -----------------------------------------------------------------------------------------------------


def test_a_line_is_kept_as_typed_and_a_pasted_line_end_becomes_a_space():
    assert kept(TITLE, "q-kort=+Het+dorp%0D%0Abij+de+hei+") == " Het dorp bij de hei "


def test_a_line_of_two_hundred_signs_fits_and_one_more_does_not():
    assert kept(TITLE, "q-kort=" + "a" * 200) == "a" * 200
    assert sentences(TITLE, "q-kort=" + "a" * 201) == {
        "q-kort": ["Uw antwoord bij “Hoe noemt u uw buurt?” is te lang: 201 tekens. Er passen 200 tekens in."]
    }


# --- several choices ------------------------------------------------------------------------------------------------


def test_several_choices_are_kept_once_each_in_the_order_of_the_question():
    assert kept(WHICH, "q-welke=dag&q-welke=huis&q-welke=dag") == {"options": ["huis", "dag"]}


def test_the_other_choice_keeps_its_words_beside_the_rest():
    assert kept(WHICH, "q-welke=zorg&q-welke=other&q-welke-other=een+maatje") == {
        "options": ["zorg", "other"],
        "text": "een maatje",
    }


def test_several_choices_without_one_are_asked_for_and_may_be_left_open_when_not_needed():
    assert sentences(WHICH, "") == {"q-welke": ["Kies bij “Welke hulp krijgt u?” een antwoord."]}
    assert kept(replace(WHICH, required=False), "") is None


def test_a_choice_that_is_not_among_several_is_refused():
    assert sentences(WHICH, "q-welke=huis&q-welke=paard") == {
        "q-welke": ["Kies bij “Welke hulp krijgt u?” antwoorden uit de lijst."]
    }


@pytest.mark.parametrize("post", ["q-welke=huis&q-welke=other", "q-welke=huis&q-welke-other=een+maatje"])
def test_other_without_words_and_words_without_other_are_errors(post):
    assert list(sentences(WHICH, post)) == ["q-welke-other"]


def test_several_choices_are_shown_each_on_a_line_and_counted_each():
    stored = {"options": ["huis", "other"], "text": "een maatje"}

    assert type_of(WHICH).show(WHICH, stored) == "Hulp in huis\nAndere hulp, namelijk: een maatje"
    counted = tally.count(with_question(WHICH), [{"welke": stored}, {"welke": {"options": ["huis"]}}])["welke"]
    assert counted.cells == {"huis": 2, "zorg": 0, "dag": 0, "other": 1}
    assert (counted.total, counted.answered, counted.overlaps) == (2, 2, True)


@given(st.lists(st.sets(st.sampled_from(["huis", "zorg", "dag"])), max_size=20))
def test_who_chooses_several_counts_once_in_the_total(choices):
    question = replace(WHICH, required=False)
    submissions = [{"welke": {"options": sorted(chosen)}} if chosen else {} for chosen in choices]
    counted = tally.count(with_question(question), submissions)["welke"]

    assert counted.total == len(choices)
    assert counted.answered == sum(bool(chosen) for chosen in choices)


# --- yes or no ------------------------------------------------------------------------------------------------------


def test_yes_no_and_i_do_not_know_are_answers_and_the_last_only_where_offered():
    assert [kept(KNOWS, f"q-weet={key}") for key in ("yes", "no", "unknown")] == ["yes", "no", "unknown"]
    assert sentences(with_settings(KNOWS, unknown=False), "q-weet=unknown")
    assert type_of(KNOWS).show(KNOWS, "unknown") == "Weet ik niet"
    assert [option.label for option in type_of(KNOWS).countable(with_settings(KNOWS, unknown=False))] == ["Ja", "Nee"]


# --- scale ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("point", ["0", "7", "10", "unknown"])
def test_each_point_of_a_scale_is_an_answer(point):
    assert kept(GRADE, f"q-cijfer={point}") == point


@pytest.mark.parametrize("typed", ["-1", "11", "7,5", "07", "zeven"])
def test_what_is_no_point_of_the_scale_is_refused(typed):
    assert list(sentences(GRADE, f"q-cijfer={typed}")) == ["q-cijfer"]


def test_the_mean_of_a_scale_leaves_out_who_does_not_know():
    submissions = [{"cijfer": point} for point in ["0", "7", "8", "unknown"]] + [{}]
    counted = tally.count(with_question(GRADE), submissions)["cijfer"]

    assert counted.cells["7"] == 1
    assert measures.of_tally(counted) == measures.Measure(3, Decimal("5.0"), Decimal(7))
    assert measures.of_tally(tally.count(with_question(GRADE), [])["cijfer"]) is None
    assert measures.of_tally(tally.count(with_question(GOOD), [{"goed": "a"}])["goed"]) is None


@pytest.mark.parametrize(
    ("question", "problem"),
    [
        (
            with_settings(GRADE, lowest=None),
            "Bij “Welk cijfer geeft u de hulp?” moeten het laagste en het hoogste punt van de schaal staan.",
        ),
        (with_settings(GRADE, highest=11), POINTS),
        (with_settings(GRADE, highest=0), POINTS),
        (
            with_settings(GRADE, lowest_label=" "),
            "Zeg bij “Welk cijfer geeft u de hulp?” in woorden wat het laagste en het hoogste punt betekenen.",
        ),
        (
            with_settings(GRADE, highest_label="w" * 61),
            "Wat bij “Welk cijfer geeft u de hulp?” het hoogste punt betekent is te lang: "
            "61 tekens. Er passen 60 tekens in.",
        ),
        (with_settings(GOOD, unknown=True), "Bij “Wat gaat er goed?” kan geen “weet ik niet” staan."),
        (with_settings(GOOD, lowest=1), "Bij “Wat gaat er goed?” kan geen laagste getal staan."),
        (
            with_settings(HOURS, highest=0),
            "Bij “Hoeveel uur hulp krijgt u?” moet het hoogste getal hoger zijn dan het laagste.",
        ),
        (
            with_settings(HOURS, decimals=3),
            "Bij “Hoeveel uur hulp krijgt u?” passen hoogstens 2 cijfers achter de komma.",
        ),
        (with_settings(HOURS, highest=10**10), "Het getal 10000000000 bij “Hoeveel uur hulp krijgt u?” is te groot."),
        (
            replace(WHICH, options=(), other=None),
            "Bij “Welke hulp krijgt u?” moeten minstens twee antwoorden staan om uit te kiezen.",
        ),
        (
            replace(WHICH, options=(*WHICH.options, Option("answered", "Ingevuld"))),
            "Bij “Welke hulp krijgt u?” mag geen antwoord de sleutel “answered” hebben.",
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_question_is_said(question, problem):
    assert check(with_question(question)) == [problem]


# --- number ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "tidy"),
    [
        ("3", "3"), ("2,5", "2.5"), ("2.5", "2.5"), ("2,50", "2.5"), ("007", "7"), (" 1 000 ", "1000"),
        ("1.000", "1000"), ("1.000,5", "1000.5"), ("-3", "-3"), ("− 3", "-3"), ("-0", "0"), ("0,00", "0"), ("３", "3"),
        ("", ""), ("drie", ""), ("1e5", ""), ("1,", ""), (",5", ""), ("٣", ""), ("1,5,5", ""), ("1" * 13, ""),
        ("3" + " " * 40, ""), ("NaN", ""), ("Infinity", ""), ("--3", ""),
    ],
)  # fmt: skip
def test_a_number_may_be_written_as_people_do(typed, tidy):
    assert parse_number(typed) == tidy


@given(st.decimals(min_value=-99_999, max_value=99_999, places=2))
def test_a_kept_number_is_written_one_way_and_reads_back_equal(number):
    tidy = parse_number(f"{number:f}".replace(".", ","))

    assert Decimal(tidy) == number
    assert parse_number(tidy.replace(".", ",")) == tidy


@pytest.mark.parametrize(
    ("question", "typed", "sentence"),
    [
        (HOURS, "veel", "Vul bij “Hoeveel uur hulp krijgt u?” een getal in cijfers in, bijvoorbeeld 3 of 2,5."),
        (CHILDREN, "twee", "Vul bij “Hoeveel kinderen wonen er bij u?” een getal in cijfers in, bijvoorbeeld 3."),
        (CHILDREN, "2,5", "Vul bij “Hoeveel kinderen wonen er bij u?” een heel getal in, zonder komma."),
        (HOURS, "2,55", "Vul bij “Hoeveel uur hulp krijgt u?” een getal in met hoogstens 1 cijfer achter de komma."),
        (HOURS, "-1", "Vul bij “Hoeveel uur hulp krijgt u?” een getal in van 0 of hoger."),
        (HOURS, "168,1", "Vul bij “Hoeveel uur hulp krijgt u?” een getal in van 168 of lager."),
        (HOURS, " ", "Vul bij “Hoeveel uur hulp krijgt u?” een getal in."),
    ],
)
def test_what_is_wrong_with_a_number_is_said_and_it_is_kept_to_mend(question, typed, sentence):
    form = form_of(question, f"q-{question.key}={typed}")

    assert form.errors == {f"q-{question.key}": [sentence]}
    assert form[f"q-{question.key}"].value() == typed


def test_a_number_is_shown_with_a_comma_and_its_unit():
    assert kept(HOURS, "q-uren=2,50") == "2.5"
    assert type_of(HOURS).show(HOURS, "2.5") == "2,5 uur per week"


@pytest.mark.parametrize(
    ("lowest", "highest", "decimals", "first", "last", "count"),
    [
        (0, 4, 0, "0", "4", 5),
        (0, 100, 0, "0 tot en met 9", "90 tot en met 100", 10),
        (0, 168, 1, "0 tot 20", "160 tot en met 168", 9),
        (5, 30, 0, "5 tot en met 9", "25 tot en met 30", 5),
        (-30, 40, 0, "-30 tot en met -21", "30 tot en met 40", 7),
        (0, None, 0, "Ingevuld", "Ingevuld", 1),
    ],
)
def test_numbers_are_counted_in_round_bands(lowest, highest, decimals, first, last, count):
    question = with_settings(HOURS, lowest=lowest, highest=highest, decimals=decimals)
    labels = [option.label for option in type_of(question).countable(question)]

    assert (labels[0], labels[-1], len(labels)) == (first, last, count)


@given(st.integers(-500, 500), st.integers(1, 2_000), st.integers(0, 2), st.data())
def test_every_number_within_the_bounds_falls_in_exactly_one_band(lowest, size, decimals, data):
    question = with_settings(HOURS, lowest=lowest, highest=lowest + size, decimals=decimals)
    number = data.draw(st.decimals(min_value=lowest, max_value=lowest + size, places=decimals))
    kind = type_of(question)

    (key,) = kind.tally(question, parse_number(f"{number:f}"))
    keys = [option.key for option in kind.countable(question)]

    assert key in keys
    assert len(set(keys)) == len(keys) <= 15
    assert all(len(key) <= 60 for key in keys)


def test_mean_and_median_of_a_number_come_from_the_answers():
    answers = [{"uren": number} for number in ["1", "2.5", "3", "40"]] + [{}]

    assert measures.of_answers(with_question(HOURS), "uren", answers) == measures.Measure(
        4, Decimal("11.6"), Decimal("2.75")
    )
    assert measures.of_answers(with_question(HOURS), "uren", [{}]) is None


# --- explanation ----------------------------------------------------------------------------------------------------


def test_an_explanation_asks_keeps_and_counts_nothing():
    definition = Definition((Step("a", "A", (WORDS,)), Step("b", "B", (WORDS, TITLE))))
    chapters = answer_sheet.overview(definition, {"kort": "x"})

    assert kept(WORDS, "q-uitleg=iets") is None
    assert [(chapter.number, [line.question.key for line in chapter.lines]) for chapter in chapters] == [(2, ["kort"])]
    assert list(tally.count(definition, [{}])) == ["kort"]
    assert list(tally.keys(definition, {})) == [("kort", "no_answer")]


def test_an_explanation_needs_text_and_a_questionnaire_needs_a_question():
    assert check(with_question(WORDS)) == ["De vragenlijst heeft alleen uitleg en vraagt nog niets."]
    without = replace(WORDS, hint="")
    assert check(Definition((Step("s", "Stap", (without, TITLE)),))) == [
        "De uitleg “Nu over de hulp” heeft nog geen tekst."
    ]


# --- who speaks for whom --------------------------------------------------------------------------------------------


def test_answers_for_a_group_can_be_told_apart():
    assert blocks.is_of_group(EVERY_TYPE, {"speaks_for": {"option": "group"}})
    assert not blocks.is_of_group(EVERY_TYPE, {"speaks_for": {"option": "myself"}})
    assert not blocks.is_of_group(EVERY_TYPE, {})
    renamed = replace(blocks.speaks_for(), key="k7")
    assert blocks.is_of_group(with_question(renamed), {"k7": {"option": "group"}})
    assert not blocks.is_of_group(with_question(replace(renamed, block="")), {"k7": {"option": "group"}})


def test_the_block_may_have_other_words_but_no_other_answers_and_stands_once():
    other_words = replace(FOR_WHOM, options=(Option("myself", "Voor mij"), *FOR_WHOM.options[1:]))
    other_answers = replace(FOR_WHOM, options=FOR_WHOM.options[1:])
    problem = "Bij “Voor wie vult u deze vragenlijst in?” staan andere antwoorden dan bij dit vaste blok horen."

    assert check(with_question(other_words)) == []
    assert check(with_question(other_answers)) == [problem]
    assert check(with_question(replace(FOR_WHOM, block="weather"))) == [
        "De vraag “Voor wie vult u deze vragenlijst in?” is van een vast blok dat niet bestaat: weather."
    ]
    assert check(Definition((Step("s", "Stap", (FOR_WHOM, replace(FOR_WHOM, key="b"))),))) == [
        "Het vaste blok “speaks_for” kan maar één keer in een vragenlijst staan."
    ]


# --- as data --------------------------------------------------------------------------------------------------------


def test_the_questionnaire_with_every_type_has_every_type_and_no_problems():
    assert {question.kind for question in EVERY_TYPE.questions()} == set(TYPES)
    assert check(EVERY_TYPE) == []
    assert schema.from_json(schema.to_json(EVERY_TYPE)) == EVERY_TYPE
    assert set(ANSWERS) <= {question.key for question in EVERY_TYPE.questions()}


def test_what_a_question_does_not_use_is_not_written_down():
    (written,) = schema.to_json(with_question(GOOD))["steps"][0]["questions"]

    assert set(written) == {"key", "kind", "label", "hint", "required", "options", "other", "sensitive"}


@pytest.mark.parametrize("wrong", [{"lowest": "1"}, {"highest": 2.5}, {"decimals": True}, {"unknown": 1}, {"unit": 3}])
def test_a_property_of_another_shape_is_not_read(wrong):
    document = {"key": "q", "kind": "number", "label": "Q"} | wrong

    with pytest.raises(schema.UnreadableDefinitionError):
        read_definition({"schema": 1, "steps": [{"key": "s", "title": "S", "questions": [document]}]})


def test_settings_of_another_shape_are_not_read():
    for settings in ([], {"lowest": [1]}, {"lowest": None}):
        document = {"key": "q", "kind": "number", "label": "Q", "settings": settings}
        with pytest.raises(schema.UnreadableDefinitionError):
            read_definition({"schema": 2, "steps": [{"key": "s", "title": "S", "questions": [document]}]})


@pytest.mark.parametrize(
    ("old", "new", "sentence", "breaks"),
    [
        (GRADE, {"highest": 5}, "Het laagste of hoogste getal bij “Welk cijfer geeft u de hulp?” is veranderd.", True),
        (GRADE, {"unknown": False}, "Antwoord “weet ik niet” bij “Welk cijfer geeft u de hulp?” is weg.", False),
        (
            EFFORT,
            {"highest_label": "makkelijk"},
            "De woorden bij het hoogste punt van “Hoeveel moeite kost het om hulp te vragen?” zijn veranderd.",
            False,
        ),
        (HOURS, {"unit": "uur per maand"}, "De eenheid bij “Hoeveel uur hulp krijgt u?” is veranderd.", True),
        (HOURS, {"decimals": 0}, DECIMALS, True),
        (HOURS, {"decimals": 2}, DECIMALS, False),
        (FOR_WHOM, {"block": ""}, "Vraag “Voor wie vult u deze vragenlijst in?” is nu geen vast blok.", False),
    ],
)  # fmt: skip
def test_a_change_of_a_property_is_named_with_what_it_does_to_the_figures(old, new, sentence, breaks):
    changed = replace(old, **new) if "block" in new else with_settings(old, **new)
    (change,) = compare(with_question(old), with_question(changed))

    assert (change.sentence, change.breaks_figures) == (sentence, breaks)


def test_every_kept_answer_is_shown_in_words():
    chapters = answer_sheet.overview(EVERY_TYPE, ANSWERS, CONTEXT)
    shown = {line.question.key: line.answer for chapter in chapters for line in chapter.lines if line.answer}

    assert set(shown) == set(ANSWERS)
    assert (shown["cijfer"], shown["moeite"], shown["weet"]) == ("7", "5: geen moeite", "Weet ik niet")


def test_a_question_type_that_is_unknown_is_no_explanation():
    strange = Question("v", "telepathy", "Wat denkt u?")

    assert check(with_question(strange)) == ["De vraag “Wat denkt u?” is van een soort die niet bestaat: telepathy."]
