"""Production refuses to start with each unsafe setting, one by one, and says which."""

import base64
import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest

from tests.services.environment import ROOT
from tests.services.settings_reader import Outcome, SettingsReader

SAFE = {
    "MODE": "production",
    "SECRET_KEY": "a-made-up-key-for-this-test-" + "0123456789abcdef" * 3,
    "FIELD_KEYS": "1:" + base64.b64encode(b"made-up-key-for-this-one-test-32").decode(),
    "RECEIPT_SECRETS": "1:made-up-secret-of-this-test",
    "ALLOWED_HOSTS": "samenkracht.example",
    "BASE_URL": "https://samenkracht.example",
    "DATABASE_URL": "postgres://samenkracht@127.0.0.1:1/samenkracht",
    "REDIS_URL": "redis://127.0.0.1:1/0",
}
DEVELOPMENT_KEY = "1:" + base64.b64encode(b"development-only-field-key-32byt").decode()
UNSAFE = [
    ("SECRET_KEY", ""),
    ("SECRET_KEY", "short"),
    ("FIELD_KEYS", ""),
    ("FIELD_KEYS", DEVELOPMENT_KEY),
    ("RECEIPT_SECRETS", ""),
    ("RECEIPT_SECRETS", "1:development-only-receipt-secret"),
    ("ALLOWED_HOSTS", ""),
    ("ALLOWED_HOSTS", "*"),
    ("BASE_URL", "http://samenkracht.example"),
    ("BEHIND_TLS", "off"),
    ("REDIS_URL", ""),
    ("STAFF_SECOND_FACTOR", "off"),
    ("CLOCK_OFFSET", "40"),
    ("SECRET_KEY_FALLBACKS", "short"),
    ("SECRET_KEY_FALLBACKS", "development-only-" + "k" * 50),
    ("FIELD_KEYS", "1:not-a-key"),
    ("FIELD_KEYS", "1:" + base64.b64encode(b"too short").decode()),
    ("FIELD_KEYS", "2:" + base64.b64encode(b"made-up-key-for-this-one-test-32").decode() + "," + DEVELOPMENT_KEY),
    ("EMAIL_URL", "consolemail://"),
]
ACCEPTANCE = SAFE | {"MODE": "acceptance", "ACCEPTANCE_MAILBOX": "acceptatie@regio.example"}
PROVIDER = {
    "OIDC_NAME": "Regio-account",
    "OIDC_ISSUER": "https://login.example/regio",
    "OIDC_CLIENT_ID": "samenkracht",
    "OIDC_CLIENT_SECRET": "made-up-secret-of-the-client",
}


@pytest.fixture(scope="module")
def started() -> Iterator[Callable[[dict[str, str]], Outcome]]:
    """A process that reads the settings, and nothing else."""
    with SettingsReader() as reader:
        yield reader.read


@pytest.mark.parametrize(("name", "value"), UNSAFE)
def test_production_does_not_start_with_an_unsafe_setting_and_names_it(started, tmp_path, name, value):
    done = started(SAFE | {"VAR_DIR": str(tmp_path), name: value})
    assert not done.starts
    assert done.error.splitlines()[-1].startswith(f"django.core.exceptions.ImproperlyConfigured: {name} ")


@pytest.mark.parametrize(("name", "value"), UNSAFE)
def test_acceptance_refuses_all_that_production_refuses(started, tmp_path, name, value):
    done = started(ACCEPTANCE | {"VAR_DIR": str(tmp_path), name: value})
    assert not done.starts
    assert done.error.splitlines()[-1].startswith(f"django.core.exceptions.ImproperlyConfigured: {name} ")


@pytest.mark.parametrize(
    "mailbox", ["", "acceptatie", "a@regio.example,b@regio.example", "Box <a@regio.example>", "@x"]
)
def test_acceptance_does_not_start_without_the_one_box_for_its_mail(started, tmp_path, mailbox):
    done = started(ACCEPTANCE | {"VAR_DIR": str(tmp_path), "ACCEPTANCE_MAILBOX": mailbox})
    assert done.error.splitlines()[-1].startswith("django.core.exceptions.ImproperlyConfigured: ACCEPTANCE_MAILBOX ")


def test_acceptance_is_set_as_production_is_but_for_its_mail(started, tmp_path):
    """Every setting, one by one: what differs is named here."""
    production, acceptance = (started(given | {"VAR_DIR": str(tmp_path)}).settings for given in (SAFE, ACCEPTANCE))
    assert len(production) > 50
    assert {name for name in production | acceptance if production.get(name) != acceptance.get(name)} == {
        "ACCEPTANCE", "ACCEPTANCE_MAILBOX", "EMAIL_BACKEND", "MODE"
    }  # fmt: skip


def test_production_starts_with_safe_settings_and_then_asks_staff_for_a_second_factor(started, tmp_path):
    done = started(SAFE | {"VAR_DIR": str(tmp_path)})
    assert done.error == ""
    assert done.settings["STAFF_SECOND_FACTOR"] == "True"
    assert "DatabaseCache" in done.settings["CACHES"]
    assert done.settings["ALLAUTH_TRUSTED_PROXY_COUNT"] == "1"


@pytest.mark.parametrize(
    ("name", "value"), [*((name, "") for name in PROVIDER), ("OIDC_ISSUER", "http://login.example/regio")]
)
def test_identity_provider_is_set_whole_and_over_https_or_not_at_all(started, tmp_path, name, value):
    assert started(SAFE | PROVIDER | {"VAR_DIR": str(tmp_path)}).starts
    done = started(SAFE | PROVIDER | {"VAR_DIR": str(tmp_path), name: value})
    assert done.error.splitlines()[-1].startswith(f"django.core.exceptions.ImproperlyConfigured: {name} ")


def test_without_an_identity_provider_there_is_no_route_and_no_button(tmp_path):
    look = (
        "import django; django.setup(); from django.test import Client; page = Client().get('/inloggen/').content;"
        "print(Client().post('/inloggen/organisatie/').status_code, page.count(b'<form'), b'organisatie' in page)"
    )
    base = {"MODE": "test", "VAR_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "samenkracht.settings"}
    for given, said in (({}, "404 1 False"), (PROVIDER | {"OIDC_ISSUER": "http://127.0.0.1:9/o"}, "503 2 True")):
        done = subprocess.run(
            [sys.executable, "-c", look], cwd=ROOT, env=base | given, capture_output=True, text=True, check=False
        )
        assert done.stdout.strip() == said, done.stderr


@pytest.mark.parametrize(
    ("mode", "runs"), [("demo", True), ("test", True), ("development", False)], ids=["demo", "test", "development"]
)
def test_only_a_demo_and_tests_may_do_without_the_second_factor(started, tmp_path, mode, runs):
    done = started({"MODE": mode, "VAR_DIR": str(tmp_path), "STAFF_SECOND_FACTOR": "off"})
    assert done.starts is runs


def test_no_mode_does_without_the_second_factor_unasked(started, tmp_path):
    for mode in ("demo", "test", "development"):
        assert started({"MODE": mode, "VAR_DIR": str(tmp_path)}).settings["STAFF_SECOND_FACTOR"] == "True", mode


@pytest.mark.parametrize(
    ("mode", "runs"), [("demo", True), ("test", True), ("development", False)], ids=["demo", "test", "development"]
)
def test_only_a_demo_and_tests_may_move_the_clock(started, tmp_path, mode, runs):
    done = started({"MODE": mode, "VAR_DIR": str(tmp_path), "CLOCK_OFFSET": "40"})
    assert done.starts is runs
