"""A Redis server of the tests' own."""

import shutil
import subprocess
import tempfile
from pathlib import Path

from tests.services import processes

MISSING = "Redis is not installed (Debian: apt-get install redis-server)"


def find() -> str | None:
    """The program; None when it is not on this machine."""
    return shutil.which("redis-server") or shutil.which("valkey-server")


class Redis:
    """A server with one port, remembering nothing on disk. It can be stopped, killed and started again."""

    def __init__(self) -> None:
        program = find()
        if program is None:
            raise RuntimeError(MISSING)
        self.program = program
        self.port = processes.free_port()
        self.folder = Path(tempfile.mkdtemp(prefix="samenkracht-redis-"))
        self.log = self.folder / "log"
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """REDIS_URL."""
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> "Redis":
        """Start on the same port as before; returns when it accepts connections."""
        place = ["--port", str(self.port), "--bind", "127.0.0.1", "--dir", str(self.folder)]
        command = [self.program, *place, "--save", "", "--appendonly", "no"]
        self.process = processes.start(command, log=self.log, cwd=self.folder)
        processes.wait_until(
            lambda: processes.answers_on(self.port), what="Redis", seconds=60, process=self.process, log=self.log
        )
        return self

    def stop(self) -> None:
        """End it in order."""
        if self.process is not None:
            processes.stop(self.process)
            self.process = None

    def kill(self) -> None:
        """Pull the plug."""
        if self.process is not None:
            processes.kill_group(self.process)
            self.process = None

    def remove(self) -> None:
        """Stop it and delete its folder."""
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)
