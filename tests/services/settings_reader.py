"""Settings as a fresh process reads them, many times a second: a program that forks once for each environment.

What every process imports before our settings (Django, Celery) is imported before the fork. Run as a program it reads
one JSON environment a line and prints one JSON outcome: the exit status, and what was printed and complained.
"""

import io
import json
import os
import subprocess
import sys
import traceback
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from types import TracebackType

from tests.services.surroundings import ROOT


@dataclass(frozen=True)
class Outcome:
    """How a process ended that read the settings and ran some lines."""

    returncode: int
    stdout: str
    stderr: str


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

    def read(self, environment: dict[str, str], code: str) -> Outcome:
        if self.process.stdin is None or self.process.stdout is None:
            raise RuntimeError("the program has no pipes")
        self.process.stdin.write(json.dumps([environment, code]) + "\n")
        self.process.stdin.flush()
        return Outcome(**json.loads(self.process.stdout.readline()))


def run_as_child(environment: dict[str, str], code: str) -> dict[str, object]:
    os.environ.clear()
    os.environ.update(environment)
    said, complained, status = io.StringIO(), io.StringIO(), 0
    with redirect_stdout(said), redirect_stderr(complained):
        try:
            exec(code, {})  # noqa: S102 - the test's own lines
        except SystemExit as end:
            status = end.code if isinstance(end.code, int) else 1
        except BaseException:
            traceback.print_exc()
            status = 1
    return {"returncode": status, "stdout": said.getvalue(), "stderr": complained.getvalue()}


def main() -> None:
    import celery.app  # noqa: F401 - each fork finds it loaded
    import django.core.exceptions
    import django.db.models  # noqa: F401 - as above

    for line in sys.stdin:
        environment, code = json.loads(line)
        sys.stdout.flush()
        child = os.fork()
        if child == 0:
            outcome = json.dumps(run_as_child(environment, code))
            os.write(1, (outcome + "\n").encode())
            os._exit(0)
        os.waitpid(child, 0)


if __name__ == "__main__":
    main()
