"""Making a backup and restoring one, whatever the database."""

import os
import shutil
import tempfile
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Final, Protocol

from django.conf import settings
from django.db import connections
from django.db.migrations.loader import MigrationLoader

from samenkracht.backups import erasures
from samenkracht.backups import manifest as papers
from samenkracht.backups.erasures import Erased
from samenkracht.backups.manifest import Manifest, State, Unusable
from samenkracht.backups.postgresql import PostgreSQL
from samenkracht.backups.sqlite import SQLite
from samenkracht.core.db import restore_lock
from samenkracht.core.db.database import NO_DATABASE

# Who finds a backup must not be logged in with it; a cache is made anew.
# What opens a restored database is written when what was erased since was erased again.
LEFT_EMPTY: Final = ("cache_entries", "core_opening", "django_session")


class Store(Protocol):
    """One kind of database."""

    kind: str
    part: str

    def save(self, to: Path, *, left_empty: tuple[str, ...]) -> State: ...

    def check_readable(self, part: Path) -> None: ...

    def check_empty(self) -> None: ...

    def load(self, part: Path, *, check: Callable[[State], None]) -> None: ...


def store() -> Store:
    """The database of this installation."""
    return SQLite() if connections["default"].vendor == "sqlite" else PostgreSQL()


def make(out: Path, *, at: datetime) -> Manifest:
    """Write a backup into the new folder ``out``, closed to others; it appears when all of it is whole.

    Raises Unusable.
    """
    if out.exists() or out.is_symlink():
        raise Unusable(f"{out} is there already; give a folder that does not exist yet")
    try:
        aside = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.absolute().parent))
    except OSError as error:
        raise Unusable(f"{out} cannot be made: {error.strerror}") from error
    try:
        made = _write(aside, at=at)
        aside.rename(out)
    except OSError as error:
        raise Unusable(f"{out} could not be written: {error.strerror}") from error
    except NO_DATABASE as error:
        raise Unusable("the database does not answer, or not for long enough") from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return made


def _write(folder: Path, *, at: datetime) -> Manifest:
    here = store()
    part = folder / here.part
    state = here.save(part, left_empty=LEFT_EMPTY)
    here.check_readable(part)
    made = Manifest(
        made_at=at.isoformat(),
        release=settings.RELEASE,
        kind=here.kind,
        state=state,
        left_empty=LEFT_EMPTY,
        proof=papers.new_proof(),
        part=papers.part_of(part),
    )
    for path in (part, papers.write(made, folder)):
        path.chmod(0o600)
        with path.open("rb") as file:
            os.fsync(file.fileno())
    return made


def check(folder: Path) -> Manifest:
    """Everything that can be said of a backup without a place to put it. Raises Unusable."""
    found = papers.read(folder)
    here = store()
    if found.kind != here.kind:
        raise Unusable(f"this is a backup of {found.kind}, and DATABASE_URL names {here.kind}")
    papers.check_heads(found, heads_of_this_code())
    papers.check_keys(found)
    here.check_readable(folder / found.part.name)
    return found


def restore(folder: Path, *, erased: Erased | None, at: datetime) -> tuple[Manifest, int]:
    """Fill the empty database of this installation, compare it with the manifest, erase again, and open it.

    ``erased`` None: nothing was erased since the backup. Gives how many rows were erased again. Raises Unusable.
    """
    here, found = store(), check(folder)
    if erased is not None and erased.at < datetime.fromisoformat(found.made_at):
        raise Unusable("the list of erasures is older than the backup; it cannot know what was erased since")
    try:
        here.check_empty()
        here.load(folder / found.part.name, check=partial(papers.check_tables, found.state))
    except OSError as error:
        raise Unusable(f"the database could not be written: {error.strerror}") from error
    except NO_DATABASE as error:
        raise Unusable("the database does not answer") from error
    number = erasures.again(erased, at=at) if erased is not None else 0
    restore_lock.unlock()
    return found, number


def heads_of_this_code() -> dict[str, str]:
    """The last migration of each app."""
    return dict(MigrationLoader(None).graph.leaf_nodes())
