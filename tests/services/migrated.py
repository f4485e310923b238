"""Databases with every migration applied and nothing else, made once and then copied.

To migrate from nothing takes ten seconds of a processor, and a run of all tests needs some twenty empty databases. That
migrations work from nothing is shown where a portal is installed: make demo, the stranger's run, the containers.

What was made is kept in var/migrated as long as no line of the portal and no package of it changes.
"""

import fcntl
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from tests.services.postgresql import PostgreSQL

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "var" / "migrated"
# Whatever a migration may use.
OURS = ("samenkracht", "projects", "participation", "reports")


def sqlite(path: Path) -> None:
    """Put one at ``path``, where nothing is yet."""

    def make(target: Path) -> None:
        _migrate(f"sqlite:///{target}")
        with closing(sqlite3.connect(target)) as database:
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    with _kept("sqlite3", make) as kept:
        shutil.copyfile(kept, path)


def postgresql(server: PostgreSQL, name: str) -> str:
    """A new database of that name on this server; returns its DATABASE_URL."""
    place = ["-h", "127.0.0.1", "-p", str(server.port), "-U", "samenkracht"]
    url = server.create_database(name)

    def make(target: Path) -> None:
        _migrate(url)
        dump = [str(server.binaries / "pg_dump"), *place, "-f", str(target), name]
        subprocess.run(dump, check=True)
        subprocess.run([str(server.binaries / "dropdb"), *place, name], check=True)
        server.create_database(name)

    load = [str(server.binaries / "psql"), *place, "-X", "-q", "-v", "ON_ERROR_STOP=1", "-o", os.devnull]
    with _kept(f"{server.binaries.parent.name}.sql", make) as kept:
        subprocess.run([*load, "-f", str(kept), name], check=True)
    return url


@contextmanager
def _kept(kind: str, make: Callable[[Path], None]) -> Iterator[Path]:
    """The file of this kind, made by the first process that asks for it; those of older code are thrown away.

    Until it has been used no other process looks: one with newer code would throw it away.
    """
    with _locked():
        path = FOLDER / f"{_code()}.{kind}"
        if not path.exists():
            for old in FOLDER.glob(f"*.{kind}*"):
                old.unlink()
            half = path.with_name(f"{path.name}-half")
            make(half)
            half.rename(path)
        yield path


@contextmanager
def _locked() -> Iterator[None]:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _code() -> str:
    """A name for all that a migration may use."""
    told = hashlib.sha256(sys.version.encode())
    files = [path for folder in OURS for path in sorted((ROOT / folder).rglob("*.py"))]
    for path in [*files, *sorted((ROOT / "requirements").glob("*.txt"))]:
        told.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    return told.hexdigest()[:16]


def _migrate(url: str) -> None:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    with tempfile.TemporaryDirectory() as var:
        done = subprocess.run(
            [sys.executable, "manage.py", "migrate", "--verbosity", "0"],
            cwd=ROOT, env=kept | {"MODE": "test", "DATABASE_URL": url, "VAR_DIR": var}, capture_output=True, text=True,
            check=False,
        )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"migrate ended with {done.returncode}.\n{done.stdout}{done.stderr}")
