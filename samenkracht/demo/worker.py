"""The demo's Celery worker with beat: one child process group, started again when it falls, ended with its parent."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

from samenkracht.demo.lifeline import end_with_parent

QUIET = ("--without-gossip", "--without-mingle", "--without-heartbeat")
PATIENCE = 6.0


class Worker:
    """A Celery worker (threads, 2) with beat embedded."""

    def __init__(self, *, folder: Path) -> None:
        self.log = folder / "worker.log"
        self.schedule = folder / "beat"
        self.ending = threading.Event()
        self.process = self._start()
        # The kernel ties a child's lifeline to the thread that made it, so this thread lives as long as the process.
        self._watcher = threading.Thread(target=self._watch, daemon=True)
        self._watcher.start()

    def end(self) -> None:
        """Let the task in hand finish, for a few seconds; then end the whole group."""
        self.ending.set()
        with contextlib.suppress(ProcessLookupError):
            self.process.send_signal(signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(PATIENCE)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def _start(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "celery", "-A", "samenkracht", "worker", "-B", "-P", "threads", "-c", "2"]
        command += [*QUIET, "--loglevel", "WARNING", "--schedule", str(self.schedule)]
        with self.log.open("ab") as sink:
            return subprocess.Popen(  # noqa: S603 - a fixed command
                command,
                stdin=subprocess.DEVNULL,
                stdout=sink,
                stderr=subprocess.STDOUT,
                process_group=0,
                preexec_fn=end_with_parent,
            )

    def _watch(self) -> None:
        while not self.ending.is_set():
            self.process.wait()
            if self.ending.wait(1.0):
                return
            print("De worker is gestopt en wordt opnieuw gestart; zie", self.log, flush=True)  # noqa: T201 - the demo's screen
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process = self._start()
