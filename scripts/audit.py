"""Compare the lock files with a snapshot of advisories (requirements/advisories.json); no network is needed.

usage: audit.py                            what of the lock files is named by an advisory
       audit.py --take ZIP --on YYYY-MM-DD  take a new snapshot from the export for PyPI of osv.dev, fetched on that day

The snapshot holds the advisories, in OSV's own form, of packages that a lock file names. "accepted" names those that
do not touch the portal, each with the reason. The exit status is 0 only when there is a snapshot of at most 30 days old
and nothing of it is left.
"""

import argparse
import json
import re
import sys
import zipfile
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

ROOT = Path(__file__).resolve().parent.parent
SNAPSHOT = ROOT / "requirements" / "advisories.json"
DAYS = 30
Advisory = dict[str, Any]


def locked() -> dict[str, str]:
    """Package and version of everything that the lock files name."""
    texts = [path.read_text() for path in sorted((ROOT / "requirements").glob("*.txt"))]
    return {canonicalize_name(name): version for text in texts for name, version in re.findall(PIN, text)}


PIN = re.compile(r"(?m)^([A-Za-z0-9._-]+)==([^ ;\\\n]+)")


def findings(snapshot: dict[str, Any], packages: dict[str, str]) -> list[tuple[str, str, Advisory]]:
    """Package, version and advisory of each that touches a locked version and was neither withdrawn nor accepted."""
    return [
        (name, packages[name], advisory)
        for advisory in snapshot["advisories"]
        if "withdrawn" not in advisory and advisory["id"] not in snapshot["accepted"]
        for name in sorted(names_of(advisory) & set(packages))
        if touches(advisory, name, packages[name])
    ]


def names_of(advisory: Advisory) -> set[str]:
    """The packages that it is about."""
    packages = [one.get("package", {}) for one in advisory.get("affected", [])]
    return {canonicalize_name(one["name"]) for one in packages if one.get("ecosystem") == "PyPI"}


def touches(advisory: Advisory, name: str, version: str) -> bool:
    """Whether this version is one of those listed, or lies in one of the ranges (ossf.github.io/osv-schema)."""
    here = Version(version)
    for one in advisory["affected"]:
        package = one.get("package", {})
        if package.get("ecosystem") != "PyPI" or canonicalize_name(package["name"]) != name:
            continue
        if any(is_same(listed, here) for listed in one.get("versions", [])):
            return True
        if any(is_within(span, here) for span in one.get("ranges", []) if span["type"] == "ECOSYSTEM"):
            return True
    return False


def is_same(listed: str, here: Version) -> bool:
    """Old releases have versions that nobody can order; none of them is locked."""
    try:
        return Version(listed) == here
    except InvalidVersion:
        return False


def is_within(span: dict[str, Any], here: Version) -> bool:
    """Walks the events in the order of their versions: introduced switches on; fixed, and after last_affected, off."""
    events = [(Version(value), kind) for event in span["events"] for kind, value in event.items()]
    is_touched = False
    for version, kind in sorted(events, key=lambda event: event[0]):
        if kind == "introduced" and here >= version:
            is_touched = True
        elif (kind == "fixed" and here >= version) or (kind == "last_affected" and here > version):
            is_touched = False
    return is_touched


def take(export: Path, on: date) -> dict[str, Any]:
    """A snapshot of what ``export`` says about our packages. What was accepted stays, as long as it is there."""
    packages = set(locked())
    with zipfile.ZipFile(export) as archive:
        everything: Iterable[Advisory] = [json.loads(archive.read(name)) for name in sorted(archive.namelist())]
    ours = sorted((one for one in everything if names_of(one) & packages), key=lambda one: str(one["id"]))
    accepted = json.loads(SNAPSHOT.read_text())["accepted"]
    known = {one["id"] for one in ours}
    return {
        "taken": on.isoformat(),
        "source": "osv.dev, all advisories for PyPI; of those, the ones about locked packages",
        "accepted": {name: reason for name, reason in accepted.items() if name in known},
        "advisories": ours,
    }


def report(snapshot: dict[str, Any], packages: dict[str, str], today: date) -> tuple[list[str], int]:
    """What to say, and the exit status."""
    if snapshot["taken"] is None:
        return [
            "There is no snapshot of advisories yet: nothing is known about the locked versions, neither good nor bad.",
            "How to take one: docs/runbook.md, What the portal is made of.",
        ], 2
    found = findings(snapshot, packages)
    age = (today - date.fromisoformat(snapshot["taken"])).days
    lines = [
        f"{name} {version}: {one['id']} {' '.join(one.get('aliases', []))} {one.get('summary', '')}".rstrip()
        for name, version, one in found
    ]
    lines.append(
        f"{len(packages)} packages against {len(snapshot['advisories'])} advisories of {snapshot['taken']}: "
        f"{len(found)} to look at, {len(snapshot['accepted'])} accepted"
    )
    if age > DAYS:
        lines.append(f"The snapshot is {age} days old; what became known since is not in it. Take a new one.")
    return lines, 1 if found else 2 if age > DAYS else 0


def main(words: list[str]) -> int:
    parser = argparse.ArgumentParser(description="Compare the lock files with a snapshot of advisories.")
    parser.add_argument("--take", type=Path, metavar="ZIP")
    parser.add_argument("--on", type=date.fromisoformat, metavar="YYYY-MM-DD")
    given = parser.parse_args(words)
    if (given.take is None) != (given.on is None):
        parser.error("--take and --on go together")
    if given.take is not None:
        SNAPSHOT.write_text(json.dumps(take(given.take, given.on), indent=2, ensure_ascii=False) + "\n")
    lines, status = report(json.loads(SNAPSHOT.read_text()), locked(), date.today())  # noqa: DTZ011 - a day of the calendar here
    print("\n".join(lines))
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
