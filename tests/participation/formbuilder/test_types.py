"""What people may answer, what is kept of it, and what they read when something is wrong."""

import pytest
from django.http import QueryDict

from participation.formbuilder.build import clean_fast, initial, step_form_class
from participation.formbuilder.schema import Definition, Question, Step
from participation.formbuilder.types import type_of
from participation.formbuilder.types.municipality import tidy_postcode
from participation.formbuilder.types.text import LONGEST_TEXT
from tests.participation.formbuilder.questionnaire import BETTER, CONTEXT, GOOD, HELPED, TRAVEL, WHERE

WHERE_IF_WANTED = Question("waar", "municipality", "Waar woont u?", required=False)


def form_of(question, post):
    definition = Definition((Step("s", "Stap", (question,)),))
    form = step_form_class(definition, 0, context=CONTEXT)(QueryDict(post))
    form.is_valid()
    return form


def kept(question, post):
    form = form_of(question, post)
    assert not form.errors
    return form.answers.get(question.key)


def sentences(question, post):
    form = form_of(question, post)
    assert form.answers == {}
    return {name: [str(text) for text in texts] for name, texts in form.errors.items()}


# --- one choice -----------------------------------------------------------------------------------------------------


def test_a_choice_keeps_the_key_of_the_option():
    assert kept(TRAVEL, "q-reis=bus") == {"option": "bus"}


def test_the_other_answer_keeps_its_words_as_typed():
    assert kept(TRAVEL, "q-reis=other&q-reis-other=+Te+voet%2C+met+de+rollator+") == {
        "option": "other",
        "text": " Te voet, met de rollator ",
    }


def test_choosing_the_other_answer_asks_for_its_words():
    assert sentences(TRAVEL, "q-reis=other&q-reis-other=+") == {
        "q-reis-other": ["Schrijf bij “Hoe komt u bij de dagbesteding?” op wat u bedoelt met “Anders, namelijk”."]
    }


@pytest.mark.parametrize("picked", ["", "q-reis=bus&"])
def test_words_without_choosing_the_other_answer_are_an_error_that_keeps_them(picked):
    form = form_of(TRAVEL, picked + "q-reis-other=met+de+buurvrouw")

    assert list(form.errors) == ["q-reis-other"]
    assert "Kies dan ook dat antwoord, of maak het vak leeg." in form.errors["q-reis-other"][0]
    assert form["q-reis-other"].value() == "met de buurvrouw"


def test_a_choice_that_is_needed_says_which_one():
    assert sentences(TRAVEL, "") == {"q-reis": ["Kies bij “Hoe komt u bij de dagbesteding?” een antwoord."]}


def test_a_choice_that_is_not_needed_may_be_left_open():
    assert kept(HELPED, "") is None


def test_an_option_that_is_not_in_the_list_is_refused():
    assert sentences(HELPED, "q-hulp=misschien") == {
        "q-hulp": ["Kies bij “Helpt iemand u daarbij?” een antwoord uit de lijst."]
    }


def test_two_values_for_one_choice_are_refused_and_not_silently_the_last():
    assert sentences(HELPED, "q-hulp=ja&q-hulp=nee") == {
        "q-hulp": ["Bij “Helpt iemand u daarbij?” kwam meer dan één antwoord binnen. Geef één antwoord."]
    }


# --- long text ------------------------------------------------------------------------------------------------------


def test_a_text_is_kept_as_typed_with_one_kind_of_line_end():
    typed = "  Eerst dit.\r\nDan dat: 😀 שלום\tén é\rEinde "
    post = QueryDict(mutable=True)
    post["q-goed"] = typed

    form = step_form_class(Definition((Step("s", "Stap", (GOOD,)),)), 0, context=CONTEXT)(post)

    assert form.is_valid()
    assert form.answers == {"goed": "  Eerst dit.\nDan dat: 😀 שלום\tén é\nEinde "}


def test_a_text_of_nothing_but_space_is_no_answer():
    assert kept(BETTER, "q-beter=+%0D%0A+") is None
    assert sentences(GOOD, "q-goed=+%0D%0A+") == {"q-goed": ["Vul bij “Wat gaat er goed?” een antwoord in."]}


def test_a_text_of_four_thousand_signs_fits_and_one_more_does_not():
    assert kept(GOOD, "q-goed=" + "a" * LONGEST_TEXT) == "a" * LONGEST_TEXT
    assert sentences(GOOD, "q-goed=" + "a" * (LONGEST_TEXT + 1)) == {
        "q-goed": ["Uw antwoord bij “Wat gaat er goed?” is te lang: 4.001 tekens. Er passen 4.000 tekens in."]
    }


def test_line_ends_of_a_browser_count_once():
    assert kept(GOOD, "q-goed=" + "a%0D%0A" * (LONGEST_TEXT // 2)) == "a\n" * (LONGEST_TEXT // 2)


@pytest.mark.parametrize("sign", ["\x00", "\x07", "\x0b", "\x7f", "\x85", "\ud800", "\ufffe"])
def test_a_sign_that_cannot_be_kept_is_refused_and_the_message_says_where(sign):
    post = QueryDict(mutable=True)
    post["q-goed"] = f"De chauffeur wacht{sign} altijd"
    form = step_form_class(Definition((Step("s", "Stap", (GOOD,)),)), 0, context=CONTEXT)(post)

    assert form.errors["q-goed"] == [
        "In uw antwoord bij “Wat gaat er goed?” staat na “De chauffeur wacht” een onzichtbaar teken. "
        "Dat kunnen wij niet bewaren. Haal het weg of typ dat stukje opnieuw."
    ]
    assert "De chauffeur wacht" in str(form["q-goed"])
    str(form["q-goed"]).encode()  # a page can hold it


def test_marks_for_writing_from_right_to_left_are_kept():
    assert kept(GOOD, "q-goed=%E2%80%8Fabc%E2%80%AE") == "\u200fabc\u202e"


# --- municipality ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "tidy"),
    [
        ("1404gz", "1404 GZ"),
        (" 1404  gz ", "1404 GZ"),
        ("1404-GZ", "1404 GZ"),
        ("1404.g.z", "1404 GZ"),
        ("1404", "1404"),
        ("１４０４ＧＺ", "1404 GZ"),
        ("0404GZ", ""),
        ("14044", ""),
        ("1404 GZZ", ""),
        ("Bussum", ""),
        ("1404" + " " * 100, ""),
    ],
)
def test_a_postcode_may_be_written_in_any_spelling(typed, tidy):
    assert tidy_postcode(typed) == tidy


def test_a_chosen_municipality_needs_no_postcode():
    assert kept(WHERE, "q-waar=GM0402") == "GM0402"


@pytest.mark.parametrize("way_out", ["no_fixed_address", "outside_region", "not_said"])
def test_a_way_out_is_an_answer(way_out):
    assert kept(WHERE, f"q-waar={way_out}") == way_out


@pytest.mark.parametrize("postcode", ["1222", "1222 AB", "nonsens", "1222%00"])
def test_of_a_postcode_beside_the_municipality_that_it_lies_in_nothing_is_kept(postcode):
    assert kept(WHERE, f"q-waar=GM0402&q-waar-postcode={postcode}") == "GM0402"


@pytest.mark.parametrize("way_out", ["no_fixed_address", "outside_region", "not_said"])
def test_who_takes_a_way_out_is_not_asked_back_for_a_postcode(way_out):
    assert kept(WHERE, f"q-waar={way_out}&q-waar-postcode=1404gz") == way_out


def test_a_postcode_that_was_changed_is_looked_up_again_whatever_stands_chosen():
    """Chosen is what we suggested for the postcode of before; nobody need have looked at it."""
    form = form_of(WHERE, "q-waar=GM0402&q-waar-postcode=1404gz")

    assert "wij denken Gooise Meren bij postcode 1404 GZ" in form.errors["q-waar"][0]
    assert form["q-waar"].value() == "GM1942"
    assert form.answers == {}
    assert kept(WHERE, "q-waar=GM0402&q-waar-postcode=") == "GM0402", "who chooses another answer has the last word"


@pytest.mark.parametrize("postcode", ["3011", "9999"])
def test_a_postcode_without_municipality_beside_a_chosen_one_is_asked_back_with_none_chosen(postcode):
    form = form_of(WHERE, f"q-waar=GM0402&q-waar-postcode={postcode}")

    assert "kennen wij geen gemeente" in form.errors["q-waar"][0]
    assert not form["q-waar"].value()


def test_a_postcode_alone_comes_back_with_its_municipality_to_confirm():
    form = form_of(WHERE, "q-waar-postcode=1404gz")

    assert form.errors["q-waar"] == [
        "Controleer uw gemeente bij “Waar woont u?”: wij denken Gooise Meren bij postcode 1404 GZ. "
        "Klopt dit? Ga dan verder. Klopt het niet? Kies dan een ander antwoord."
    ]
    assert form["q-waar"].value() == "GM1942"
    assert form["q-waar-postcode"].value() == "", "used and forgotten: what stands there next is another question"
    assert form.answers == {}


def test_a_postcode_of_two_municipalities_names_both_and_chooses_none():
    form = form_of(WHERE, "q-waar-postcode=1222AB")

    assert form.errors["q-waar"] == [
        "Controleer uw gemeente bij “Waar woont u?”: wij denken Hilversum of Gooise Meren bij postcode 1222 AB. "
        "Kies welke het is."
    ]
    assert not form["q-waar"].value()


@pytest.mark.parametrize("postcode", ["3011", "9999"])  # outside the region; of a municipality that is no more
def test_a_postcode_without_municipality_asks_for_one(postcode):
    assert sentences(WHERE, f"q-waar-postcode={postcode}") == {
        "q-waar": [f"Bij postcode {postcode} kennen wij geen gemeente in deze regio. Kies bij “Waar woont u?” zelf."]
    }


def test_what_is_no_postcode_is_said_and_kept_to_mend():
    form = form_of(WHERE, "q-waar-postcode=Bussum")

    assert form.errors["q-waar-postcode"] == [
        "Uw postcode bij “Waar woont u?” kennen wij niet. Schrijf hem als 1404 GZ, of kies uw gemeente."
    ]
    assert form["q-waar-postcode"].value() == "Bussum"


def test_a_municipality_that_is_needed_offers_both_ways():
    assert sentences(WHERE, "") == {"q-waar-postcode": ["Vul bij “Waar woont u?” uw postcode in of kies uw gemeente."]}
    assert kept(WHERE_IF_WANTED, "") is None


# --- all types ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "stored", "words", "counted"),
    [
        (TRAVEL, {"option": "bus"}, "Met de bus", ["bus"]),
        (TRAVEL, {"option": "other", "text": "te voet"}, "Anders, namelijk: te voet", ["other"]),
        (GOOD, "Twee\nregels", "Twee\nregels", ["answered"]),
        (WHERE, "GM0406", "Huizen", ["GM0406"]),
        (WHERE, "not_said", "Dat zeg ik liever niet", ["not_said"]),
        (WHERE, "GM0417", "GM0417", ["GM0417"]),  # of a municipality that the present context does not know
    ],
)
def test_a_kept_answer_is_shown_in_words_and_counted_under_its_key(question, stored, words, counted):
    assert type_of(question).show(question, stored, CONTEXT) == words
    assert list(type_of(question).tally(question, stored)) == counted


@pytest.mark.parametrize(
    ("question", "stored"),
    [
        (TRAVEL, {"option": "bus"}),
        (TRAVEL, {"option": "other", "text": " te voet "}),
        (GOOD, "  Twee\nregels "),
        (WHERE, "GM0406"),
    ],
)
def test_a_kept_answer_fills_the_form_again_and_comes_out_equal(question, stored):
    step = Step("s", "Stap", (question,))
    form_class = step_form_class(Definition((step,)), 0, context=CONTEXT)

    assert clean_fast(form_class, initial(step, {question.key: stored})) == ({question.key: stored}, {})
