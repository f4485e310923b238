"""Settings as a fresh process reads them, many times a second: a program that forks once for each environment.

What every process imports before our settings (Django, Celery) is imported before the fork. Run as a program it reads
one JSON environment a line and prints one JSON outcome.
"""

import importlib
import json
import os
import subprocess
import sys
import traceback
from dataclasses import dataclass
from types import TracebackType

from tests.services.environment import ROOT

BEFORE = ("celery.app", "django.core.exceptions", "django.db.models")


@dataclass(frozen=True)
class Outcome:
    """The settings, each as ``repr`` shows it; or none, and what the process complained of before it ended."""

    settings: dict[str, str]
    error: str

    @property
    def starts(self) -> bool:
        return not self.error


class SettingsReader:
    """``read`` gives what a new process makes of an environment. A context manager; it ends the program."""

    def __enter__(self) -> "SettingsReader":
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.services.settings_reader"],
            cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env={"PYTHONPATH": str(ROOT)},
        )  # fmt: skip
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.process.communicate()

    def read(self, environment: dict[str, str]) -> Outcome:
        if self.process.stdin is None or self.process.stdout is None:
            raise RuntimeError("the program has no pipes")
        self.process.stdin.write(json.dumps(environment) + "\n")
        self.process.stdin.flush()
        return Outcome(**json.loads(self.process.stdout.readline()))


def read_as_child(environment: dict[str, str]) -> dict[str, object]:
    os.environ.clear()
    os.environ.update(environment)
    try:
        found = vars(importlib.import_module("samenkracht.settings"))
    # Whatever stops a process that reads them is what is asked.
    except Exception:
        return {"settings": {}, "error": traceback.format_exc()}
    return {"settings": {name: repr(value) for name, value in found.items() if name.isupper()}, "error": ""}


def main() -> None:
    for name in BEFORE:
        importlib.import_module(name)
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            os.write(1, (json.dumps(read_as_child(json.loads(line))) + "\n").encode())
            os._exit(0)
        os.waitpid(child, 0)


if __name__ == "__main__":
    main()
