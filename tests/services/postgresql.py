"""A PostgreSQL server of the tests' own."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from tests.services import processes

# What people typed stands in no log; docker-compose.yml says the same.
QUIET = {
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
    "log_parameter_max_length_on_error": "0",
}
MISSING = "PostgreSQL is not installed (Debian: apt-get install postgresql)"


def find_binaries() -> Path | None:
    """The folder with initdb and postgres, newest version first; None when there is none."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name), reverse=True)
    found = shutil.which("postgres")
    if found:
        folders.append(Path(found).resolve().parent)
    return next((folder for folder in folders if (folder / "initdb").exists() and (folder / "postgres").exists()), None)


class PostgreSQL:
    """A server with one data folder and one port. It can be stopped, killed and started again on the same data.

    PostgreSQL refuses to run as root; then it runs as the user postgres (or nobody), in a folder that user may enter.
    ``durable=False`` leaves out the waits for the disk: right for tests that never pull the plug.
    """

    def __init__(self, *, durable: bool = False) -> None:
        binaries = find_binaries()
        if binaries is None:
            raise RuntimeError(MISSING)
        self.binaries = binaries
        self.durable = durable
        self.port = processes.free_port()
        self.folder = Path(tempfile.mkdtemp(prefix="samenkracht-pg-", dir=_enterable_folder()))
        self.data = self.folder / "data"
        self.log = self.folder / "log"
        self.process: subprocess.Popen[bytes] | None = None
        self._as_user: list[str] = []
        if os.geteuid() == 0:
            user = _harmless_user()
            os.chown(self.folder, user.pw_uid, user.pw_gid)
            self._as_user = ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]

    def url(self, database: str = "samenkracht") -> str:
        """DATABASE_URL of one of its databases."""
        return f"postgres://samenkracht@127.0.0.1:{self.port}/{database}"

    def start(self) -> "PostgreSQL":
        """Start on the same data and port as before; returns when it accepts queries."""
        if not self.data.exists():
            self._initdb()
        options = {
            "port": str(self.port),
            "listen_addresses": "127.0.0.1",
            "unix_socket_directories": str(self.folder),
            "max_connections": "60",
        } | QUIET
        if not self.durable:
            options |= {"fsync": "off", "full_page_writes": "off"}
        settings = [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
        # setpriv sets the parent-death signal itself: changing the user would clear one that was set before.
        lifeline = ["--pdeathsig=INT"] if self._as_user else []
        command = [*self._as_user, *lifeline, str(self.binaries / "postgres"), "-D", str(self.data), *settings]
        self.process = processes.start(command, log=self.log, cwd=self.folder, last_word=signal.SIGINT)
        processes.wait_until(self.is_ready, what="PostgreSQL", seconds=90, process=self.process, log=self.log)
        return self

    def is_ready(self) -> bool:
        """Does it accept queries?"""
        command = [str(self.binaries / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(self.port)]
        return subprocess.run(command, check=False).returncode == 0

    def create_database(self, name: str) -> str:
        """A new empty database; returns its DATABASE_URL."""
        tool = str(self.binaries / "createdb")
        subprocess.run(
            [tool, "-h", "127.0.0.1", "-p", str(self.port), "-U", "samenkracht", "-T", "template0", name], check=True
        )
        return self.url(name)

    def stop(self) -> None:
        """End it in order (fast shutdown)."""
        if self.process is not None:
            processes.stop(self.process, word=signal.SIGINT, patience=20)
            self.process = None

    def kill(self) -> None:
        """Pull the plug: kill -9 for the server and all its children."""
        if self.process is not None:
            processes.kill_group(self.process)
            self.process = None

    def remove(self) -> None:
        """Stop it and delete its data."""
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _initdb(self) -> None:
        options = ["--username=samenkracht", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8"]
        wait = [] if self.durable else ["--no-sync"]
        command = [*self._as_user, str(self.binaries / "initdb"), "-D", str(self.data), *options, *wait]
        done = subprocess.run(command, cwd=self.folder, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"initdb failed.\n{done.stdout}\n{done.stderr}")


def _harmless_user() -> pwd.struct_passwd:
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise RuntimeError("PostgreSQL does not run as root and there is no user postgres or nobody.")


def _enterable_folder() -> str:
    """A temporary folder that another user may enter as well."""
    for folder in (Path(tempfile.gettempdir()), Path("/tmp"), Path("/var/tmp")):  # noqa: S108 - the server makes a private folder inside
        if all(part.stat().st_mode & 0o001 for part in (folder, *folder.parents)):
            return str(folder)
    return tempfile.gettempdir()
