"""Answers to sensitive questions: read by who may, and by nobody who has only the database (trust 40)."""

import base64
import subprocess
from dataclasses import replace
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.urls import reverse

from participation import queries
from participation.builder.forms.questions import QuestionForm
from participation.builder.services import forms
from participation.enums import Channel, ExportFormat
from participation.formbuilder import answers as answer_sheet
from participation.formbuilder.schema import Definition, Question
from participation.formbuilder.types import type_of
from participation.formbuilder.types.text import StillSealedError
from participation.intake.collect import PLACE, decrypted
from participation.intake.services import encryption, receipts
from participation.intake.services import submissions as receiving
from participation.models import Draft, Form, Submission
from participation.results import services as tallies
from reports.dashboard import services as daily_batch
from reports.enums import Verdict
from reports.models import DailyFigure
from reports.recount.collect import Finding, recount
from samenkracht.core.security import key_rotation
from samenkracht.core.security.encryption import CannotDecrypt
from tests.factories.participation import TWO_STEPS, coordinator, make_form, send, send_many
from tests.moments import NOW
from tests.participation.exports.test_exports import made, rows_of_csv, unpacked
from tests.participation.fill_in import FIRST, SECOND, Walk
from tests.participation.intake.test_submissions import STORED_DRAFT, statements
from tests.services.environment import here

OPEN, SECRET = "Kanarie-open-7f3a", "Kanarie-slot-é91c"
OLD, NEW = "1:" + base64.b64encode(b"o" * 32).decode(), "2:" + base64.b64encode(b"n" * 32).decode()
# The same number, other bytes: what somebody has who restores with the key of another installation.
WRONG = "1:" + base64.b64encode(b"w" * 32).decode()
TELL = Question("slot1", "long_text", "Wat wilt u kwijt?", required=False, sensitive=True)
DEFINITION = Definition(
    steps=(replace(TWO_STEPS.steps[0], questions=(*TWO_STEPS.steps[0].questions, TELL)), TWO_STEPS.steps[1])
)
BEFORE = Definition(
    steps=(
        replace(DEFINITION.steps[0], questions=(*TWO_STEPS.steps[0].questions, replace(TELL, sensitive=False))),
        TWO_STEPS.steps[1],
    )
)
in_a_transaction = pytest.mark.django_db


@pytest.fixture
def form(db, settings) -> Form:
    settings.FIELD_KEYS = OLD
    return make_form(definition=DEFINITION, opens_at=None, closes_at=None)


def answers(text: str = SECRET, *, place: str = "0402") -> dict:
    given = {"hulp1": {"option": "familie"}, "beter1": OPEN, "plaats1": place}
    return given | ({"slot1": text} if text else {})


def tell(form: Form, text: str = SECRET, *, key: str = "a" * 32, **facts) -> receiving.Receipt:
    given = {"version": form.published_version, "channel": Channel.ONLINE, "at": NOW} | facts
    return receiving.receive(answers=answers(text), key=key, **given)


def texts(form: Form) -> list[str]:
    """What the export says under the sensitive question."""
    return [row["slot1"] for row in rows_of_csv(made(form))]


def take_figures(counted: int = 12) -> None:
    """The figures of a day, over all that was sent."""
    daily_batch.create(at=NOW + timedelta(days=1))
    assert DailyFigure.objects.get(definition="response").value == counted


def rotate(*words: str) -> str:
    out = StringIO()
    call_command("rotate_keys", *words, stdout=out)
    return next(line for line in out.getvalue().splitlines() if line.startswith(PLACE))


# --- the dump


def dump() -> str:
    """The whole database as who steals it has it: all tables as text, and of SQLite the very bytes of its files."""
    if here.postgresql is not None:
        place = ["-h", "127.0.0.1", "-p", str(here.postgresql.port), "-U", "samenkracht"]
        words = [str(here.postgresql.binaries / "pg_dump"), *place, connection.settings_dict["NAME"]]
        return subprocess.run(words, check=True, capture_output=True, text=True).stdout
    file = Path(connection.settings_dict["NAME"])
    bytes_of_files = (path.read_bytes() for path in file.parent.glob(f"{file.name}*"))
    return b"".join(bytes_of_files).decode("utf-8", "replace")


def test_a_stolen_database_tells_what_was_asked_in_the_open_and_no_sensitive_answer(real_commits, settings):
    settings.FIELD_KEYS = OLD
    form = make_form(definition=DEFINITION, opens_at=None, closes_at=None)
    typed = FIRST | {"q-beter1": OPEN, "q-slot1": SECRET}
    Walk(form.slug).open().press("next", typed).press("next", SECOND).press("send")  # a warm process
    Walk(form.slug).open().press("next", typed)  # somebody who stops halfway
    walk = Walk(form.slug).open().press("next", typed).press("next", SECOND)
    assert SECRET in walk.text, "the own overview shows it"
    seen = statements(lambda: walk.press("send"))
    tallies.aggregate_all(form_id=form.pk)

    stolen = dump()

    assert walk.response.status_code == 302
    assert seen == ["SELECT", *STORED_DRAFT[connection.vendor]], "sealing costs no statement"
    assert Draft.objects.count() == 1
    assert OPEN in stolen, "the control"
    for gone in (SECRET, "Kanarie-slot", base64.b64encode(SECRET.encode()).decode()[:16], OLD.partition(":")[2]):
        assert gone not in stolen
    for row in Submission.objects.all():
        assert decrypted(row.answers["a"], row=row.key)["slot1"] == SECRET


def test_every_way_in_seals(form):
    tell(form, channel=Channel.PAPER, entered_by_id=1)
    send_many(form, 8)
    kept = [row.answers for row in Submission.objects.all()]
    assert {document["schema"] for document in kept if "slot1" in document["a"]} == {answer_sheet.SCHEMA}
    assert {type(document["a"]["slot1"]) for document in kept if "slot1" in document["a"]} == {dict}
    assert all(texts(form)) is False, "the control: some left it open"
    assert sum(map(bool, texts(form))) == sum("slot1" in document["a"] for document in kept) > 2


def test_only_what_was_sensitive_when_it_was_asked_is_sealed_and_both_are_read(db):
    form = make_form(definition=BEFORE, opens_at=None, closes_at=None)
    tell(form, "eerst")
    forms.publish(form=form, definition=DEFINITION, by=coordinator(), at=NOW)
    form = Form.objects.select_related("published_version", "project").get(pk=form.pk)
    tell(form, "daarna", key="b" * 32)
    first, second = (row.answers for row in Submission.objects.order_by("pk"))
    assert (first["schema"], first["a"]["slot1"]) == (1, "eerst")
    assert (second["schema"], set(second["a"]["slot1"])) == (2, {"sealed"})
    assert texts(form) == ["eerst", "daarna"]


# --- reading


def test_without_asking_for_sensitive_answers_nothing_is_opened(form, settings):
    tell(form)
    settings.FIELD_KEYS = WRONG
    for file_format in ExportFormat:
        content = unpacked(made(form, file_format, with_sensitive=False))
        assert OPEN.encode() in content
        assert SECRET.encode() not in content


@pytest.mark.parametrize("keys", [WRONG, NEW], ids=["wrong", "missing"])
def test_a_half_filled_form_whose_key_is_lost_is_as_gone_as_an_expired_one(form, settings, keys):
    walk = Walk(form.slug)
    walk.open().press("next", FIRST)
    settings.FIELD_KEYS = keys
    walk.press("next", SECOND)

    assert walk.response.status_code == 200
    assert "eerdere antwoorden zijn er niet meer" in walk.text
    assert walk.press("next", SECOND).press("next", FIRST).press("send").response.status_code == 302


def test_answers_are_erased_by_code_without_the_key_that_sealed_them(form, cast, client, settings):
    tell(form)
    row = Submission.objects.get()
    code = receipts.code_for(row.key, version=row.receipt_version)
    settings.FIELD_KEYS = WRONG
    client.force_login(cast.coordinator)
    asked = client.post(reverse("answers_erase"), {"code": code})
    done = client.post(reverse("answers_erase"), {"code": code, "go": "erase", "wanted": "on"})

    assert asked.status_code == 200
    assert done.status_code in (200, 302)
    assert not Submission.objects.exists()


@pytest.mark.parametrize("keys", [WRONG, NEW], ids=["wrong", "missing"])
def test_with_a_wrong_or_missing_key_there_is_no_file_and_people_are_told(form, cast, client, settings, tmp_path, keys):
    tell(form)
    settings.FIELD_KEYS = keys
    client.force_login(cast.coordinator)
    place = reverse("form_export", kwargs={"slug": form.project.slug, "form": form.slug})
    asked = {"ground": "check", "file_format": "csv", "answers": "words", "sensitive": "on"}
    page = client.post(place, asked)
    out = tmp_path / "uit.csv"
    with pytest.raises(CommandError, match="de sleutel van deze website past niet"):
        call_command("export_contributions", form=form.slug, format="csv", out=str(out), sensitive=True)

    assert page.status_code == 422
    assert "de sleutel van deze website past niet" in page.content.decode()
    assert list(tmp_path.iterdir()) == []


def test_one_text_among_many_that_cannot_be_opened_breaks_the_file_off(form, tmp_path):
    for number in range(3):
        tell(form, key=f"{number:032x}")
    spoil(Submission.objects.order_by("pk")[1], sealed="AAAA")
    with pytest.raises(CannotDecrypt):
        made(form)
    with pytest.raises(CommandError, match="niet te openen"):
        call_command("export_contributions", form=form.slug, format="csv", out=str(tmp_path / "x"), sensitive=True)
    assert list(tmp_path.iterdir()) == []


def spoil(row: Submission, *, question: str = "slot1", **kept) -> None:
    changed = {**row.answers, "a": {**row.answers["a"], question: kept}}
    Submission.objects.filter(pk=row.pk).update(answers=changed)


def test_a_sealed_text_opens_in_its_own_row_and_under_its_own_question_only(form):
    tell(form, "van de een")
    tell(form, "van de ander", key="b" * 32)
    one, other = Submission.objects.order_by("pk")
    assert decrypted(one.answers["a"], row=one.key)["slot1"] == "van de een"
    with pytest.raises(CannotDecrypt):
        decrypted(other.answers["a"], row=one.key)
    with pytest.raises(CannotDecrypt):
        decrypted({"beter1": one.answers["a"]["slot1"]}, row=one.key)
    for damaged in ("", "geen base64!", "AAAA", base64.b64encode(b"\x01kort").decode()):
        with pytest.raises(CannotDecrypt):
            decrypted({"slot1": {"sealed": damaged}}, row=one.key)


def test_a_reader_who_forgets_to_open_gets_an_error_and_no_lock_as_text(form):
    tell(form)
    sealed = Submission.objects.get().answers["a"]["slot1"]
    kind = type_of(TELL)
    assert list(kind.tally(TELL, sealed)) == ["answered"]
    for read in (
        lambda: kind.show(TELL, sealed),
        lambda: kind.to_fields(TELL, sealed),
        lambda: kind.cells(TELL, queries.lookup_context(NOW), as_codes=True)(sealed),
    ):
        with pytest.raises(StillSealedError):
            read()


def test_counting_recounting_and_looking_need_no_key(form, cast, client, settings):
    for number in range(12):
        tell(form, key=f"{number:032x}")
    settings.FIELD_KEYS = WRONG
    tallies.aggregate_all(form_id=form.pk)
    take_figures()
    assert {finding.verdict for finding in recount()} == {Verdict.EQUAL}
    client.force_login(cast.coordinator)
    for name in ("form_build", "form_export", "form_codebook"):
        assert client.get(reverse(name, kwargs={"slug": form.project.slug, "form": form.slug})).status_code == 200, name
    assert client.get(reverse("dashboard")).status_code == 200


# --- sending again


def test_the_same_key_gives_the_same_receipt_for_the_same_answers_and_is_told_apart_by_a_sealed_text(form, settings):
    first = tell(form)
    settings.FIELD_KEYS = f"{NEW},{OLD}"
    rotate()
    again = tell(form)
    assert (again.again, again.code) == (True, first.code)
    assert receiving.received(form_id=form.pk, key="a" * 32, answers=answers()).again
    for other in ("iets anders", ""):
        with pytest.raises(receiving.ReceivedOtherwise) as told:
            tell(form, other)
        assert told.value.receipt.code == first.code
    assert texts(form) == [SECRET]


def test_the_hash_that_is_kept_says_nothing_of_a_sealed_text(form):
    tell(form, "ja")
    tell(form, "nee", key="b" * 32)
    tell(form, "", key="c" * 32)
    one, other, third = Submission.objects.order_by("pk").values_list("answers_hash", flat=True)
    assert one == other != third
    assert answer_sheet.answers_hash(answers("ja")) not in (one, other)


# --- other keys


def test_after_rotation_every_text_is_read_with_the_new_key_alone_and_figures_stand(form, settings):
    for number in range(12):
        tell(form, f"{SECRET} {number}", key=f"{number:032x}")
    take_figures()
    settings.FIELD_KEYS = f"{NEW},{OLD}"
    with pytest.raises(CommandError, match="still stands under key 1"):
        rotate("--check")
    place = key_rotation.places()[PLACE]
    assert place.re_encrypt(Submission.objects.earliest("pk").pk), "a run that was stopped after one row"

    assert rotate() == f"{PLACE}: 11 encrypted anew, 0 cannot be opened, 0 left"
    assert rotate() == f"{PLACE}: 0 encrypted anew, 0 cannot be opened, 0 left"

    settings.FIELD_KEYS = NEW
    assert texts(form) == [f"{SECRET} {number}" for number in range(12)]
    tallies.aggregate_all(form_id=form.pk)
    assert {finding.verdict for finding in recount()} == {Verdict.EQUAL}


def test_without_the_old_key_rotation_throws_nothing_away(form, settings):
    tell(form)
    tell(form, key="b" * 32)
    spoil(Submission.objects.latest("pk"), sealed="")
    settings.FIELD_KEYS = NEW
    before = list(Submission.objects.values_list("answers", flat=True))
    with pytest.raises(CommandError, match="under key 1 and under key 255: keep it"):
        rotate()
    assert list(Submission.objects.values_list("answers", flat=True)) == before


# --- what stood in the clear before answers were sealed


@pytest.fixture
def before(form, monkeypatch) -> Form:
    """Twelve submissions as an older release stored them and twelve without a text, counted, with a day's figures."""
    with monkeypatch.context() as older:
        older.setattr(encryption, "encrypted", lambda _definition, given, *, row: dict(given))
        for number in range(12):
            tell(form, f"{SECRET} {number}", key=f"{number:032x}")
    assert Submission.objects.earliest("pk").answers == {"schema": 1, "a": answers(f"{SECRET} 0")}
    for _number in range(12):
        send(form, choice="niemand")
    tallies.aggregate_all(form_id=form.pk)
    take_figures(24)
    return form


def test_what_stood_in_the_clear_is_read_as_ever_until_the_command_seals_it(before, monkeypatch):
    told = texts(before)
    assert tell(before, f"{SECRET} 3", key=f"{3:032x}").again
    tell(before, "van nu", key="b" * 32)
    out = StringIO()
    with pytest.raises(CommandError, match="something still stands in the clear: run this again"):
        call_command("rotate_keys", "--check", stdout=out)
    assert f"{PLACE}: 0 encrypted anew, 0 cannot be opened, 12 in the clear left" in out.getvalue()
    key_rotation.places()[PLACE].re_encrypt(Submission.objects.earliest("pk").pk)
    monkeypatch.setattr(key_rotation, "BATCH", 5)

    assert rotate() == f"{PLACE}: 11 encrypted anew, 0 cannot be opened, 0 left"

    everything = repr(list(Submission.objects.values_list()))
    assert OPEN in everything
    assert SECRET not in everything
    plain = answer_sheet.answers_hash(answers(f"{SECRET} 3"))
    assert not Submission.objects.filter(answers_hash=plain).exists()
    assert texts(before) == [*told, "van nu"]
    assert tell(before, f"{SECRET} 3", key=f"{3:032x}").again
    with pytest.raises(receiving.ReceivedOtherwise):
        tell(before, "iets anders", key=f"{3:032x}")


def test_a_figure_of_before_is_counted_equal_and_says_that_its_rows_were_sealed_since(before, settings):
    assert {finding.verdict for finding in recount()} == {Verdict.EQUAL}
    rotate()
    found = list(recount())
    assert {finding.verdict for finding in found} == {Verdict.EQUAL, Verdict.REPLACED}
    assert "texts of 12 counted rows were sealed since" in repr(notes(found, Verdict.REPLACED))
    # It stays so after a rotation, and a count that no longer fits is found as ever.
    settings.FIELD_KEYS = f"{NEW},{OLD}"
    rotate()
    assert len(notes(list(recount()), Verdict.REPLACED)) == len(notes(found, Verdict.REPLACED))
    for row in Submission.objects.filter(answers__schema=answer_sheet.SCHEMA):
        kept = {key: stored for key, stored in row.answers["a"].items() if key != "beter1"}
        Submission.objects.filter(pk=row.pk).update(answers={**row.answers, "a": kept})
    assert "the groups come out otherwise" in notes(list(recount()), Verdict.DIFFERS)


def notes(found: list[Finding], verdict: Verdict) -> list[str]:
    return [finding.note for finding in found if finding.verdict is verdict]


# --- saying so


def test_a_resident_reads_at_the_question_that_the_answer_is_locked(form):
    for address, words in ((f"/formulieren/{form.slug}/invullen/", "Dit antwoord bewaren wij op slot."),
                           (f"/en/formulieren/{form.slug}/invullen/", "We keep this answer locked.")):  # fmt: skip
        page = Client().get(address).content.decode()
        assert page.count(words) == 1
        assert page.index("Wat wilt u kwijt?") < page.index(words) < page.index('name="q-slot1"')
        assert 'aria-describedby="id_q-slot1_helptext"' in page


def test_who_makes_the_form_reads_that_the_answers_are_locked_and_cannot_be_searched():
    said = str(QuestionForm(kind="long_text").fields["sensitive"].help_text)
    assert "op slot (versleuteld). Niemand kan erin zoeken." in said
