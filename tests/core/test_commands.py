"""Where each command of the portal may run: what makes things up never runs where residents' own answers are."""

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import CommandError, call_command, get_commands, load_command_class
from django.core.management.base import BaseCommand

from participation.models import Submission
from tests.factories.participation import make_form

ANYWHERE = frozenset(settings.MODES)
INVENTED = frozenset({"demo", "development", "test"})

# Every command, and the modes in which it runs. A new one gets a line here.
COMMANDS: dict[str, frozenset[str]] = {
    "backup": ANYWHERE,
    "compile_report": ANYWHERE,
    "daily_figures": ANYWHERE,
    "demo": frozenset({"demo"}),
    "erasures": ANYWHERE,
    "export_contributions": ANYWHERE,
    "invite_administrator": ANYWHERE,
    "list_reports": ANYWHERE,
    "load_submissions": INVENTED,
    "recount": ANYWHERE,
    "reset_second_factor": ANYWHERE,
    "restore": ANYWHERE,
    "rotate_keys": ANYWHERE,
}


class Began(Exception):
    """The command was let through, and began its work."""


def own_commands() -> dict[str, str]:
    """Those of the portal's own apps, with the app each stands in."""
    own = {config.name for config in apps.get_app_configs() if not config.path.count("site-packages")}
    return {name: app for name, app in get_commands().items() if app in own}


def starts(name: str, monkeypatch) -> bool:
    """Whether the command begins its work in the mode that is set; its work itself is not done."""
    command = load_command_class(own_commands()[name], name)
    command.requires_system_checks, command.requires_migrations_checks = (), False

    def began(self, *args, **options):
        raise Began

    monkeypatch.setattr(type(command), "handle", began)
    try:
        command.execute(no_color=True, force_color=False, skip_checks=True, stdout=None, stderr=None)
    except Began:
        return True
    except CommandError:
        return False
    raise AssertionError(f"{name} neither began nor refused")


def test_every_command_of_the_portal_has_a_line():
    assert sorted(own_commands()) == sorted(COMMANDS)


@pytest.mark.parametrize("mode", [*settings.MODES, "a-mode-to-come"])
@pytest.mark.parametrize("name", COMMANDS)
def test_command_runs_in_its_own_modes_alone(monkeypatch, settings, name, mode):
    settings.MODE = mode
    wanted = mode in COMMANDS[name] or COMMANDS[name] == ANYWHERE
    assert starts(name, monkeypatch) is wanted


@pytest.mark.parametrize("mode", ["production", "a-mode-to-come"])
def test_made_up_answers_never_come_among_those_of_residents(db, settings, mode):
    form = make_form()
    settings.MODE = mode
    with pytest.raises(CommandError, match="verzint"):
        call_command("load_submissions", form=form.slug, count=3)
    assert not Submission.objects.exists()


def test_command_line_says_in_one_line_why_it_refuses(db, settings, capsys):
    settings.MODE = "production"
    command: BaseCommand = load_command_class("participation", "load_submissions")
    with pytest.raises(SystemExit):
        command.run_from_argv(["manage.py", "load_submissions", "--form", "x", "--count", "1"])
    told = capsys.readouterr().err.strip()
    assert told == (
        "CommandError: Dit verzint gegevens. Dat mag alleen met MODE=demo, development of test, niet met production."
    )
