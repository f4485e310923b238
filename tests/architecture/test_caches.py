"""What a process keeps of the database is kept under the edition of the reference data, or says why it need not be.

A municipality, a programme or a number to call that was changed must be seen everywhere within two seconds. So every
place where a process keeps something is known here by name; a new one fails until somebody decided what it is.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.services.rooms import rooms

ROOT = Path(__file__).resolve().parents[2]
APPS = ("samenkracht", "projects", "participation", "reports")
pytestmark = pytest.mark.once

# Made of reference data: the edition is a parameter, or a field of the parameter that is named here.
UNDER_THE_EDITION = {
    "participation/register/queries.py:_lookup_context": "edition",
    "participation/intake/views/step_pages.py:_parts": "now",
    "projects/region/queries.py:_help_now": "edition",
}
# Looked at again after a second or less, reference data included.
FOR_A_SECOND = {
    "samenkracht/core/web/region.py:_regions": "the region by its edition, and the last for when the database is away",
    "participation/intake/queries.py:_forms_now": "where each form stands, with the edition in the same statement",
    "samenkracht/core/web/page_cache.py:pages": "pages for everybody; dropped when another edition is seen",
    "samenkracht/core/web/reference.py:_seen": "the edition itself",
}
NOTHING_OF_REFERENCE_DATA = {
    "participation/formbuilder/build.py:__init__": "form classes, under the content of what they offer",
    "participation/register/queries.py:_kept_version": "a published version never changes, and holds no reference data",
    "participation/register/queries.py:_step_forms": "form classes, under the content of what they offer",
    "participation/intake/services/receipts.py:_secrets": "a setting",
    "participation/intake/views/step_pages.py:build": "files of the release",
    "participation/intake/views/receipt_cookie.py:addresses": "addresses of a form",
    "projects/plans/content/plan.py:UPCASTERS": "code",
    "projects/municipalities/queries.py:municipality_file": "a file of the release",
    "projects/templatetags/project_states.py:_drawn": "a badge, by its state",
    "reports/proposals/content.py:UPCASTERS": "code",
    "reports/papers/render/fonts.py:signs": "files of the release",
    "reports/papers/render/typesetting.py:_fonts": "files of the release",
    "reports/papers/render/docx_base.py:base": "files of the release",
    "reports/papers/content/kinds.py:READERS": "code that registered itself",
    "reports/papers/render/__init__.py:DRAWINGS": "code that registered itself",
    "reports/runs/services/kinds.py:KINDS": "code that registered itself",
    "samenkracht/accounts/permissions.py:_rules": "code that registered itself",
    "samenkracht/accounts/provider.py:_made": "a client, by the settings",
    "samenkracht/backups/erasures.py:_ledgers": "code that registered itself",
    "samenkracht/core/db/restore_lock.py:_seen": "whether the database may be served",
    "samenkracht/core/jobs/housekeeping.py:_terms": "code that registered itself",
    "samenkracht/core/jobs/work.py:_handlers": "code that registered itself",
    "samenkracht/core/jobs/outbox.py:_connection": "a connection, by the settings",
    "samenkracht/core/jobs/outbox.py:_notified_at": "moments",
    "samenkracht/core/jobs/outbox.py:_rest_until": "a moment",
    "samenkracht/core/web/reference.py:_uncommitted": "editions that nobody may keep yet",
    "samenkracht/core/security/key_rotation.py:_by_hand": "code that registered itself",
    "samenkracht/core/security/encryption.py:_keys": "a setting",
    "samenkracht/core/templatetags/samenkracht.py:_drawn_badge": "a badge, by its words",
    "samenkracht/core/templatetags/samenkracht.py:_drawn_icon": "an icon, by its name",
    "samenkracht/core/templatetags/samenkracht.py:icon_names": "a file of the release",
    "samenkracht/demo/residents.py:said": "files of the release",
    "samenkracht/pages/templatetags/standings.py:_drawn": "a badge, by its state",
    "samenkracht/settings.py:ACCOUNT_USER_MODEL_USERNAME_FIELD": "a setting",
    "samenkracht/settings.py:CELERY_BROKER_CONNECTION_MAX_RETRIES": "a setting",
    "samenkracht/settings.py:CELERY_RESULT_BACKEND": "a setting",
}
DECORATORS = frozenset({"lru_cache", "cache"})
# What begins empty in a module is filled while the process runs.
BEGIN_EMPTY = frozenset(
    {"dict", "set", "list", "deque", "OrderedDict", "defaultdict", "Counter", "WeakValueDictionary"}
)
KEEPERS = frozenset({"TTLCache", "StepForms"})


def called(node: ast.expr) -> str:
    """The last name of ``functools.lru_cache(maxsize=2)``, ``TTLCache[int](3)`` or ``cache``."""
    while isinstance(node, ast.Call | ast.Subscript):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def begins_empty(value: ast.expr) -> bool:
    match value:
        case ast.Dict(keys=[]) | ast.List(elts=[]) | ast.Constant(value=None):
            return True
        case ast.Call():
            return called(value) in KEEPERS or (called(value) in BEGIN_EMPTY and not value.args)
        case _:
            return False


def keepers(source: str) -> Iterator[str]:
    """The names of what keeps something in this module: functions, names of the module, and the cache of Django."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef(name=name, decorator_list=decorators, body=body):
                makes_one = any(
                    isinstance(part, ast.Call) and called(part) in DECORATORS
                    for statement in body
                    for part in ast.walk(statement)
                )
                if makes_one or any(called(one) in DECORATORS for one in decorators):
                    yield name
            case ast.Global(names=names):
                yield from names
            case ast.Import() | ast.ImportFrom() if "django.core.cache" in ast.unparse(node):
                yield "django.core.cache"
            case _:
                pass
    for node in tree.body:
        match node:
            case ast.Assign(targets=[target], value=value) if begins_empty(value):
                yield ast.unparse(target)
            case ast.AnnAssign(target=target, value=ast.expr() as value) if begins_empty(value):
                yield ast.unparse(target)
            case _:
                pass


def found() -> set[str]:
    return {
        f"{path.relative_to(ROOT)}:{name}"
        for app in APPS
        for path in (ROOT / app).rglob("*.py")
        for name in keepers(path.read_text(encoding="utf-8"))
    }


def test_everything_that_a_process_keeps_is_known_by_name():
    known = UNDER_THE_EDITION | FOR_A_SECOND | NOTHING_OF_REFERENCE_DATA

    new, gone = found() - known.keys(), known.keys() - found()

    assert new == set(), "does it hold reference data? Then the edition is part of its key (core.web.reference)"
    assert gone == set()


@pytest.mark.parametrize("place", UNDER_THE_EDITION)
def test_what_is_made_of_reference_data_asks_for_the_edition(place):
    path, name = place.split(":")
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    function = next(node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name == name)

    assert UNDER_THE_EDITION[place] in {argument.arg for argument in function.args.args}


@pytest.mark.parametrize(
    ("planted", "name"),
    [
        ("from functools import cache\n@cache\ndef names(): ...", "names"),
        ("import functools\n@functools.lru_cache(maxsize=3)\ndef names(): ...", "names"),
        ("class Names:\n    def __init__(self):\n        self.of = lru_cache(maxsize=9)(self._of)", "__init__"),
        ("_names: dict[str, str] = {}", "_names"),
        ("names = TTLCache[str](3)", "names"),
        ("_names = None\ndef names():\n    global _names\n", "_names"),
        ("from django.core.cache import cache", "django.core.cache"),
    ],
)
def test_a_planted_keeper_is_seen(planted, name):
    assert name in set(keepers(planted))


def services_of_projects() -> list[Path]:
    """Their files, in every wing."""
    found = [ROOT / room for room in rooms("services") if room.parts[0] == "projects"]
    return [path for room in found for path in ([room] if room.is_file() else sorted(room.glob("*.py")))]


# They show what a verb would do, and change no reference data.
LOOK_FIRST = {"municipalities.py:check_change", "postcodes.py:propose"}


def test_every_verb_that_changes_reference_data_gives_out_a_new_edition():
    """By itself or by a function of its module that it calls: ``bump_edition``."""
    forgotten = set()
    verbs = 0
    for path in services_of_projects():
        functions = [node for node in ast.parse(path.read_text()).body if isinstance(node, ast.FunctionDef)]
        calls = {one.name: {called(part) for part in ast.walk(one) if isinstance(part, ast.Call)} for one in functions}
        bumping = {"bump_edition"}
        for _round in calls:
            bumping |= {name for name, names in calls.items() if names & bumping}
        for one in functions:
            if re.search(r"Permission\.(REFERENCE|REGION)_WRITE", ast.unparse(one)):
                verbs += 1
                forgotten |= {f"{path.name}:{one.name}"} - {f"{path.name}:{name}" for name in bumping}
    assert verbs >= 12
    assert forgotten == LOOK_FIRST
