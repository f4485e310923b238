"""Production refuses to start with each unsafe setting, one by one, and says which."""

import base64
import subprocess
import sys

import pytest

from tests.services.surroundings import ROOT

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
]


def started(environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """A process that reads the settings, and nothing else."""
    command = [sys.executable, "-c", "from samenkracht import settings; print(settings.STAFF_SECOND_FACTOR)"]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(("name", "value"), UNSAFE)
def test_production_does_not_start_with_an_unsafe_setting_and_names_it(tmp_path, name, value):
    done = started(SAFE | {"VAR_DIR": str(tmp_path), name: value})
    assert done.returncode != 0
    assert done.stderr.splitlines()[-1].startswith(f"django.core.exceptions.ImproperlyConfigured: {name} ")


def test_production_starts_with_safe_settings_and_then_asks_staff_for_a_second_factor(tmp_path):
    done = started(SAFE | {"VAR_DIR": str(tmp_path)})
    assert (done.returncode, done.stdout.strip()) == (0, "True"), done.stderr


@pytest.mark.parametrize(
    ("mode", "runs"), [("demo", True), ("test", True), ("development", False)], ids=["demo", "test", "development"]
)
def test_only_a_demo_and_tests_may_do_without_the_second_factor(tmp_path, mode, runs):
    done = started({"MODE": mode, "VAR_DIR": str(tmp_path), "STAFF_SECOND_FACTOR": "off"})
    assert (done.returncode == 0) is runs


def test_no_mode_does_without_the_second_factor_unasked(tmp_path):
    for mode in ("demo", "test", "development"):
        assert started({"MODE": mode, "VAR_DIR": str(tmp_path)}).stdout.strip() == "True", mode
