"""What a linter cannot see about the house."""

import ast
import functools
import importlib
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps

from samenkracht.core.jobs.housekeeping import terms
from scripts import check, write_docs
from scripts.measure_house import imports
from tests.services.rooms import PURE, WITH_WINGS, is_out_of_order, room_of, rooms, wings

ROOT = Path(__file__).resolve().parents[2]
APPS = ("samenkracht", "projects", "participation", "reports")
OF_DJANGO = {"admin"}
pytestmark = pytest.mark.once


def sources(*folders: str) -> list[Path]:
    """The portal's own Python files."""
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def test_imports_go_down():
    done = subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"], cwd=ROOT, capture_output=True, text=True
    )

    assert done.returncode == 0, done.stdout[-3000:]


def test_planted_import_upward_is_caught(tmp_path):
    for folder in APPS:
        (tmp_path / folder).symlink_to(ROOT / folder)
    (tmp_path / "projects").unlink()
    (tmp_path / "projects").mkdir()
    for path in (ROOT / "projects").iterdir():
        (tmp_path / "projects" / path.name).symlink_to(path)
    models = tmp_path / "projects" / "enums.py"
    models.unlink()
    models.write_text("from participation import models\n" + (ROOT / "projects" / "enums.py").read_text())

    done = subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports")), "--no-cache", "--config", str(ROOT / ".importlinter")],
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )

    assert done.returncode == 1
    assert "projects.enums -> participation.models" in done.stdout


def test_top_level_holds_agreed_names_only():
    assert check.top_level_is_as_agreed() == ""


def test_lock_files_carry_names_versions_and_hashes_alone():
    assert check.lock_files_name_no_hosts() == ""
    assert check.lock_files_are_hashed() == ""


@pytest.mark.parametrize("paper", write_docs.PAPERS)
def test_paper_says_what_the_code_says(paper):
    assert not write_docs.is_different(paper, write_docs.PAPERS[paper]()), "run: make docs"


def test_starting_the_web_loads_no_renderer():
    banned = ("typst", "docx", "xlsxwriter", "odfdo", "sklearn", "numpy", "openpyxl")
    code = (
        "import django, sys; django.setup(); import samenkracht.urls, samenkracht.wsgi;"
        f"print(*sorted(set({banned!r}) & {{name.split('.')[0] for name in sys.modules}}))"
    )

    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)

    assert done.stdout.split() == []


def test_every_table_has_a_term():
    stated = terms()
    tables = [model._meta.label_lower for model in apps.get_models(include_auto_created=False)]

    assert [table for table in tables if table not in stated] == []


def test_every_stated_term_belongs_to_a_table():
    tables = {model._meta.label_lower for model in apps.get_models(include_auto_created=True)}

    assert sorted(set(terms()) - tables) == []


def test_env_example_lists_what_is_read():
    example = set(re.findall(r"^([A-Z][A-Z_]+)=", (ROOT / ".env.example").read_text(), re.M))
    settings = ast.parse((ROOT / "samenkracht" / "settings.py").read_text())
    read = {
        node.args[0].value
        for node in ast.walk(settings)
        if isinstance(node, ast.Call)
        and (
            (isinstance(node.func, ast.Attribute) and ast.unparse(node.func.value) in ("env", "os.environ"))
            or ast.unparse(node.func) in ("secret", "env")
        )
        and node.args
        and isinstance(node.args[0], ast.Constant)
    }

    assert example - {"PORT", "HOST"} == read


def test_tasks_are_never_run_eagerly():
    word = "task_always" + "_eager"
    found = [
        str(path.relative_to(ROOT))
        for path in [*sources(*APPS, "tests", "scripts"), ROOT / "pyproject.toml", ROOT / ".env.example"]
        if word in path.read_text().lower()
    ]

    assert found == []


def test_code_is_named_by_dotted_strings_in_the_settings_only():
    """A dotted string is an import that no contract sees. Names of tasks and loggers are no modules."""
    modules = {module_name(path) for path in sources(*APPS)}
    allowed = {f"samenkracht/{name}.py" for name in ("settings", "celery", "wsgi", "urls")}
    found = []
    for path in sources(*APPS):
        place = str(path.relative_to(ROOT))
        if place in allowed or "migrations" in path.parts or path.name == "apps.py":
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and names_a_module(node.value, modules):
                found.append(f"{place}:{node.lineno}: {node.value}")

    assert found == []


def module_name(path: Path) -> str:
    """projects/models/__init__.py -> projects.models"""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def names_a_module(text: str, modules: set[str]) -> bool:
    """Is this a dotted module of the portal, or something inside one?"""
    if not re.fullmatch(r"[a-z_]+(\.[A-Za-z_]+)+", text):
        return False
    return text in modules or text.rpartition(".")[0] in modules - {
        "samenkracht",
        "projects",
        "participation",
        "reports",
    }


def test_signals_are_not_used():
    banned = re.compile(r"^\s*(from|import) django\.(dispatch|db\.models\.signals|core\.signals)", re.M)

    assert [str(path.relative_to(ROOT)) for path in sources(*APPS) if banned.search(path.read_text())] == []


def test_nothing_is_called_utils():
    names = {"utils", "helpers", "misc", "common"}

    assert [
        str(path) for path in sources(*APPS, "tests", "scripts") if path.stem in names or path.parent.name in names
    ] == []


def test_clock_is_read_at_the_edges_only():
    """Services take ``at``; views, tasks, commands and middleware read the clock once and pass it on."""
    clock = re.compile(r"\bclock\.(now|today)\b(?!\.)")
    found = [
        str(path.relative_to(ROOT))
        for path in sources(*APPS)
        if clock.search(path.read_text()) and not is_edge(path.relative_to(ROOT))
    ]

    assert found == []


def is_edge(place: Path) -> bool:
    """Whether this file may read the clock."""
    others = {"demo", "middleware", "health", "context", "downloads", "adapter"}
    named = {part.removesuffix(".py") for part in place.parts}
    of_samenkracht = place.parts[0] == "samenkracht" and bool(others & named)
    return of_samenkracht or "commands" in place.parts or room_of(place) in {"views", "tasks", "pages"}


@pytest.mark.parametrize("place", rooms("services", "queries", "collect", "content", "analysis", "formbuilder"))
def test_the_clock_may_not_be_read_in_a_service_or_a_pure_room_of_any_wing(place):
    assert not is_edge(place if place.suffix else place / "views.py")


@pytest.mark.parametrize("app", WITH_WINGS)
@pytest.mark.parametrize("mirror", ["templates", "tests"])
def test_templates_and_tests_stand_in_the_folder_of_their_wing(mirror, app):
    folders = {path.name for path in (ROOT / mirror / app).iterdir() if path.is_dir() and path.name != "__pycache__"}

    assert folders - {*wings(app), "formbuilder"} == set()


def contract_text(name: str) -> str:
    """What .importlinter says from the head of this contract on."""
    return (ROOT / ".importlinter").read_text().split(f"[importlinter:contract:{name}]")[1]


@pytest.mark.parametrize("app", WITH_WINGS)
def test_every_wing_stands_in_the_contract_of_rooms(app):
    contract = contract_text("rooms").split("exhaustive")[0]

    assert set(re.findall(rf"^    {app}\.(\w+)$", contract, re.M)) == set(wings(app))


def test_every_pure_room_stands_in_the_contract_of_drawing():
    contract = (
        (ROOT / ".importlinter").read_text().split("[importlinter:contract:drawing]")[1].split("forbidden_mod")[0]
    )
    pure = {".".join(room.with_suffix("").parts) for room in rooms(*sorted(PURE))}

    assert set(re.findall(r"^    ([a-z_.]+)$", contract, re.M)) == pure


def test_rooms_keep_their_order_across_the_wings_of_an_app():
    """Inside a wing the contract of rooms holds it; here a service of one wing and a view of another are looked at."""
    found = [
        f"{importer} imports {imported}"
        for importer, others in imports().items()
        for imported in others
        if is_out_of_order(Path(importer), Path(imported))
    ]

    assert found == []


@pytest.mark.parametrize(
    ("importer", "imported", "is_refused"),
    [
        ("projects/goals/services.py", "projects/plans/views/plans.py", True),
        ("projects/goals/services.py", "projects/plans/forms.py", True),
        ("projects/plans/content/plan.py", "projects/goals/queries.py", True),
        ("projects/goals/views.py", "projects/plans/services/plans.py", False),
        ("projects/goals/services.py", "projects/plans/services/plans.py", False),
        ("participation/intake/collect.py", "projects/queries.py", False),  # a lower floor answers to all
    ],
)
def test_a_planted_import_across_wings_is_seen(importer, imported, is_refused):
    assert is_out_of_order(Path(importer), Path(imported)) is is_refused


def test_another_floor_asks_an_app_by_its_own_file_of_queries():
    """``projects/queries.py`` and its like are what other floors may ask; the queries of a wing are its own."""
    found = [
        f"{importer} imports {imported}"
        for importer, others in imports().items()
        for imported in others
        if Path(imported).parts[0] in WITH_WINGS
        and Path(importer).parts[0] != Path(imported).parts[0]
        and room_of(Path(imported)) == "queries"
        and imported != f"{Path(imported).parts[0]}/queries.py"
    ]

    assert found == []


@pytest.mark.parametrize("app", WITH_WINGS)
def test_what_other_floors_may_ask_is_asked_by_somebody(app):
    """A name in ``<app>/queries.py`` that nobody outside the app asks belongs to its wing alone."""
    offered = set(importlib.import_module(f"{app}.queries").__all__)

    assert offered - asked_of_queries()[app] == set()


@functools.cache
def asked_of_queries() -> dict[str, set[str]]:
    """For each app the names that others ask of its ``queries.py``; one pass over all files, tests included."""
    asked = {app: set[str]() for app in APPS}
    for path in sources(*APPS, "tests"):
        nodes = list(ast.walk(ast.parse(path.read_text())))
        imported = [node for node in nodes if isinstance(node, ast.ImportFrom)]
        attributes = [
            (node.value.id, node.attr)
            for node in nodes
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
        ]
        for app in (app for app in APPS if path != ROOT / app / "queries.py"):
            names = {one.asname or one.name for node in imported if node.module == app for one in node.names}
            asked[app] |= {one.name for node in imported if node.module == f"{app}.queries" for one in node.names}
            asked[app] |= {attr for owner, attr in attributes if owner in names}
    return asked


def planted_house(folder: Path, rooms_with: list[Path], line: str) -> None:
    """The house in another folder, where each of these rooms begins with this line."""
    shutil.copytree(
        ROOT, folder, ignore=lambda at, names: {name for name in names if Path(at) == ROOT and name not in APPS}
    )
    for room in rooms_with:
        file = folder / (room if room.suffix else room / "__init__.py")
        file.write_text(f"{line}\n{file.read_text()}")


def broken_imports(folder: Path) -> str:
    """What the contracts say of the house in this folder."""
    done = subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports")), "--no-cache", "--config", str(ROOT / ".importlinter")],
        cwd=folder,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    return done.stdout


def test_a_model_in_any_pure_room_is_caught(tmp_path):
    pure = rooms(*sorted(PURE))
    planted_house(tmp_path / "house", pure, "from projects import models as planted")

    told = broken_imports(tmp_path / "house")

    names = {".".join(room.with_suffix("").parts) for room in pure}
    assert {name for name in names if f"{name} -> projects.models" not in told} == set()


def test_services_that_import_the_views_of_their_wing_are_caught(tmp_path):
    views = [(room.parent, room) for room in rooms("views")]
    services = [room for room in rooms("services") if any(room.parent == wing for wing, _views in views)]
    planted_house(tmp_path / "house", [], "")
    for room in services:
        file = tmp_path / "house" / (room if room.suffix else room / "__init__.py")
        file.write_text(f"from {'.'.join(room.parent.parts)} import views as planted\n{file.read_text()}")

    told = broken_imports(tmp_path / "house")

    wrong = {".".join(room.parent.parts) for room in services}
    assert len(wrong) > 10
    assert {wing for wing in wrong if f"{wing}.services -> {wing}.views" not in told} == set()


@pytest.mark.parametrize("room", rooms(*sorted(PURE)), ids=str)
def test_the_database_in_any_pure_room_is_caught(room):
    done = subprocess.run(
        [
            str(Path(sys.executable).with_name("ruff")),
            "check",
            "--stdin-filename",
            str(ROOT / (room if room.suffix else room / "planted.py")),
            "-",
        ],
        cwd=ROOT,
        input="from django.db import connection\n\nconnection.close()\n",
        capture_output=True,
        text=True,
    )

    assert "TID251" in done.stdout


def test_templates_of_a_lower_app_load_nothing_of_a_higher_one():
    floors = ["projects", "participation", "reports", "pages"]
    found = []
    for position, floor in enumerate(floors):
        higher = "|".join(floors[position + 1 :])
        if not higher:
            continue
        upward = re.compile(rf"""{{%\s*(?:include|extends)\s+["'](?:{higher})/""")
        for path in sorted((ROOT / "templates" / floor).rglob("*.html")):
            found += [f"{path.relative_to(ROOT)}: {match.group(0)}" for match in upward.finditer(path.read_text())]

    assert found == []


def test_templates_carry_no_inline_style_or_script():
    inline = re.compile(r"<style\b|\sstyle=|<script(?![^>]*\bsrc=)|\son[a-z]+=\"|javascript:", re.I)
    found = [
        str(path.relative_to(ROOT))
        for path in sorted((ROOT / "templates").rglob("*.html"))
        if inline.search(path.read_text())
    ]

    assert found == []


def test_a_form_of_what_is_stored_knows_what_stands_there():
    """Otherwise a later save undoes unseen what another did (concurrent_edits). ``initial`` is for what is new."""
    of_stored = re.compile(r"_initial\(|\btarget\.|\btarget\b[,)]")
    # What was on the screen is a decision's own field; a copy goes to a project, a new programme to an agenda.
    new = {"version_seen(target)", "{'project': target.plan.project_id}", "{'agenda': target.pk}"}
    found = []
    for path in sources(*APPS):
        for call in ast.walk(ast.parse(path.read_text())):
            if not isinstance(call, ast.Call):
                continue
            given = {keyword.arg: ast.unparse(keyword.value) for keyword in call.keywords}
            if "views" in path.parts and of_stored.search(given.get("initial", "")) and given["initial"] not in new:
                found.append(f"{path.relative_to(ROOT)}:{call.lineno} initial={given['initial']}")
    assert found == []


def test_a_role_is_asked_for_in_one_way_and_a_set_of_roles_has_its_name_in_one_file():
    """``has_role``: it asks whether the account is open, too. Sets stand in samenkracht/accounts/roles.py."""
    found = []
    for path in sources(*APPS):
        if path.parent.name == "accounts" or "migrations" in path.parts or "demo" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            compares = isinstance(node, ast.Compare) and any(
                isinstance(side, ast.Attribute) and side.attr == "role" for side in (node.left, *node.comparators)
            )
            gathers = isinstance(node, ast.Set | ast.Tuple | ast.List) and any(
                isinstance(one, ast.Attribute) and ast.unparse(one.value) == "Role" for one in node.elts
            )
            if compares or gathers:
                found.append(f"{path.relative_to(ROOT)}:{node.lineno}")
    assert found == []


def test_no_admin_site_and_no_superuser():
    assert OF_DJANGO & {config.label for config in apps.get_app_configs()} == set()
    assert not hasattr(apps.get_model("accounts.User"), "is_superuser")


def test_lower_floor_cannot_reach_up_through_a_reverse_relation():
    floors = ["core", "audit", "accounts", "projects", "participation", "reports"]
    found = []
    for height, label in enumerate(floors):
        for model in apps.get_app_config(label).get_models():
            for field in model._meta.get_fields():
                target = getattr(field, "related_model", None)
                if field.auto_created or not isinstance(target, type) or target._meta.app_label not in floors:
                    continue
                if floors.index(target._meta.app_label) < height and not field.remote_field.hidden:
                    found.append(f"{model._meta.label}.{field.name}: related_name='+'")

    assert found == []
