"""Which wing and which room a file of the portal stands in, read from its path; the one list of both for all checks."""

from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
# The apps with a wing for each noun. samenkracht's packages are apps, or parts of core, themselves.
WITH_WINGS: Final = ("projects", "participation", "reports")
# Folders of an app that are no wing. The form builder is pure, and a room of its own.
NO_WINGS: Final = frozenset({"models", "migrations", "management", "templatetags", "data", "formbuilder"})
# From the top down; what stands in one place of the row does not import each other.
ROOMS: Final = (
    ("urls",),
    ("views",),
    ("channels",),
    ("forms", "services"),
    ("queries",),
    ("collect", "render"),
    ("indicators",),
    ("content", "analysis"),
)
# They know no database and no model.
PURE: Final = frozenset({"content", "analysis", "render", "formbuilder"})
# At the top of an app, or anywhere in samenkracht.
OTHERS: Final = frozenset(
    {"apps", "context", "enums", "formbuilder", "management", "migrations", "models", "pages", "permissions", "tasks",
     "templatetags"}
)  # fmt: skip
KNOWN: Final = frozenset(room for row in ROOMS for room in row) | OTHERS


def wings(app: str) -> list[str]:
    """The folders of an app that are wings: ["agendas", "alerts", ...]"""
    return sorted(path.parent.name for path in (ROOT / app).glob("*/__init__.py") if path.parent.name not in NO_WINGS)


def room_of(place: Path) -> str:
    """The first part below the app and its wing that names a room: ``projects/goals/views.py`` -> views.

    ``participation/builder/services/forms.py`` -> services; ``samenkracht/core/web/forms.py`` -> forms. Empty when no
    part does. A wing is no room, whatever it is called.
    """
    parts = [part.removesuffix(".py") for part in place.parts[1:]]
    if place.parts[0] in WITH_WINGS and len(parts) > 1 and parts[0] not in NO_WINGS:
        parts = parts[1:]
    return next((part for part in parts if part in KNOWN), "")


def rooms(*names: str) -> list[Path]:
    """The rooms of these names that there are, in every wing, each as its file or folder; the form builder too."""
    found = [
        path
        for app in WITH_WINGS
        for wing in wings(app)
        for name in names
        for path in (ROOT / app / wing / f"{name}.py", ROOT / app / wing / name)
        if path.exists()
    ]
    builder = [ROOT / "participation" / "formbuilder"] if "formbuilder" in names else []
    return [path.relative_to(ROOT) for path in found + builder]


def is_out_of_order(importer: Path, imported: Path) -> bool:
    """Whether a room imports one above it, or the one beside it, of any wing of the same app."""
    if importer.parts[0] != imported.parts[0] or importer.parts[0] not in WITH_WINGS:
        return False
    rank = {room: number for number, row in enumerate(ROOMS) for room in row}
    upper, lower = room_of(importer), room_of(imported)
    if upper not in rank or lower not in rank or upper == lower:
        return False
    return rank[upper] >= rank[lower]
