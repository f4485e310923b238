"""One file of settings, read alike by who starts the portal: a shell, systemd and docker compose."""

import re
import subprocess
import sys

import pytest

from tests.services.environment import ROOT
from tests.services.settings_file import GENERATOR, by_compose, by_shell, by_systemd, by_systemd_itself

pytestmark = pytest.mark.once
EXAMPLE = ROOT / ".env.example"
NEW = ROOT / "deploy" / "new_env.py"
# What .env.example says of itself.
RULE = re.compile(r"(?m)^(?:#.*|[A-Z][A-Z_]*=(?:[A-Za-z0-9._/:@%+,=-]*|'[^'\\\n]*')|)$")


@pytest.fixture
def made(tmp_path):
    """The settings that a new installation makes for itself."""
    path = tmp_path / "env"
    done = subprocess.run([sys.executable, str(NEW), "portaal.regio.nl"], capture_output=True, text=True, check=True)
    path.write_text(done.stdout)
    return path


def test_example_keeps_to_the_rule_that_it_gives():
    assert [line for line in EXAMPLE.read_text().splitlines() if not RULE.fullmatch(line)] == []


def test_shell_systemd_and_compose_read_the_example_alike():
    found = by_shell(EXAMPLE)

    assert found["REGION_PHONE"] == "(000) 000 00 00"
    assert found["REGION_MOTTO"] == "voor inwoners, met gemeenten"
    assert by_systemd(EXAMPLE) == found
    assert by_compose(EXAMPLE) == found


def test_shell_systemd_and_compose_read_the_settings_of_a_new_installation_alike(made):
    found = by_shell(made)

    assert (found["BASE_URL"], found["ALLOWED_HOSTS"]) == ("https://portaal.regio.nl", "portaal.regio.nl")
    assert by_systemd(made) == by_compose(made) == found


@pytest.mark.parametrize(
    "value",
    [
        "plain",
        "",
        "a=b",
        "1:c2VjcmV0+/==,2:x",
        "50%",
        "'two words'",
        "'(0) 1'",
        "'a # b'",
        "'a$b'",
        "'say \"no\"'",
        "'~/x'",
    ],
)
def test_every_value_that_keeps_to_the_rule_is_read_alike(tmp_path, value):
    path = tmp_path / "env"
    path.write_text(f"NAME={value}\n")

    assert RULE.fullmatch(f"NAME={value}")
    assert by_shell(path) == by_systemd(path) == by_compose(path) == {"NAME": value.strip("'")}


@pytest.mark.parametrize(
    "value", ["two words", "(0) 1", "a#b c", "a$b", "a;b", "a\\b", "'a\\'b'", '"a\\b"', "it's", "~/x", "a #b"]
)
def test_value_that_the_readers_differ_on_breaks_the_rule(value):
    assert not RULE.fullmatch(f"NAME={value}")


@pytest.mark.skipif(not GENERATOR.exists(), reason="systemd is not installed (Debian: apt-get install systemd)")
def test_systemd_itself_reads_the_example_as_our_reader_of_its_rules(made):
    for path in (EXAMPLE, made):
        told = by_systemd_itself(path)

        assert told == {name: value for name, value in by_systemd(path).items() if value}


def test_settings_of_a_new_installation_are_enough_to_start_in_production(made):
    check = [sys.executable, str(ROOT / "manage.py"), "check", "--deploy", "--fail-level", "WARNING"]

    done = subprocess.run(check, env=by_systemd(made), cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr


def test_no_two_installations_have_a_secret_in_common(made):
    again = subprocess.run([sys.executable, str(NEW), "portaal.regio.nl"], capture_output=True, text=True, check=True)
    secrets = [
        {line for line in text.splitlines() if re.match("SECRET_KEY=|FIELD_KEYS=|RECEIPT_SECRETS=", line)}
        for text in (made.read_text(), again.stdout)
    ]

    assert [len(each) for each in secrets] == [3, 3]
    assert secrets[0] & secrets[1] == set()


@pytest.mark.parametrize("words", [[], ["https://regio.nl"], ["regio"], ["a.nl;rm"], ["a.nl", "b.nl"]])
def test_new_installation_is_told_what_a_host_is(words):
    done = subprocess.run([sys.executable, str(NEW), *words], capture_output=True, text=True, check=False)

    assert done.returncode == 2
    assert done.stdout == ""
    assert "usage: new_env.py" in done.stderr
