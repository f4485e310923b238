"""Making a questionnaire: verbs on the working copy, and the pages around them."""

import re
from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse

from participation import queries
from participation.builder.services import forms
from participation.builder.services import working_copy as builder
from participation.enums import FormState
from participation.formbuilder import blocks, checking
from participation.formbuilder.schema import Option, Question
from participation.formbuilder.types import TYPES
from participation.formbuilder.types.settings import with_settings
from participation.models import Form, FormVersion, WorkingCopy
from projects.models import TeamMember
from samenkracht.accounts.actors import Staff
from samenkracht.accounts.permissions import NotPermitted
from samenkracht.audit.models import AuditEvent
from tests.factories.participation import make_form, send
from tests.factories.projects import PlanLineFactory, ProjectFactory, TeamMemberFactory
from tests.moments import NOW

# Pages are drawn alike on every database; journeys meet them on the other one.
pytestmark = pytest.mark.postgresql

FACTS = {
    "title": "Uw hulp thuis",
    "purpose": "Wij willen weten hoe het gaat.",
    "readers": "de projectleider",
    "minutes": "5",
    "plan_line": "",
    "opens_day": "",
    "opens_hour": "",
    "closes_day": "30-11-2099",
    "closes_hour": "",
}
QUESTION = {"label": "Hoe gaat het?", "hint": "", "options": "Goed\nSlecht", "other": "", "required": "on"}


@pytest.fixture
def project(cast):
    project = ProjectFactory(title="Hulp thuis", slug="hulp-thuis", is_public=True)
    TeamMemberFactory(project=project, user=cast.leader, part="leader")
    return project


@pytest.fixture
def draft(project) -> Form:
    return make_form(project=project, definition=None, title="Nieuw")


@pytest.fixture
def published(project) -> Form:
    return make_form(project=project)


@pytest.fixture
def by(cast):
    return Staff(cast.leader)


@pytest.fixture
def leader(cast) -> Client:
    client = Client()
    client.force_login(cast.leader)
    return client


def of(name: str, form: Form, **more: str) -> str:
    return reverse(name, kwargs={"slug": form.project.slug, "form": form.slug, **more})


def now(form: Form) -> queries.Working:
    return queries.working_copy(Form.objects.select_related("published_version").get(pk=form.pk))


def sent(form: Form, **texts: str) -> dict[str, str]:
    return {"edition": str(now(form).edition)} | texts


# --- verbs --------------------------------------------------------------------------------------------------------


def test_a_form_without_working_copy_starts_from_what_was_published(published):
    assert now(published).definition == queries.definition_of(published.published_version)
    assert now(published).edition == 0


def test_residents_see_nothing_of_a_change_before_it_is_published(published, by):
    builder.remove_question(form=published, edition=0, key="beter1", by=by, at=NOW)

    assert published.published_version.definition == FormVersion.objects.get().definition
    assert len(list(now(published).definition.questions())) == 2


def test_only_team_and_coordinator_build(draft, cast):
    for part in ("other_leader", "director", "administrator"):
        with pytest.raises(NotPermitted):
            builder.add_step(form=draft, edition=0, title="x", by=Staff(cast.users[part]), at=NOW)
    assert not WorkingCopy.objects.exists()


def test_the_second_of_two_editors_is_refused_and_overwrites_nothing(draft, by):
    builder.add_step(form=draft, edition=0, title="Van de eerste", by=by, at=NOW)

    with pytest.raises(builder.ChangedMeanwhile):
        builder.add_step(form=draft, edition=0, title="Van de tweede", by=by, at=NOW)
    assert [step.title for step in now(draft).definition.steps] == ["Van de eerste"]


def test_each_change_is_recorded_without_its_words(draft, by):
    step = builder.add_step(form=draft, edition=0, title="Geheime titel", by=by, at=NOW)

    event = AuditEvent.objects.get(event="form.step_added")
    assert event.data == {"key": step.key}
    assert "Geheime" not in str(vars(event))


def test_what_changes_nothing_counts_as_no_edition(published, by):
    builder.move_step(form=published, key="nu1", up=True, by=by, at=NOW)

    assert now(published).edition == 0


def test_a_part_that_is_gone_is_said_to_be_gone(published, by):
    with pytest.raises(builder.PartGone):
        builder.change_step(form=published, edition=0, key="weg1", title="x", by=by, at=NOW)


def test_a_question_moves_over_the_edge_of_its_step(published, by):
    builder.move_question(form=published, key="plaats1", up=True, by=by, at=NOW)

    first, second = now(published).definition.steps
    assert [question.key for question in first.questions] == ["hulp1", "beter1", "plaats1"]
    assert second.questions == ()


def test_keys_are_given_once_and_never_made_of_words(draft, by):
    step = builder.add_step(form=draft, edition=0, title="Wonen", by=by, at=NOW)
    question = Question("wonen", "long_text", "Wonen")
    added = builder.add_question(form=draft, edition=1, step_key=step.key, question=question, by=by, at=NOW)
    assert re.fullmatch("k[a-z0-9]{7}", added.key)

    builder.change_question(
        form=draft, edition=2, question=Question(added.key, "long_text", "Iets anders"), by=by, at=NOW
    )
    assert now(draft).definition.steps[0].questions[0].key == added.key


def test_publishing_makes_a_version_and_the_same_again_is_refused(published, by):
    builder.remove_question(form=published, edition=0, key="beter1", by=by, at=NOW)
    assert builder.publish(form=published, edition=1, by=by, at=NOW).number == 2

    again = Form.objects.get(pk=published.pk)
    with pytest.raises(builder.NothingChanged):
        builder.publish(form=again, edition=1, by=by, at=NOW)


def test_publishing_what_somebody_changed_meanwhile_is_refused(published, by):
    builder.remove_question(form=published, edition=0, key="beter1", by=by, at=NOW)
    with pytest.raises(builder.ChangedMeanwhile):
        builder.publish(form=published, edition=0, by=by, at=NOW)
    assert FormVersion.objects.count() == 1


def test_changing_facts_keeps_the_address_and_records_the_names(published, by):
    changed = forms.change(form=published, by=by, at=NOW, title="Anders", minutes=5)

    assert (changed.title, changed.slug) == ("Anders", "uw-ervaring")
    assert AuditEvent.objects.get(event="form.changed").data == {"changed": ["title"]}


def test_a_form_called_nieuw_does_not_take_the_page_on_which_forms_are_made(draft):
    assert draft.slug == "nieuw-2"


# --- pages: from nothing to published -----------------------------------------------------------------------------


def test_a_form_is_made_built_and_published_through_pages(project, leader):
    line = PlanLineFactory(project=project, input="Wat u nodig hebt")
    place = f"{reverse('form_add', args=[project.slug])}?regel={line.key}"
    assert f'value="{line.key}" selected' in leader.get(place).content.decode()
    assert leader.post(place, FACTS | {"plan_line": line.key}).status_code == 302
    form = Form.objects.get()
    assert (form.plan_line, form.closes_at.isoformat()) == (line, "2099-11-30T23:00:00+00:00")

    leader.post(of("step_add", form), sent(form, title="Over u", intro=""))
    step = now(form).definition.steps[0]
    leader.post(of("question_add", form, key=step.key), sent(form, soort="choice", **QUESTION))
    question = now(form).definition.steps[0].questions[0]
    assert [option.label for option in question.options] == ["Goed", "Slecht"]
    assert question.required

    page = leader.get(of("form_publish", form)).content.decode()
    assert "Publiceer versie 1" in page
    assert leader.post(of("form_publish", form), sent(form)).status_code == 302
    form.refresh_from_db()
    assert form.published_version.number == 1
    assert "Hoe gaat het?" in leader.get(reverse("form_fill", args=[form.slug])).content.decode()


def test_the_one_step_of_a_form_has_nowhere_to_go(draft, leader):
    places = ("Zet “Over u” een plaats hoger", "Zet “Over u” een plaats lager")
    leader.post(of("step_add", draft), sent(draft, title="Over u", intro=""))
    alone = leader.get(of("form_build", draft)).text
    leader.post(of("step_add", draft), sent(draft, title="Over later", intro=""))
    first = leader.get(of("form_build", draft) + f"?stap={now(draft).definition.steps[0].key}").text

    assert [place in alone for place in places] == [False, False]
    assert [place in first for place in places] == [False, True]


@pytest.mark.parametrize("kind", list(TYPES))
def test_a_type_declares_what_publishing_would_refuse(kind):
    """What may not stay empty, and whether a question of this kind can be sensitive."""
    whole = {"hint": "h", "lowest": 1, "highest": 5, "lowest_label": "a", "highest_label": "b", "unit": "c"}
    given = {name: value for name, value in whole.items() if name in {one.key for one in TYPES[kind].settings}}
    empty = Question("q", kind, "?")
    question = with_settings(replace(empty, hint=whole["hint"]), **given)

    def problems(one):
        return len(list(checking.question_problems(one)))

    emptied = {name: problems(with_settings(question, **{name: None})) for name in given}
    emptied["hint"] = problems(replace(question, hint=""))
    assert {name for name, found in emptied.items() if found > problems(question)} == TYPES[kind].needed
    assert TYPES[kind].can_be_sensitive == (problems(replace(empty, sensitive=True)) == problems(empty))


@pytest.mark.parametrize("kind", list(TYPES))
def test_every_kind_of_question_has_fields_to_make_it_by_its_own_description(published, leader, kind):
    place = of("question_add", published, key="nu1")
    page = leader.get(place, {"soort": kind})
    assert page.status_code == 200
    names = set(page.context["form"].fields)
    assert TYPES[kind].properties <= names
    assert ("required" in names) == TYPES[kind].asks

    texts = QUESTION | {
        "soort": kind,
        "hint": "Uitleg",
        "lowest": "1",
        "highest": "5",
        "lowest_label": "Slecht",
        "highest_label": "Goed",
    }
    answer = leader.post(place, sent(published, **texts))
    assert answer.status_code == 302
    added = now(published).definition.steps[0].questions[-1]
    assert (added.kind, added.label) == (kind, "Hoe gaat het?")


def test_publishing_with_problems_says_which_and_publishes_nothing(draft, leader, by):
    builder.add_step(form=draft, edition=0, title="Leeg", by=by, at=NOW)

    page = leader.get(of("form_publish", draft)).content.decode()
    assert "Stap 1 heeft nog geen vragen." in page
    assert "Publiceer versie 1</span>" not in page
    assert leader.post(of("form_publish", draft), sent(draft)).status_code == 422
    assert not FormVersion.objects.exists()


def test_publishing_shows_what_changed_and_what_can_no_longer_be_counted_together(published, leader, by):
    builder.remove_question(form=published, edition=0, key="beter1", by=by, at=NOW)
    other_kind = Question("hulp1", "long_text", "Wie helpt u nu?")
    builder.change_question(form=published, edition=1, question=other_kind, by=by, at=NOW)

    page = leader.get(of("form_publish", published)).content.decode()
    assert "Vraag “Wat kan er beter?” is weg." in page
    assert page.count("Telt apart") == 2


# --- two editors --------------------------------------------------------------------------------------------------


def test_a_page_of_before_answers_409_with_what_was_typed_and_the_new_edition(published, leader, by):
    place = of("question_change", published, key="hulp1")
    builder.change_step(form=published, edition=0, key="over1", title="Van een ander", by=by, at=NOW)

    typed = QUESTION | {"label": "Mijn nieuwe woorden", "options": "De thuiszorg\nMijn familie\nNiemand"}
    answer = leader.post(place, typed | {"edition": "0"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Mijn nieuwe woorden" in page
    assert 'name="edition" value="1"' in page
    assert "intussen gewijzigd" in page

    assert leader.post(place, typed | {"edition": "1"}).status_code == 302
    assert now(published).definition.question("hulp1").label == "Mijn nieuwe woorden"


def test_a_question_that_was_taken_out_meanwhile_comes_back_as_a_new_one(published, leader, by):
    builder.remove_question(form=published, edition=0, key="hulp1", by=by, at=NOW)

    answer = leader.post(of("question_change", published, key="hulp1"), QUESTION | {"edition": "0", "soort": "choice"})
    assert answer.status_code == 409
    assert "Hoe gaat het?" in answer.content.decode()
    assert of("question_add", published, key="nu1") in answer.content.decode()
    assert leader.get(of("question_change", published, key="hulp1")).status_code == 404


# --- answers keep their keys ---------------------------------------------------------------------------------------


def keys_by_label(form: Form) -> dict[str, str]:
    return {option.label: option.key for option in now(form).definition.question("hulp1").options}


def test_unchanged_answers_keep_their_keys_in_another_order(published, leader):
    options = "Niemand\nDe thuiszorg\nMijn familie\nEen vriend"
    place = of("question_change", published, key="hulp1")
    assert leader.post(place, sent(published, **QUESTION | {"options": options})).status_code == 302

    keys = keys_by_label(published)
    assert {"Niemand": "niemand", "De thuiszorg": "thuiszorg", "Mijn familie": "familie"}.items() <= keys.items()
    assert re.fullmatch("k[a-z0-9]{7}", keys["Een vriend"])


@pytest.mark.parametrize(("choice", "keeps"), [("nu:Thuiszorg", True), ("weg", False)])
def test_the_form_asks_whether_new_words_are_the_same_answer(published, leader, choice, keeps):
    texts = sent(published, **QUESTION | {"options": "Thuiszorg\nMijn familie\nNiemand"})
    place = of("question_change", published, key="hulp1")

    asked = leader.post(place, texts)
    assert asked.status_code == 422
    assert "Wat gebeurde er met “De thuiszorg”?" in asked.content.decode()
    assert keys_by_label(published)["De thuiszorg"] == "thuiszorg"

    assert leader.post(place, texts | {"was-thuiszorg": choice}).status_code == 302
    assert (keys_by_label(published)["Thuiszorg"] == "thuiszorg") is keeps


def test_nothing_is_asked_about_answers_that_nobody_could_give_yet(draft, leader, by):
    step = builder.add_step(form=draft, edition=0, title="Een", by=by, at=NOW)
    options = (Option("a", "Ja hoor"), Option("b", "Nee"))
    question = Question("x", "choice", "Wat?", options=options)
    added = builder.add_question(form=draft, edition=1, step_key=step.key, question=question, by=by, at=NOW)

    place = of("question_change", draft, key=added.key)
    assert leader.post(place, sent(draft, **QUESTION | {"options": "Jazeker\nNee"})).status_code == 302


def test_the_standard_question_keeps_its_keys_in_every_form_and_lets_only_words_change(published, leader):
    assert leader.post(of("speaks_for_add", published, key="over1")).status_code == 302
    leader.post(of("speaks_for_add", published, key="over1"))
    (asked,) = [question for question in now(published).definition.questions() if question.block]
    assert asked == blocks.speaks_for()

    place, words = of("question_change", published, key=asked.key), ["Ik", "Wij samen", "Een ander", "Een groep"]
    fewer = QUESTION | {"options": "\n".join(words[:3])}
    assert leader.post(place, sent(published, **fewer)).status_code == 422
    assert leader.post(place, sent(published, **fewer | {"options": "\n".join(words)})).status_code == 302
    changed = now(published).definition.question(asked.key)
    assert [(option.key, option.label) for option in changed.options] == list(
        zip(blocks.BLOCKS[blocks.SPEAKS_FOR], words, strict=True)
    )
    assert checking.check(now(published).definition) == []


def test_what_a_kind_cannot_do_without_is_asked_at_once(published, leader):
    answer = leader.post(of("question_add", published, key="nu1"), sent(published, soort="scale", label="Hoe goed?"))
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"lowest", "highest", "lowest_label", "highest_label"}


# --- facts, closing, preview, list --------------------------------------------------------------------------------


def test_a_closing_hour_that_was_not_touched_stays_to_the_second(published, leader, by):
    closed = forms.close(form=published, by=by, at=NOW.replace(second=27, microsecond=5))
    page = leader.get(of("form_change", published))
    shown = {name: page.context["form"][name].value() or "" for name in FACTS}
    texts = {k: v.strftime("%H:%M") if k.endswith("_hour") and v else v for k, v in shown.items()}
    texts = {k: v.strftime("%d-%m-%Y") if k.endswith("_day") and v else v for k, v in texts.items()}

    assert leader.post(of("form_change", published), texts | {"title": "Anders"}).status_code == 302
    published.refresh_from_db()
    assert (published.title, published.closes_at) == ("Anders", closed.closes_at)


def test_a_time_without_a_day_and_closing_before_opening_are_refused_at_the_field(published, leader):
    place = of("form_change", published)
    for texts, words in (
        ({"opens_hour": "9:00"}, "Vul bij de tijd ook een dag in."),
        ({"opens_day": "1-12-2099"}, "sluit later dan het opengaat"),
    ):
        answer = leader.post(place, FACTS | texts)
        assert answer.status_code == 422
        assert words in answer.content.decode()


def test_closing_now_and_opening_again_by_another_date(published, leader):
    assert leader.post(of("form_close", published)).status_code == 302
    published.refresh_from_db()
    assert published.state_at(published.closes_at) == FormState.CLOSED

    leader.post(of("form_change", published), FACTS | {"opens_day": "1-1-2026", "closes_day": "1-1-2099"})
    published.refresh_from_db()
    assert published.state_at(NOW) == FormState.OPEN


def test_the_preview_shows_the_step_of_a_resident_without_a_way_to_send(published, leader, by):
    builder.change_step(form=published, edition=0, key="nu1", title="Nog niet gepubliceerd", by=by, at=NOW)

    page = leader.get(of("form_preview", published)).content.decode()
    main = page[page.index("<main") : page.index("</main")]
    assert "Nog niet gepubliceerd" in main
    assert 'name="q-hulp1"' in main
    assert "<form" not in main
    assert "<button" not in main
    assert "Dit is een voorbeeld" in main
    assert leader.get(of("form_preview", published), {"stap": "2"}).status_code == 200
    for beyond in ("0", "3", "x", "-1"):
        assert leader.get(of("form_preview", published), {"stap": beyond}).status_code == 404


def test_the_list_gives_the_team_exact_counts_and_a_reader_none(published, leader, cast):
    send(published)
    place = reverse("form_list", args=[published.project.slug])
    assert "Inzendingen tot nu" in leader.get(place).content.decode()
    assert [total for _form, _state, total in leader.get(place).context["rows"]] == [1]

    reader = Client()
    reader.force_login(cast.director)
    page = reader.get(place)
    assert "Inzendingen tot nu" not in page.content.decode()
    assert [total for _form, _state, total in page.context["rows"]] == [None]
    assert of("form_build", published) not in page.content.decode()


def test_every_link_of_the_list_opens_for_whoever_sees_it(published, leader):
    page = leader.get(reverse("form_list", args=[published.project.slug])).content.decode()
    links = set(re.findall(r'href="(/werkplek/projecten/[^"]*/formulieren/[^"]*)"', page))
    assert len(links) >= 4
    assert {leader.get(link).status_code for link in links} == {200}


@pytest.mark.parametrize("count", [1, 8])
def test_list_costs_the_same_however_many_forms(project, leader, django_assert_max_num_queries, count):
    for number in range(count):
        make_form(project=project, title=f"Formulier {number}")
    place = reverse("form_list", args=[project.slug])
    leader.get(place)
    with django_assert_max_num_queries(9):
        leader.get(place)


@pytest.mark.parametrize("count", [1, 20])
def test_builder_costs_the_same_however_many_questions(draft, leader, by, django_assert_max_num_queries, count):
    step = builder.add_step(form=draft, edition=0, title="Een", by=by, at=NOW)
    for number in range(count):
        question = Question("x", "long_text", f"Vraag {number}")
        builder.add_question(form=draft, edition=None, step_key=step.key, question=question, by=by, at=NOW)
    leader.get(of("form_build", draft))
    with django_assert_max_num_queries(6):
        assert leader.get(of("form_build", draft)).status_code == 200


def test_the_chain_leads_to_making_the_missing_form(project, leader):
    line = PlanLineFactory(project=project)
    page = leader.get(project.get_absolute_url()).content.decode()
    assert page.count(f"{reverse('form_add', args=[project.slug])}?regel={line.key}") == 2
    assert TeamMember.objects.count() == 1


def test_numbers_of_a_form_and_of_a_question_are_read_as_residents_numbers_are(draft, leader, by):
    facts = leader.post(of("form_change", draft), FACTS | {"minutes": "1.000"})
    assert facts.status_code == 422
    assert "Schrijf een getal van 120 of lager." in facts.content.decode()

    step = builder.add_step(form=draft, edition=0, title="Een", by=by, at=NOW)
    bounds = {
        "soort": "number",
        "label": "Hoeveel?",
        "hint": "",
        "lowest": "-1.000",
        "highest": "10.000",
        "decimals": "",
    }
    assert leader.post(of("question_add", draft, key=step.key), sent(draft, **bounds, unit="")).status_code == 302
    (question,) = now(draft).definition.questions()
    assert question.settings == {"lowest": -1000, "highest": 10_000}


SCALE = {
    "soort": "scale",
    "label": "Welk cijfer?",
    "lowest": "1",
    "highest": "5",
    "lowest_label": "a",
    "highest_label": "b",
}
CHOICE = {"soort": "choice", "label": "Wie?", "options": "Ik\nU"}


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        (SCALE | {"lowest": "5", "highest": "1"}, "highest", "het hoogste getal hoger zijn dan het laagste"),
        (SCALE | {"highest": "40"}, "highest", "moet 2 tot en met 11 punten hebben"),
        (SCALE | {"lowest_label": "a" * 61}, "lowest_label", "60"),
        (
            {"soort": "number", "label": "Hoeveel?", "lowest": "5", "highest": "5"},
            "highest",
            "hoger zijn dan het laagste",
        ),
        ({"soort": "number", "label": "Hoeveel?", "decimals": "3"}, "decimals", "2 of lager"),
        (CHOICE | {"options": "Ik"}, "options", "minstens twee antwoorden"),
        (CHOICE | {"other": "ik"}, "__all__", "staat het antwoord “ik” 2 keer"),
        ({"soort": "explanation", "label": "Goed om te weten", "hint": ""}, "hint", "Vul “Tekst” in."),
        ({"soort": "explanation", "label": "", "hint": "Tekst"}, "label", "Vul “Kop” in."),
    ],
)
def test_what_could_not_be_published_is_refused_at_its_field_while_it_is_written(
    draft, leader, by, typed, field, words
):
    step = builder.add_step(form=draft, edition=0, title="Een", by=by, at=NOW)

    answer = leader.post(of("question_add", draft, key=step.key), sent(draft, **typed))

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert words in str(answer.context["form"].errors[field])
    assert not list(now(draft).definition.questions())


def test_what_stands_in_the_way_of_publishing_leads_to_its_question(draft, leader, by):
    step = builder.add_step(form=draft, edition=0, title="Een", by=by, at=NOW)
    wrong = Question(
        "new", "scale", "Welk cijfer?", settings={"lowest": 5, "highest": 1, "lowest_label": "a", "highest_label": "b"}
    )
    added = builder.add_question(form=draft, edition=1, step_key=step.key, question=wrong, by=by, at=NOW)

    for name in ("form_publish", "form_build"):
        page = leader.get(of(name, draft)).content.decode()
        link = re.search(r'href="([^"]*)">\s*Bij “Welk cijfer\?” moet het hoogste getal hoger zijn', page)
        assert link[1] == of("form_build", draft) + f"?stap={step.key}#vraag-{added.key}"
