"""What is imported is declared, what is declared is used, and production needs nothing that only tests bring along."""

import ast
import functools
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from tests.services import production
from tests.services.environment import ROOT

pytestmark = pytest.mark.once

OURS = ("samenkracht", "projects", "participation", "reports")
# Modules whose package is named otherwise.
PACKAGES = {
    "allauth": "django-allauth",
    "crispy_forms": "django-crispy-forms",
    "docx": "python-docx",
    "environ": "django-environ",
    "factory": "factory-boy",
    "helm_python": "helm-python-sdk",
    "oauth2_provider": "django-oauth-toolkit",
    "page": "page-validation",
    "yaml": "pyyaml",
}
# Needed without being imported by our own code: the file that uses it, and the word by which it does.
USED_BY_NAME = {
    "gunicorn": ("docker-compose.yml", "gunicorn"),
    "whitenoise": ("samenkracht/settings.py", "whitenoise.middleware"),
    "psycopg": ("samenkracht/core/db/postgresql/base.py", "django.db.backends.postgresql"),
    "tzdata": ("samenkracht/settings.py", "Europe/Amsterdam"),  # a slim image has no time zones of its own
    "pytest-timeout": ("pyproject.toml", "timeout_method"),
    "ruff": ("scripts/check.py", "ruff"),
    "djlint": ("scripts/check.py", "djlint"),
    "mypy": ("scripts/check.py", "mypy"),
    "django-stubs": ("pyproject.toml", "mypy_django_plugin"),
    "import-linter": ("scripts/check.py", "lint-imports"),
    "cyclonedx-bom": ("Makefile", "cyclonedx-py"),
}


@functools.cache
def imported(*places: str) -> set[str]:
    """The packages of others whose modules the Python files in these places import, wherever in the file."""
    modules: set[str] = set()
    for place in places:
        path = ROOT / place
        for file in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            for node in ast.walk(ast.parse(file.read_text())):
                if isinstance(node, ast.Import):
                    modules |= {alias.name.split(".")[0] for alias in node.names}
                elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                    modules.add(node.module.split(".")[0])
    others = modules - set(sys.stdlib_module_names) - {*OURS, "tests", "scripts", "manage"}
    return {PACKAGES.get(module, module.replace("_", "-")) for module in others}


def declared(name: str) -> dict[str, Requirement]:
    lines = (ROOT / "requirements" / f"{name}.in").read_text().splitlines()
    wanted = [Requirement(line) for line in lines if line and not line.startswith(("#", "-"))]
    assert len({one.name for one in wanted}) == len(wanted), f"{name}.in names a package twice"
    return {one.name: one for one in wanted}


def locked(name: str) -> set[str]:
    return set(re.findall(r"(?m)^([a-z0-9-]+)==", (ROOT / "requirements" / f"{name}.txt").read_text()))


def test_what_the_portal_imports_is_declared_for_production():
    assert imported(*OURS, "manage.py") - set(declared("base")) == set()


def test_what_tests_and_scripts_import_is_declared_for_them():
    # One program of the tests runs in a Python of its own, with what chart.in declares.
    known = set(declared("base")) | set(declared("dev")) | set(declared("chart"))

    assert imported("tests", "scripts") - known == set()


@pytest.mark.parametrize(("name", "places"), [("base", (*OURS, "manage.py")), ("dev", ("tests", "scripts"))])
def test_nothing_is_declared_that_nobody_uses(name, places):
    unused = set(declared(name)) - imported(*places) - set(USED_BY_NAME)

    assert {package for package in unused if not package.startswith("types-") and package != "celery-types"} == set()


@pytest.mark.parametrize("package", USED_BY_NAME)
def test_package_that_is_used_by_name_is_used_there(package):
    place, word = USED_BY_NAME[package]

    assert word in (ROOT / place).read_text()


def test_lock_files_hold_what_is_declared():
    assert set(declared("base")) - locked("base") == set()
    assert set(declared("dev")) - locked("dev") == set()


@pytest.mark.processes
def test_every_module_of_the_portal_is_imported_with_the_packages_of_production_alone():
    modules = sorted(
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for folder in OURS
        for path in (ROOT / folder).rglob("*.py")
    )
    only_tests = sorted(locked("dev") - locked("base"))
    code = f"""
import importlib, importlib.metadata, json, django
django.setup()
fallen = {{}}
for name in {modules!r}:
    try:
        importlib.import_module(name)
    except Exception as error:
        fallen[name] = f"{{type(error).__name__}}: {{error}}"
reachable = {{one.metadata["Name"].lower() for one in importlib.metadata.distributions()}}
print(json.dumps({{"fallen": fallen, "astray": sorted(reachable & set({only_tests!r}))}}))
"""
    env = {"MODE": "test", "DJANGO_SETTINGS_MODULE": "samenkracht.settings", "PATH": "/usr/bin:/bin"}

    done = subprocess.run(
        [production.python(), "-c", code], cwd=ROOT, env=env, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {"fallen": {}, "astray": []}
    print(f"\n{len(modules)} modules imported with {len(locked('base'))} packages: base.txt alone")


def test_packages_of_production_are_those_of_the_lock_file_and_no_others():
    listed = subprocess.run(
        [production.python(), "-m", "pip", "list", "--format", "json"], capture_output=True, text=True, check=True
    ).stdout
    names = {one["name"].lower().replace("_", "-").replace(".", "-") for one in json.loads(listed)}

    assert names - locked("base") - {"pip", "setuptools"} == set()
    assert {name.replace("_", "-") for name in declared("base")} - names == set()


def test_programs_of_production_are_started_from_its_own_folder():
    assert Path(production.program("celery")).is_file()
    assert Path(production.program("gunicorn")).is_file()
