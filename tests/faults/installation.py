"""A whole installation in processes of its own: PostgreSQL, Redis, gunicorn (2 sync workers), Celery worker and beat.

It runs in MODE=production on the packages of production alone (tests/services/production.py), behind HTTPS as a proxy
announces it, on spare ports, with its own folders. Everything it starts it also ends; it never touches a process it did
not start.
"""

import base64
import json
import os
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import psycopg
import redis

from tests.faults.browser import Board, Browser, CutOff
from tests.faults.sabotage import sabotage_database
from tests.services import migrated, processes, production
from tests.services.postgresql import PostgreSQL
from tests.services.redis import Redis

ROOT = Path(__file__).resolve().parents[2]
PRISTINE = "pristine"
# Workers that talk to each other fall more often when their broker does; they need not (celery, Gossip.stop).
QUIET = ("--without-gossip", "--without-mingle", "--without-heartbeat")
Result = TypeVar("Result")
ASK = """
import django; django.setup()
from datetime import date
from samenkracht.core import clock
from reports.progress.collect.progress import ProgressParameters
from reports.runs.services import runs
from samenkracht.accounts.actors import System
from samenkracht.core.values.periods import Period
parameters = ProgressParameters(period=Period(date(2026, 1, 1), date(2026, 7, 1)))
print(runs.request(parameters=parameters, by=System("test"), at=clock.now()).pk)
"""


class Installation:
    """The servers and, per database, the portal's processes. ``sabotage`` names what tests.faults.sabotage breaks."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="samenkracht-faults-"))
        self.postgresql = PostgreSQL(durable=True)
        self.redis = Redis()
        self.port = processes.free_port()
        self.sabotage = ""
        self.database = ""
        self.number = 0
        self.orphans: set[str] = set()
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        self.world: dict[str, Any] = {}
        self._secrets = {
            "SECRET_KEY": secrets.token_urlsafe(64),
            "FIELD_KEYS": "1:" + base64.b64encode(secrets.token_bytes(32)).decode(),
            "RECEIPT_SECRETS": "1:" + secrets.token_urlsafe(32),
        }

    # --- from nothing to a portal with one open form

    def build(self) -> "Installation":
        """Start the servers and make the database that every run starts from, through the portal's own services."""
        self.postgresql.start()
        self.redis.start()
        migrated.postgresql(self.postgresql, PRISTINE)
        self.database = PRISTINE
        self.command("manage.py", "migrate", "--verbosity", "0")
        self.command("manage.py", "collectstatic", "--noinput", "--verbosity", "0")
        self.world = json.loads(self.command("-m", "tests.faults.world").splitlines()[-1])
        self.questions.write_text(json.dumps(self.world["questions"]))
        return self

    def fresh(self, *, sabotage: str = "") -> "Installation":
        """A new database as it was built, an empty Redis, and the portal's processes on them."""
        self.halt()
        self.number += 1
        self.sabotage = sabotage
        self.database = f"run_{self.number}"
        with psycopg.connect(self._url(PRISTINE), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {self.database} TEMPLATE template0")
        self._copy(PRISTINE, self.database)
        if sabotage:
            with psycopg.connect(self._url(self.database), autocommit=True) as connection:
                sabotage_database(connection, sabotage, self.database)
        self.redis.stop()
        self.redis.start()
        self.orphans = set()
        for name in ("web", "worker", "beat"):
            self.start(name)
        self.wait_for_web()
        self.wait_for_worker()
        return self

    def _copy(self, source: str, target: str) -> None:
        """Copied by dump: a template may have no connection at all, and autovacuum may have one."""
        tools, place = (
            self.postgresql.binaries,
            ["-h", "127.0.0.1", "-p", str(self.postgresql.port), "-U", "samenkracht"],
        )
        dump = subprocess.Popen([str(tools / "pg_dump"), *place, source], stdout=subprocess.PIPE)
        load = [str(tools / "psql"), *place, "-q", "-v", "ON_ERROR_STOP=1", "-o", os.devnull, target]
        subprocess.run(load, stdin=dump.stdout, check=True)
        if dump.wait():
            raise RuntimeError("pg_dump failed")

    def remove(self) -> None:
        """End everything and delete the folders."""
        self.halt()
        self.redis.remove()
        self.postgresql.remove()
        shutil.rmtree(self.folder, ignore_errors=True)

    def halt(self) -> None:
        """End the portal's processes, in order; the servers stay."""
        for process in self.processes.values():
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
        for process in self.processes.values():
            processes.stop(process, patience=8)
        self.processes.clear()

    def ask_for_report(self) -> int:
        """Ask for a report of half a year; gives the number of its run."""
        return int(self.command("-c", ASK).splitlines()[-1])

    # --- processes

    @property
    def environment(self) -> dict[str, str]:
        """What the portal's processes see: nothing of the environment of the tests."""
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TZ") if name in os.environ}
        var = self.folder / "var"
        var.mkdir(exist_ok=True)
        return kept | self._secrets | {
            "MODE": "production",
            "DJANGO_SETTINGS_MODULE": "samenkracht.settings",
            "PYTHONPATH": str(ROOT),
            "DATABASE_URL": self.postgresql.url(self.database),
            "REDIS_URL": self.redis.url,
            "VAR_DIR": str(var),
            "STATIC_ROOT": str(self.folder / "static"),
            "BASE_URL": f"https://127.0.0.1:{self.port}",
            "ALLOWED_HOSTS": "127.0.0.1",
            "SABOTAGE": self.sabotage,
        }  # fmt: skip

    def command(self, *words: str) -> str:
        """Run one command of the portal to its end; gives what it printed, raises with what it complained."""
        program = [production.python(), *words]
        done = subprocess.run(
            program, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False, timeout=180
        )
        if done.returncode:
            raise RuntimeError(f"{' '.join(words)} failed.\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}")
        return done.stdout

    def start(self, name: str) -> None:
        """Start web, worker or beat, in a process group of its own. From the main thread only (see lifelines)."""
        app = "tests.faults.sabotage:application" if self.sabotage else "samenkracht.wsgi:application"
        celery = ["-m", "celery", "-A", "tests.faults.sabotage" if self.sabotage else "samenkracht"]
        words = {
            "web": [
                "-m", "gunicorn", app, "--no-control-socket", "-w", "2", "-k", "sync",
                "-b", f"127.0.0.1:{self.port}", "--timeout", "60",
            ],
            "worker": [*celery, "worker", "-P", "prefork", "-c", "2", *QUIET, "--loglevel", "INFO"],
            "beat": [*celery, "beat", "--schedule", str(self.folder / f"beat-{self.number}"), "--pidfile="],
        }[name]  # fmt: skip
        self.processes[name] = processes.start(
            [production.python(), *words], log=self.log(name), env=self.environment, cwd=ROOT
        )

    def log(self, name: str) -> Path:
        return self.folder / f"{name}-{self.number}.log"

    def fallen(self) -> list[str]:
        """Which processes ended though nobody asked them to."""
        servers = {"postgresql": self.postgresql.process, "redis": self.redis.process}
        return [name for name, process in (self.processes | servers).items() if process and process.poll() is not None]

    # --- looking

    @property
    def questions(self) -> Path:
        return self.folder / "questions.json"

    def _url(self, database: str) -> str:
        return self.postgresql.url(database).replace("postgres://", "postgresql://", 1)

    def sql(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        """One statement on a connection of its own, straight on the database of the run."""
        with psycopg.connect(self._url(self.database), connect_timeout=3, autocommit=True) as connection:
            cursor = connection.execute(statement, values)
            return cursor.fetchall() if cursor.description else []

    def jobs_waiting(self) -> int:
        """Messages that no worker began with yet."""
        return self._broker(lambda broker: int(broker.llen("celery"))) + len(self._taken() - self.orphans)

    def forget_jobs(self) -> None:
        """The whole worker is dead: what it had taken and not begun stays in Redis for an hour, in nobody's hands."""
        self.orphans = self._taken()

    def _taken(self) -> set[str]:
        return self._broker(lambda broker: {str(tag) for tag in broker.hkeys("unacked")})

    def _broker(self, question: Callable[[Any], Result]) -> Result:
        broker = redis.Redis(port=self.redis.port, socket_timeout=1, socket_connect_timeout=1)
        try:
            return question(broker)
        finally:
            broker.close()

    def waiting(self) -> tuple[int, float]:
        """How many submissions wait to be counted, and how many seconds the first of them."""
        statement = (
            "SELECT count(*), coalesce(extract(epoch FROM now() - min(created_at)), 0) FROM core_outboxentry"
            " WHERE kind = 'submission.count'"
        )
        (row,) = self.sql(statement)
        return row[0], float(row[1])

    def last_probe(self) -> Any:
        return self.sql("SELECT max(finished_at) FROM core_proberesult")[0][0]

    def wait_for_probe(self, *, since: Any, seconds: float = 120) -> float:
        """Wait until a worker finished a probe task after ``since``: alive means that a task went through."""
        return processes.wait_until(
            lambda: (last := self.last_probe()) is not None and (since is None or last > since),
            what="a finished probe task", seconds=seconds, log=self.log("worker"),
        )  # fmt: skip

    def wait_for_worker(self, seconds: float = 120) -> float:
        """Wait until the worker takes jobs."""
        log = self.log("worker")
        return processes.wait_until(
            lambda: " ready." in log.read_text(errors="replace"), what="worker", seconds=seconds,
            process=self.processes["worker"], log=log,
        )  # fmt: skip

    def wait_for_web(self, seconds: float = 150) -> float:
        """Wait until the form is served and the database takes statements (a form is served without it)."""
        return processes.wait_until(
            self.serves, what="web", seconds=seconds, process=self.processes["web"], log=self.log("web")
        )

    def serves(self) -> bool:
        board = Board(self.folder / "own-board", new=True)
        try:
            self.sql("SELECT 1")
            return Browser(self.port, board).ask("GET", self.form_path).status == 200
        except (CutOff, psycopg.OperationalError):
            return False

    def health(self) -> tuple[int, dict[str, str]]:
        """What ``/healthz`` answers, and with which status; 0 when nobody answers."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=10) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as error:
            return error.code, json.load(error)
        except OSError as error:
            return 0, {"worker": str(error)}

    def run(self, run_id: int) -> tuple[Any, ...]:
        """Status, step and number of attempts of a report that was asked for."""
        return self.sql("SELECT status, step, attempts FROM reports_reportrun WHERE id = %s", run_id)[0]

    def reports(self, run_id: int) -> list[tuple[Any, ...]]:
        """What it brought: number, first bytes and size of the PDF."""
        return self.sql(
            "SELECT r.id, substr(f.content, 1, 4), f.size FROM reports_report r "
            "JOIN reports_reportfile f ON f.report_id = r.id AND f.format = 'pdf' WHERE r.run_id = %s",
            run_id,
        )

    def counted(self) -> int:
        """How many submissions are in the figures."""
        rows = self.sql("SELECT n FROM participation_formtally")
        return int(rows[0][0]) if rows else 0

    @property
    def form_path(self) -> str:
        return f"/formulieren/{self.world['slug']}/invullen/"

    def is_quiet(self) -> bool:
        try:
            return not self.waiting()[0] and not self.jobs_waiting()
        except (psycopg.OperationalError, redis.RedisError):
            return False

    def wait_until_quiet(self, seconds: float = 180, *, meanwhile: Callable[[], None]) -> float:
        """Wait until nothing waits to be counted, the queue is empty and no worker is busy."""
        began = time.monotonic()
        while not self.is_quiet() and time.monotonic() - began < seconds:
            meanwhile()
            time.sleep(0.1)
        return time.monotonic() - began
