"""Every secret is rotated while people are in the middle of things; what they began goes on, and nothing is lost."""

import base64
import re
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client

from participation.models import Draft, Submission
from samenkracht.core.security import key_rotation
from samenkracht.core.security.encryption import CannotDecrypt
from tests.accounts.codes import fresh_code
from tests.accounts.test_second_factor import EMAIL, come_in, recovery_codes, set_up
from tests.factories.participation import make_form
from tests.moments import NOW
from tests.participation.fill_in import FIRST, SECOND, Walk, to_receipt
from tests.services.environment import ROOT

pytestmark = pytest.mark.django_db
OLD, NEW = "1:" + base64.b64encode(b"o" * 32).decode(), "2:" + base64.b64encode(b"n" * 32).decode()
OLD_KEY, NEW_KEY = "old-" + "k" * 60, "new-" + "k" * 60


@pytest.fixture
def begun(cast, settings):
    """Under the old key: a form half filled in, and somebody with an app and recovery codes."""
    settings.FIELD_KEYS, settings.STAFF_SECOND_FACTOR = OLD, True
    walk = Walk(make_form(opens_at=NOW - timedelta(days=400)).slug)
    walk.open().press("next", FIRST)
    staff = Client()
    come_in(staff)
    return walk, set_up(staff), recovery_codes(staff)


def rotate(*words: str) -> str:
    out = StringIO()
    call_command("rotate_keys", *words, stdout=out)
    return out.getvalue()


def everything_can_be_read(begun) -> None:
    walk, secret, codes = begun
    assert Draft.objects.get().answers
    assert walk.press("next", SECOND).title == "Kloppen uw antwoorden?"
    assert "Een vast gezicht." in walk.text
    for code in (fresh_code(secret), codes[0]):
        Authenticator.objects.filter(type="totp").update(last_used_at=None)
        cache.clear()
        client = Client()
        come_in(client)
        assert client.post("/inloggen/code/", {"code": code}).status_code == 302
        assert client.get("/werkplek/").status_code == 200


def test_after_sealing_anew_the_old_key_may_go_and_everything_can_be_read(begun, settings):
    settings.FIELD_KEYS = f"{NEW},{OLD}"
    with pytest.raises(CommandError, match="still stands under key 1: keep it"):
        rotate("--check")
    assert Draft.objects.get().answers, "looking changed something"

    said = rotate()

    assert "participation_draft.answers: 1 encrypted anew, 0 cannot be opened, 0 left" in said
    assert "mfa_authenticator.data: 2 encrypted anew, 0 cannot be opened, 0 left" in said
    assert "Key 1 opens nothing here any more: take it out of FIELD_KEYS" in said
    settings.FIELD_KEYS = NEW
    everything_can_be_read(begun)


@pytest.mark.parametrize("forgotten", ["participation_draft.answers", "mfa_authenticator.data"])
def test_control_one_place_that_is_forgotten_is_found_out_when_the_old_key_goes(
    begun, settings, monkeypatch, forgotten
):
    known = key_rotation.places()
    monkeypatch.setattr(key_rotation, "places", lambda: {name: one for name, one in known.items() if name != forgotten})
    settings.FIELD_KEYS = f"{NEW},{OLD}"
    rotate()
    settings.FIELD_KEYS = NEW
    with pytest.raises((CannotDecrypt, AssertionError)):
        everything_can_be_read(begun)


def test_stopped_halfway_a_second_run_goes_on_and_touches_only_what_is_left(begun, settings, monkeypatch):
    settings.FIELD_KEYS = f"{NEW},{OLD}"
    place = key_rotation.places()["mfa_authenticator.data"]
    keys = [key for key, _numbers in place.rows(after=0, number=10)]
    place.re_encrypt(keys[0])
    before = Authenticator.objects.get(pk=keys[0]).data
    monkeypatch.setattr(key_rotation, "BATCH", 1)

    assert "mfa_authenticator.data: 1 encrypted anew" in rotate()

    assert Authenticator.objects.get(pk=keys[0]).data == before
    assert "mfa_authenticator.data: 0 encrypted anew, 0 cannot be opened, 0 left" in rotate()


def test_without_the_old_key_nothing_is_thrown_away_and_the_command_says_so(begun, settings):
    settings.FIELD_KEYS = NEW
    before = list(Authenticator.objects.values_list("data", flat=True))
    with pytest.raises(CommandError, match="under key 1"):
        rotate()
    assert list(Authenticator.objects.values_list("data", flat=True)) == before
    settings.FIELD_KEYS = f"{NEW},{OLD}"
    rotate()


def test_row_that_changes_while_it_is_sealed_anew_keeps_the_change(begun, settings, monkeypatch):
    settings.FIELD_KEYS = f"{NEW},{OLD}"
    real = key_rotation.decrypt

    def somebody_goes_on(sealed: bytes, *, place: str) -> str:
        Draft.objects.update(answers="typed meanwhile")
        return real(sealed, place=place)

    monkeypatch.setattr(key_rotation, "decrypt", somebody_goes_on)
    assert "participation_draft.answers: 0 encrypted anew, 0 cannot be opened, 0 left" in rotate()
    assert Draft.objects.get().answers == "typed meanwhile"


def test_whoever_seals_by_hand_is_known_to_the_command():
    """Columns of EncryptedTextField are found by themselves; what is sealed by hand stands here, and in ``places``."""
    encrypting = re.compile(r"^from samenkracht\.core\.security\.encryption import .*\bencrypt\b", re.M)
    apps = ("samenkracht", "projects", "participation", "reports")
    files = (path for app in apps for path in Path(ROOT / app).rglob("*.py"))
    by_hand = {str(path.relative_to(ROOT)) for path in files if encrypting.search(path.read_text())}
    assert by_hand == {
        "samenkracht/accounts/factor_secrets.py",  # mfa_authenticator.data
        "samenkracht/accounts/shown_once.py",  # in a session, until the next page; unread under another key
        "samenkracht/backups/manifest.py",  # in a file, made anew with each backup
        "samenkracht/core/security/key_rotation.py",
        "participation/intake/services/encryption.py",  # participation_submission.answers
    }
    assert set(key_rotation.places()) == {
        "mfa_authenticator.data",
        "participation_draft.answers",
        "participation_submission.answers",
    }


def test_sessions_links_and_receipts_outlive_a_new_secret_key_until_the_old_one_goes(cast, settings, mailoutbox):
    settings.SECRET_KEY = OLD_KEY
    at_work, on_leave = Client(), Client()
    come_in(at_work)
    come_in(on_leave)
    Client().post("/wachtwoord/vergeten/", {"email": EMAIL})
    link = re.search(r"/wachtwoord/nieuw/\S+", mailoutbox[-1].body)[0]
    walk = Walk(make_form(opens_at=NOW - timedelta(days=400)).slug)
    code = to_receipt(walk)

    def goes_on(staff: Client) -> tuple[int, int, bool]:
        receipt = walk.client.get(walk.response["Location"])
        return staff.get("/werkplek/").status_code, Client().get(link).status_code, code in receipt.content.decode()

    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW_KEY, [OLD_KEY]
    assert goes_on(at_work) == (200, 302, True)
    settings.SECRET_KEY_FALLBACKS = []
    assert goes_on(on_leave) == (302, 410, False), "the control: without the old key they end"
    assert at_work.get("/werkplek/").status_code == 200, "who came by in between is signed in anew"


def test_codes_of_residents_outlive_a_new_receipt_secret(db, settings):
    settings.RECEIPT_SECRETS = "1:of-last-year"
    walk = Walk(make_form(opens_at=NOW - timedelta(days=400)).slug)
    code = to_receipt(walk)
    settings.RECEIPT_SECRETS = "2:of-this-year,1:of-last-year"
    assert code in walk.client.get(walk.response["Location"]).content.decode()
    other = to_receipt(Walk(walk.slug))
    assert other != code
    assert set(Submission.objects.values_list("receipt_version", flat=True)) == {1, 2}
