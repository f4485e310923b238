"""The blocks of commands of docs/runbook.md, by the section that they stand in."""

import re
from dataclasses import dataclass
from pathlib import Path

RUNBOOK = Path(__file__).resolve().parents[2] / "docs" / "runbook.md"
NEEDS = ("root", "network", "systemd", "nothing else")


@dataclass(frozen=True)
class Block:
    """Commands that somebody copies at once."""

    section: str
    needs: tuple[str, ...]
    commands: str


def blocks(text: str = "") -> list[Block]:
    """In the order of the paper. Raises ValueError for one that does not say what it needs."""
    found = []
    section = ""
    for part in re.finditer(r"(?m)^## (.+)$|^```sh\n((?:.*\n)*?)```$", text or RUNBOOK.read_text()):
        if part.group(1):
            section = part.group(1)
            continue
        first, _, commands = part.group(2).partition("\n")
        needs = tuple(first.removeprefix("# needs: ").split(", "))
        if not first.startswith("# needs: ") or set(needs) - set(NEEDS):
            raise ValueError(f"{section}: a block of commands begins with what it needs, not with {first!r}")
        found.append(Block(section, needs, commands))
    return found
