"""Row 11: from typing ``make demo`` to the first page, and what web, worker and beat hold of the memory then."""

import os
import signal
import sys
import tempfile
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

import psutil

from tests.bench.installation import ROOT, drain
from tests.services import processes

LOOKS_A_SECOND = 100
PROCESSES = 3  # web, worker and beat


@dataclass(frozen=True, slots=True)
class Start:
    """One start: seconds to the first page, seconds of CPU of the family until then, bytes (PSS) once all are there."""

    seconds: float
    cpu: float
    memory: int


def starts(number: int) -> tuple[Start, list[Start]]:
    """The start that builds the region (packages are there), and ``number`` later ones, each on a machine at rest."""
    with tempfile.TemporaryDirectory(prefix="samenkracht-start-") as folder:
        first = once(Path(folder))
        return first, [once(Path(folder)) for _number in range(number)]


def once(folder: Path) -> Start:
    """Start the demo as its user does, and end it as its user does. Raises RuntimeError when it does not come up."""
    drain()
    port, log = processes.free_port(), folder / "start.log"
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TZ") if name in os.environ}
    env = kept | {"VAR_DIR": str(folder), "PORT": str(port), "PYTHON": sys.executable}
    process = processes.start(["make", "demo"], log=log, env=env, cwd=ROOT)
    try:
        began = time.monotonic()
        while not has_page(port):
            if process.poll() is not None or time.monotonic() - began > 180:
                raise RuntimeError(f"make demo showed no page.\n{log.read_text()[-3000:]}")
            time.sleep(1 / LOOKS_A_SECOND)
        seconds, family = time.monotonic() - began, relatives(process.pid)
        cpu = sum(sum(one.cpu_times()[:4]) for one in family)
        processes.wait_until(
            lambda: len(relatives(process.pid)) == PROCESSES, what="Web, worker and beat", seconds=60, process=process
        )
        time.sleep(2)  # a worker that just began has not yet read all that it will hold
        memory = sum(one.memory_full_info().pss for one in relatives(process.pid))
        os.killpg(process.pid, signal.SIGINT)  # as Ctrl-C does
        process.wait(20)
        return Start(seconds, cpu, memory)
    finally:
        processes.kill_group(process)


def relatives(pid: int) -> list[psutil.Process]:
    """Those that serve: the command's process and all below it, without make itself and the shell in between."""
    parent = psutil.Process(pid)
    return [one for one in (parent, *parent.children(recursive=True)) if "python" in one.name()]


def has_page(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False
