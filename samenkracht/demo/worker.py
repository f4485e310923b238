"""The demo's Celery worker with beat: one child process group, started again when it falls, ended with its parent."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

from samenkracht.demo.parent_watchdog import end_with_parent

QUIET = ("--without-gossip", "--without-mingle", "--without-heartbeat")
PATIENCE = 6.0


class Worker:
    """A Celery worker (threads, 2) with beat embedded. What is asked of it before it started waits in the broker."""

    def __init__(self, *, folder: Path) -> None:
        self.log = folder / "worker.log"
        self.schedule = folder / "beat"
        self.ending = threading.Event()
        self.process: subprocess.Popen[bytes] | None = None
        self._starting = threading.Lock()
        # The kernel ties a child's lifeline to the thread that made it, so this thread lives as long as the process.
        self._watcher = threading.Thread(target=self._watch, daemon=True)

    def start(self) -> None:
        """Start it, and again whenever it falls. Any thread may ask, once."""
        self._watcher.start()

    def end(self) -> None:
        """Let the task in hand finish, for a few seconds; then end the whole group."""
        self.ending.set()
        with self._starting:
            process = self.process
        if process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            process.send_signal(signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(PATIENCE)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def _watch(self) -> None:
        while process := self._start():
            process.wait()
            if self.ending.wait(1.0):
                return
            print("De worker is gestopt en wordt opnieuw gestart; zie", self.log, flush=True)  # noqa: T201 - the demo's screen
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)

    def _start(self) -> subprocess.Popen[bytes] | None:
        """A new process, unless the demo is ending."""
        with self._starting:
            self.process = None if self.ending.is_set() else self._run()
            return self.process

    def _run(self) -> subprocess.Popen[bytes]:
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
