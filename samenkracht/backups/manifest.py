"""What a backup says of itself. It names no secret: keys are kept apart from what they open."""

import base64
import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from samenkracht.core.security.encryption import CannotDecrypt, decrypt, encrypt
from samenkracht.core.values.json import canonical, digest

SCHEMA = 1
NAME = "manifest.json"
PLACE_OF_PROOF = "backup.manifest"


class Unusable(Exception):  # it says what is wrong
    """The backup, the tools or the target will not do; the message is one line for who keeps the portal."""


@dataclass(frozen=True, slots=True)
class TableChecksum:
    """How many rows a table has, and one number over all of them that does not depend on their order."""

    rows: int
    digest: str


@dataclass(frozen=True, slots=True)
class State:
    """What a database held at one moment: which server, the last migration of each app, and every table."""

    server: str
    heads: dict[str, str]
    tables: dict[str, TableChecksum]


@dataclass(frozen=True, slots=True)
class BackupFile:
    """One file of a backup."""

    name: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """A backup's own account. ``proof`` opens with the newest of FIELD_KEYS and holds nothing."""

    made_at: str
    release: str
    kind: str
    state: State
    left_empty: tuple[str, ...]
    proof: str
    part: BackupFile


def table_of(rows: Iterable[Sequence[Any]]) -> TableChecksum:
    """Count rows and add up their hashes."""
    number = total = 0
    for row in rows:
        number += 1
        line = repr([_plain(value) for value in row]).encode()
        total += int.from_bytes(hashlib.sha256(line).digest(), "big")
    return TableChecksum(rows=number, digest=f"{total % 2**256:064x}")


def _plain(value: Any) -> Any:
    if isinstance(value, memoryview):
        return bytes(value)
    return value.isoformat() if isinstance(value, date | datetime | time) else value


def part_of(path: Path) -> BackupFile:
    """The name, size and sum of a file."""
    with path.open("rb") as file:
        return BackupFile(path.name, path.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest())


def new_proof() -> str:
    """Something encrypted with the newest of FIELD_KEYS."""
    return base64.b64encode(encrypt("opened", place=PLACE_OF_PROOF)).decode()


def check_keys(manifest: Manifest) -> None:
    """Raise Unusable when FIELD_KEYS here do not open what was encrypted where the backup was made."""
    try:
        decrypt(base64.b64decode(manifest.proof), place=PLACE_OF_PROOF)
    except CannotDecrypt as error:
        raise Unusable("FIELD_KEYS here lack the key that was the newest when this backup was made") from error


def write(manifest: Manifest, folder: Path) -> Path:
    """Write the manifest with a sum over itself; gives the file."""
    content = {"schema": SCHEMA} | asdict(manifest)
    path = folder / NAME
    path.write_bytes(canonical(content | {"sum": digest(content)}))
    return path


def read(folder: Path) -> Manifest:
    """The manifest of a backup whose parts are whole. Raises Unusable for any other folder."""
    manifest = _read_manifest(folder / NAME)
    path = folder / manifest.part.name
    if not path.is_file():
        raise Unusable(f"{manifest.part.name} is missing")
    found = part_of(path)
    if found.bytes != manifest.part.bytes:
        raise Unusable(f"{found.name} has {found.bytes} bytes, and must have {manifest.part.bytes}")
    if found.sha256 != manifest.part.sha256:
        raise Unusable(f"{found.name} is not what was written: its sum differs")
    return manifest


def _read_manifest(path: Path) -> Manifest:
    try:
        content = json.loads(path.read_bytes())
        said = content.pop("sum")
        if content.pop("schema") != SCHEMA:
            raise Unusable(f"{NAME} has a schema that this release does not know")
        if digest({"schema": SCHEMA} | content) != said:
            raise Unusable(f"{NAME} is not what was written: its sum differs")
        state = content.pop("state")
        tables = {name: TableChecksum(**table) for name, table in state.pop("tables").items()}
        return Manifest(
            **content
            | {
                "state": State(**state, tables=tables),
                "left_empty": tuple(content["left_empty"]),
                "part": BackupFile(**content["part"]),
            }
        )
    except OSError as error:
        raise Unusable(f"{path} cannot be read: {error.strerror}") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Unusable(f"{path} is no manifest of a backup") from error


def check_heads(manifest: Manifest, heads: dict[str, str]) -> None:
    """Raise Unusable when the backup's migrations end elsewhere than those of this code."""
    for app in sorted(manifest.state.heads.keys() | heads.keys()):
        there, here = manifest.state.heads.get(app, "nothing"), heads.get(app, "nothing")
        if there != here:
            raise Unusable(
                f"the backup was made by release {manifest.release}, whose {app} ends with {there}; here it ends with"
                f" {here}. Restore with the release that made it, and upgrade after that"
            )


def check_tables(expected: State, found: State) -> None:
    """Raise Unusable when a table is missing, is too much, or holds other rows than the manifest says."""
    names = sorted(expected.tables.keys() | found.tables.keys())
    for name in names:
        if name not in found.tables or name not in expected.tables:
            raise Unusable(f"table {name} is {'missing' if name in expected.tables else 'not one of the backup'}")
    for name in names:
        there, here = expected.tables[name], found.tables[name]
        if there.rows != here.rows:
            raise Unusable(f"table {name} holds {here.rows} rows, and must hold {there.rows}")
        if there.digest != here.digest:
            raise Unusable(f"table {name} holds other rows than the backup was made of")
