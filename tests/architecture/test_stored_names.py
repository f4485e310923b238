"""Names that stand in databases, backups, cookies, queues and pages that somebody has open: no release renames them.

What the code calls things may change at any time. These may not: an older row, a sealed answer bound to its column, an
event of years ago, a job in the queue and a form in a browser still carry them. The list in tests/golden may grow;
a line goes only with a migration that takes every row along.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from celery import current_app
from django.apps import apps

from participation.formbuilder.types import TYPES
from participation.models.submission import PENDING
from samenkracht.celery import app
from tests.services.environment import ROOT

pytestmark = pytest.mark.once
GOLDEN = ROOT / "tests" / "golden" / "stored_names.txt"
PACKAGES = ("samenkracht", "projects", "participation", "reports")
LABELS = {"core", "audit", "accounts", "projects", "participation", "reports"}
# A name of two words: an event, a task, a column as the place of what is sealed.
DOTTED = re.compile(r"[a-z_]+\.[a-z_]+")
# Files, packages of others.
NO_NAMES = re.compile(
    r"(allauth|kombu|django)\..*|.*\.(env|example|html|ico|json|lock|log|pdf|py|svg|toml|txt|typ|xml)"
)


def trees() -> Iterator[ast.Module]:
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            if "migrations" not in path.parts:
                yield ast.parse(path.read_text())


def columns() -> Iterator[str]:
    for model in apps.get_models(include_auto_created=True):
        if model._meta.app_label in LABELS:
            yield from (f"column {model._meta.db_table}.{field.column}" for field in model._meta.local_fields)


def target_types() -> Iterator[str]:
    for model in apps.get_models():
        if model._meta.app_label in LABELS:
            yield f"target {model._meta.label_lower}"


def tasks() -> Iterator[str]:
    app.loader.import_default_modules()
    yield from (f"task {name}" for name in current_app.tasks if name.split(".")[0] in LABELS)


def is_module(dotted: str) -> bool:
    path = ROOT / Path(*dotted.split("."))
    return path.is_dir() or path.with_suffix(".py").is_file()


def constants() -> Iterator[str]:
    """Dotted names, prefixes of what is hashed, and the names of fields that a page sends."""
    for tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and DOTTED.fullmatch(node.value):
                if not NO_NAMES.fullmatch(node.value) and not is_module(node.value):
                    yield f"name {node.value}"
            elif isinstance(node, ast.Constant) and isinstance(node.value, bytes) and node.value.endswith(b":"):
                yield f"hashed {node.value.decode()}"
            elif (name := sent_name(node)) is not None:
                yield f"field {name}"


def sent_name(node: ast.AST) -> str | None:
    """The constant in request.POST["x"], request.POST.get("x") and request.GET.get("x")."""
    inner: ast.AST | None = None
    if isinstance(node, ast.Subscript):
        where, inner = node.value, node.slice
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
        where, inner = node.func.value, node.args[0]
    else:
        return None
    is_sent = isinstance(where, ast.Attribute) and where.attr in {"POST", "GET", "COOKIES"}
    return inner.value if is_sent and isinstance(inner, ast.Constant) and isinstance(inner.value, str) else None


def cookies() -> Iterator[str]:
    """Those of the settings, in every mode, and those of modules that have one of their own."""
    for tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant):
                names = {getattr(target, "id", "") for target in node.targets}
                if any(name == "COOKIE" or name.endswith("COOKIE_NAME") for name in names):
                    yield f"cookie {node.value.value!s}"


def hidden_fields() -> Iterator[str]:
    """What a page that somebody has open sends back unseen."""
    for path in (ROOT / "templates").rglob("*.html"):
        yield from (f"field {name}" for name in re.findall(r'type="hidden"\s+name="([\w-]+)"', path.read_text()))


def questionnaires() -> Iterator[str]:
    """What published questionnaires hold for ever: the kinds of questions, and the keys of their settings."""
    for kind, question_type in TYPES.items():
        yield f"kind {kind}"
        yield from (f"setting {setting.key}" for setting in question_type.settings)


def stored_names() -> set[str]:
    found = {*columns(), *target_types(), *tasks(), *constants(), *cookies(), *hidden_fields(), *questionnaires()}
    return found | {f"outbox {PENDING}"}


def kept() -> set[str]:
    return set(GOLDEN.read_text().splitlines())


def test_no_name_that_is_stored_somewhere_is_gone():
    assert kept() - stored_names() == set(), "stored somewhere, and no longer in the code"


def test_every_name_that_is_stored_is_on_the_list():
    assert stored_names() - kept() == set(), f"add these to {GOLDEN.relative_to(ROOT)}"
