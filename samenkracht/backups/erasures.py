"""What was erased, told apart from the backups: whoever restores one that is older does it again (trust 65).

A list holds marks: numbers from which nobody learns what they stood for, and which fit no other row ever after. Apps
say in ``apps.ready()`` which marks they have, and how to erase again what one of them stands for.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from samenkracht.backups.manifest import Unusable
from samenkracht.core.values.json import canonical, digest

SCHEMA = 1


@dataclass(frozen=True, slots=True)
class Ledger:
    """What one kind of row knows of its erasures. ``again(marks, at)`` gives how many rows it erased."""

    name: str
    marks: Callable[[], Iterable[str]]
    again: Callable[[set[str], datetime], int]


@dataclass(frozen=True, slots=True)
class Erased:
    """A list that was written at a moment: marks by the name of their ledger."""

    at: datetime
    marks: dict[str, list[str]]


_ledgers: dict[str, Ledger] = {}


def add(ledger: Ledger) -> None:
    """State what a kind of row knows of its erasures."""
    _ledgers[ledger.name] = ledger


def write(out: Path, *, at: datetime) -> int:
    """Write the list, in place of an older one; gives how many marks. Raises Unusable."""
    marks = {name: sorted(ledger.marks()) for name, ledger in sorted(_ledgers.items())}
    content = {"schema": SCHEMA, "at": at.isoformat(), "marks": marks}
    aside = out.with_name(f".{out.name}-writing")
    try:
        aside.write_bytes(canonical(content | {"sum": digest(content)}))
        aside.chmod(0o600)
        aside.replace(out)
    except OSError as error:
        aside.unlink(missing_ok=True)
        raise Unusable(f"{out} could not be written: {error.strerror}") from error
    return sum(len(one) for one in marks.values())


def read(path: Path) -> Erased:
    """A list that is whole. Raises Unusable."""
    try:
        content = json.loads(path.read_bytes())
        said = content.pop("sum")
        if content["schema"] != SCHEMA or set(content["marks"]) - set(_ledgers):
            raise Unusable(f"{path} is of another release")
        found = Erased(at=datetime.fromisoformat(content["at"]), marks=content["marks"])
    except OSError as error:
        raise Unusable(f"{path} cannot be read: {error.strerror}") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Unusable(f"{path} is no list of erasures") from error
    if digest(content) != said:
        raise Unusable(f"{path} is not what was written: its sum differs")
    return found


def again(erased: Erased, *, at: datetime) -> int:
    """Erase what the list names and this database still has; gives how many rows. Twice is once."""
    return sum(_ledgers[name].again(set(marks), at) for name, marks in erased.marks.items())
