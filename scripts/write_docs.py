"""Write what the papers say about the code anew: hooks, permissions, models. Exit status 1 when they differed."""

import os
import sys
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("MODE", "test")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samenkracht.settings")

import django  # noqa: E402 - the environment must stand first

django.setup()

from django.apps import apps  # noqa: E402 - the environment must stand first
from django.db.models import Field, Model  # noqa: E402 - the environment must stand first

from samenkracht.accounts import permissions  # noqa: E402 - the environment must stand first
from samenkracht.core.hooks import Hook  # noqa: E402 - the environment must stand first
from samenkracht.core.jobs.housekeeping import terms  # noqa: E402 - the environment must stand first

OURS = ("core", "audit", "accounts", "projects", "participation", "reports")
MATRIX = ROOT / "tests" / "permissions" / "matrix.toml"
COLUMNS = ("own", "other", "kind")
# The ends of a line: how many rows point, and to how many.
CROW = {
    ("many", False): "}o--o{",
    ("one", False): "|o--||",
    ("one", True): "|o--o|",
    ("from many", False): "}o--||",
    ("from many", True): "}o--o|",
}
# Who the matrix tells apart, and what they are called here; deputy and editor get what the leader gets.
PARTS = {
    "leader": "team",
    "coordinator": "coordinator",
    "commissioner": "commissioner",
    "director": "director",
    "holder": "portfolio holder",
    "secretary": "secretary",
    "privacy_officer": "privacy officer",
    "administrator": "administrator",
}
ALIKE = {"deputy", "editor", "other_leader"}
BEGIN, END = "<!-- hooks -->\n", "<!-- /hooks -->"


def hooks() -> str:
    """docs/architecture.md with the table of hooks between its marks."""
    lines = ["| hook | functions, in the order in which they are called |", "|---|---|"]
    for name, hook in sorted(Hook.known.items()):
        functions = [f"`{function.__module__}.{function.__qualname__}`" for function in hook.functions]
        lines.append(f"| `{name}` | {', '.join(functions) or 'nobody yet'} |")
    table = "\n".join(lines) if Hook.known else "No hook is declared yet."
    text = (ROOT / "docs" / "architecture.md").read_text()
    before, _mark, rest = text.partition(BEGIN)
    _old, _end, after = rest.partition(END)
    return f"{before}{BEGIN}{table}\n{END}{after}"


def permission_table() -> str:
    """docs/permissions.md: every permission, what it says, what each role gets, and the one rule that decides."""
    matrix = tomllib.loads(MATRIX.read_text())
    lines = [
        "# Permissions and their rules", "",
        "Made by `make docs` from the rules and from `tests/permissions/matrix.toml`, which a walk over all routes",
        "compares with what the portal does. What is not named here is refused. The team of a project are its leader,",
        "deputy and editors.", "",
        "*own*: of an object of the own project. *other*: of one of another. *kind*: of no object in particular.",
        "Of these two projects the commissioner commissions the first and the director the second. Where nothing",
        "stands no route asks: the rule alone decides.", "",
        "| permission | says | " + " | ".join(PARTS.values()) + " | rule |",
        "|" + "---|" * (len(PARTS) + 3),
    ]  # fmt: skip
    for permission in permissions.Permission:
        rule = permissions._rules.get(permission)
        says = "" if rule is None else " ".join((rule.__doc__ or "").split("\n\n")[0].split())
        where = "nobody: always refused" if rule is None else f"`{rule.__module__}.{rule.__qualname__}`"
        lines.append(f"| `{permission}` | {says} | {' | '.join(gets(matrix, permission))} | {where} |")
    return "\n".join(lines) + "\n"


def gets(matrix: dict[str, Any], permission: str) -> list[str]:
    """For each of PARTS in which columns of the matrix it stands."""
    if permission not in matrix:
        return [""] * len(PARTS)
    groups, row = matrix["groups"], matrix[permission]
    if without := set(groups["staff"]) - set(PARTS) - ALIKE:
        raise ValueError(f"who gets no column yet: {', '.join(sorted(without))}")
    named = {column: {one for name in names for one in groups.get(name, [name])} for column, names in row.items()}
    return [", ".join(column for column in COLUMNS if part in named.get(column, ())) or "–" for part in PARTS]


def model_map() -> str:
    """docs/models.md: every table, what it points to, and how long its rows stay."""
    lines = ["# Tables", "", "Made from the code by `make docs`."]
    kept = terms()
    for label in OURS:
        lines += ["", f"## {label}", "", *picture(label)]
        lines += ["", "| model | what it is | points to | rows stay |", "|---|---|---|---|"]
        for model in sorted(apps.get_app_config(label).get_models(), key=lambda model: model.__name__):
            promise = " ".join((model.__doc__ or "").split("\n\n")[0].split())
            term = kept.get(f"{label}.{model.__name__}".lower())
            stays = "" if term is None else f"{days(term.after)}: {term.why}" if term.after is not None else term.why
            lines.append(f"| {model.__name__} | {promise} | {', '.join(pointed_to(model)) or '–'} | {stays} |")
    return "\n".join(lines) + "\n"


def picture(label: str) -> list[str]:
    """The tables of an app and what they point to, as Mermaid draws it."""
    found = sorted(apps.get_app_config(label).get_models(), key=lambda model: model.__name__)
    lines = ["```mermaid", "erDiagram"]
    for model in found:
        ends = [f"    {model.__name__} {CROW[relation(field)]} {field.related_model.__name__} : {field.name}"
                for field in model._meta.get_fields()
                if isinstance(field, Field) and isinstance(field.related_model, type)]  # fmt: skip
        lines += ends or [f"    {model.__name__}"]
    return [*lines, "```"]


def relation(field: "Field[Any, Any]") -> tuple[str, bool]:
    """Of what kind the field is, and whether it may point to nothing."""
    kind = "many" if field.many_to_many else "one" if field.one_to_one else "from many"
    return kind, field.null


def days(span: object) -> str:
    """A term in days."""
    number = getattr(span, "days", 0)
    return f"{number} days" if number else "until expired"


def pointed_to(model: type[Model]) -> list[str]:
    """The models that this one has foreign keys to."""
    fields = [field for field in model._meta.get_fields() if isinstance(field, Field) and field.is_relation]
    return sorted({field.related_model.__name__ for field in fields if isinstance(field.related_model, type)})


PAPERS = {"architecture.md": hooks, "permissions.md": permission_table, "models.md": model_map}


def main() -> int:
    differed = [name for name, make in PAPERS.items() if is_different(name, make())]
    for name in differed:
        (ROOT / "docs" / name).write_text(PAPERS[name]())
        print(f"docs/{name} was not up to date and is written anew; commit it.")
    return 1 if differed else 0


def is_different(name: str, text: str) -> bool:
    """Does the paper say something else than the code?"""
    path = ROOT / "docs" / name
    return not path.exists() or path.read_text() != text


if __name__ == "__main__":
    sys.exit(main())
