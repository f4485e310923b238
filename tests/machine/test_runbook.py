"""What the runbook tells somebody to type is there to be typed."""

import re

import pytest
from django.core.management import get_commands, load_command_class

from tests.services.environment import ROOT

PAPERS = {name: (ROOT / name).read_text() for name in ("docs/runbook.md", "README.md")}
RUNBOOK = PAPERS["docs/runbook.md"]


@pytest.mark.parametrize("paper", PAPERS)
def test_every_command_that_a_paper_names_exists_with_its_options(paper):
    known = get_commands()
    found = re.findall(r"(?m)(?:manage\.py|^samenkracht) ([a-z_]+)([^\n`|#;]*)", PAPERS[paper])

    assert len(found) > 3
    for name, rest in found:
        assert name in known, name
        parser = load_command_class(known[name], name).create_parser("manage.py", name)
        kinds = [kind for action in parser._actions for kind in (getattr(action, "choices", None) or {})]
        if any(isinstance(kind, str) and kind in rest for kind in kinds):
            continue  # compile_report has options per kind, and tests of its own
        options = {word for action in parser._actions for word in action.option_strings}
        assert set(re.findall(r"(--[a-z-]+)", rest)) - options == set(), name


def test_every_setting_that_the_runbook_names_exists():
    example = set(re.findall(r"(?m)^([A-Z_]+)=", (ROOT / ".env.example").read_text()))
    named = {name.removesuffix("_FILE") for name in re.findall(r"\b([A-Z]+_[A-Z_]+)\b", RUNBOOK)}

    others = named - example
    assert others == {"POSTGRES_PASSWORD", "POSTGRESQL_IMAGE", "REDIS_IMAGE", "PYTHON_IMAGE"}
    containers = "".join((ROOT / name).read_text() for name in ("docker-compose.yml", "Dockerfile"))
    assert [name for name in sorted(others) if name not in containers] == []


def test_every_table_that_the_runbook_names_exists():
    from django.apps import apps

    tables = {model._meta.db_table for model in apps.get_models()}

    assert set(re.findall(r"\b((?:core|participation|reports|projects)_[a-z]+)\b", RUNBOOK)) - tables == set()
