"""The units of systemd in deploy/ as systemd puts them together, and what they start without systemd."""

import re
import shlex
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

FOLDER = ROOT / "deploy" / "systemd"
Unit = dict[str, dict[str, list[str]]]


def read(name: str, folder: Path = FOLDER) -> Unit:
    """Sections with their settings, those of the files beside the unit (samenkracht-.service.d) among them.

    A setting that stands twice has two values.
    """
    stem, _, kind = name.rpartition(".")
    beside = []
    if "-" in stem:
        beside = sorted((folder / f"{stem.split('-')[0]}-.{kind}.d").glob("*.conf"))
    found: Unit = {}
    for path in (folder / name, *beside):
        section = ""
        for line in path.read_text().splitlines():
            if heading := re.fullmatch(r"\[(\w+)\]", line):
                section = heading.group(1)
            elif line and line[0] not in "#;":
                key, _, value = line.partition("=")
                found.setdefault(section, {}).setdefault(key, []).append(value)
    return found


def command(line: str) -> list[str]:
    """The words that systemd starts for ``ExecStart=line``: %% is % and $$ is $ by then."""
    return [word.replace("%%", "%").replace("$$", "$") for word in shlex.split(line)]
