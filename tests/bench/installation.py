"""PostgreSQL, Redis and the web servers that are compared: the portal as in production, and its controls beside it.

All on spare ports with folders of their own; everything that is started here is ended here.
"""

import base64
import json
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
import psycopg

from tests.services import processes
from tests.services.postgresql import PostgreSQL
from tests.services.redis import Redis

ROOT = Path(__file__).resolve().parents[2]
WORKERS = 2
FACTORY = "django.core.wsgi:get_wsgi_application()"


@dataclass
class Server:
    """One gunicorn with sync workers."""

    name: str
    port: int
    process: "subprocess.Popen[bytes]"

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def cpu(self) -> float:
        """Seconds of CPU that its workers have used (user and system)."""
        return sum(sum(worker.cpu_times()[:2]) for worker in psutil.Process(self.process.pid).children())


class House:
    """The servers of one run."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="samenkracht-bench-"))
        self.postgresql = PostgreSQL(durable=True)
        self.redis = Redis()
        self.servers: dict[str, Server] = {}
        self.world: dict[str, Any] = {}
        self._secrets = {
            "SECRET_KEY": secrets.token_urlsafe(64),
            "FIELD_KEYS": "1:" + base64.b64encode(secrets.token_bytes(32)).decode(),
            "RECEIPT_SECRETS": "1:" + secrets.token_urlsafe(32),
        }

    def build(self) -> "House":
        """From nothing to the portal and its controls, warm, with what they are asked about."""
        self.postgresql.start()
        self.redis.start()
        for name in ("portal", "floor"):
            self.postgresql.create_database(name)
        self.run("manage.py", "migrate", "--verbosity", "0")
        self.run("manage.py", "collectstatic", "--noinput", "--verbosity", "0")
        self.world = json.loads(self.run("-m", "tests.bench.world", "build").splitlines()[-1])
        self.run("-m", "django", "migrate", "--run-syncdb", "--verbosity", "0", settings="tests.bench.floor.bare")
        with psycopg.connect(self.url("floor"), autocommit=True) as connection:
            connection.execute(
                "INSERT INTO floor_item (title, summary, state, topic) SELECT 'Project ' || (n * 7919 % 2000) || ' voor"
                " inwoners', 'Wat inwoners nodig hebben.', CASE WHEN n % 10 = 0 THEN 'completed' ELSE 'running' END,"
                " 'Onderwerp ' || n % 7 FROM generate_series(1, 2000) AS n"
            )
            connection.execute("ANALYZE")
        self.serve("portal", "samenkracht.wsgi:application", "samenkracht.settings")
        self.serve("portal anew", "samenkracht.wsgi:application", "samenkracht.settings", PAGE_SECONDS="0")
        self.serve("bare", FACTORY, "tests.bench.floor.bare")
        self.serve("behind", FACTORY, "tests.bench.floor.behind")
        return self

    def environment(self, settings: str) -> dict[str, str]:
        """What a process sees: nothing of the environment of whoever runs this."""
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TZ") if name in os.environ}
        return kept | self._secrets | {
            "MODE": "production",
            "DJANGO_SETTINGS_MODULE": settings,
            "PYTHONPATH": str(ROOT),
            "DATABASE_URL": self.postgresql.url("portal"),
            "FLOOR_DATABASE_URL": self.postgresql.url("floor"),
            "REDIS_URL": self.redis.url,
            "VAR_DIR": str(self.folder),
            "STATIC_ROOT": str(self.folder / "static"),
            "BASE_URL": "https://127.0.0.1",
            "ALLOWED_HOSTS": "127.0.0.1",
        }  # fmt: skip

    def run(self, *words: str, settings: str = "samenkracht.settings") -> str:
        """Run one command to its end; gives what it printed, raises with what it complained."""
        done = subprocess.run(
            [sys.executable, *words], cwd=ROOT, env=self.environment(settings), capture_output=True, text=True,
            check=False, timeout=900,
        )  # fmt: skip
        if done.returncode:
            raise RuntimeError(f"{' '.join(words)} failed.\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}")
        return done.stdout

    def serve(self, name: str, application: str, settings: str, **more: str) -> None:
        """Start a web server, with ``more`` in its environment; returns when it accepts connections."""
        port = processes.free_port()
        words = [
            "-m",
            "gunicorn",
            application,
            "--no-control-socket",
            "-w",
            str(WORKERS),
            "-k",
            "sync",
            "-b",
            f"127.0.0.1:{port}",
        ]
        log = self.folder / f"{name}.log"
        env = self.environment(settings) | more
        process = processes.start([sys.executable, *words], log=log, env=env, cwd=ROOT)
        self.servers[name] = Server(name, port, process)
        processes.wait_until(lambda: processes.answers_on(port), what=name, seconds=30, process=process, log=log)

    def load(self, form: str, count: int) -> None:
        """Fill one of the forms with submissions, and count them."""
        form_id = self.world[form]["form"]
        self.run("-m", "tests.bench.world", "load", str(form_id), str(count))
        self.fold(form_id)

    def load_tail(self, form: str, count: int) -> None:
        """Submissions that nobody counted yet."""
        self.run("-m", "tests.bench.world", "load", str(self.world[form]["form"]), str(count))

    def fold(self, form_id: int) -> None:
        """Count what waits."""
        code = "import django, sys; django.setup(); from participation.results import services as tallies;"
        self.run("-c", f"{code} tallies.aggregate_all(form_id={form_id})")

    def url(self, database: str) -> str:
        return self.postgresql.url(database).replace("postgres://", "postgresql://", 1)

    def count(self, table: str, where: str = "true", *, database: str = "portal") -> int:
        """Rows, asked on a connection of its own."""
        with psycopg.connect(self.url(database)) as connection:
            row = connection.execute(f"SELECT count(*) FROM {table} WHERE {where}").fetchone()  # noqa: S608 - our own words
        return int(row[0]) if row else 0

    def remove(self) -> None:
        """End everything and delete the folders."""
        for server in self.servers.values():
            processes.stop(server.process, patience=5)
        self.redis.remove()
        self.postgresql.remove()
        shutil.rmtree(self.folder, ignore_errors=True)


def drain(patience: float = 3.0) -> bool:
    """Wait until more than three quarters of the machine are idle; whether that came."""
    began = time.monotonic()
    while time.monotonic() - began < patience:
        if psutil.cpu_percent(interval=0.2) < 25:
            return True
    return False
