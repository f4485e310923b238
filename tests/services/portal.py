"""The portal as real processes: a web server, a Celery worker and beat, with a database and a broker of their own.

They run on the packages of production alone (tests/services/production.py), in MODE=demo: journeys log in as people
of the demo, over http. MODE=production, behind a proxy's https, is what tests/faults/installation.py starts.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from tests import moments
from tests.services import migrated, processes, production
from tests.services.environment import OURS, ROOT

SECRET_KEY = "test-" + "k" * 60
FIELD_KEYS = "1:dGVzdC1maWVsZC1rZXktb2YtZXhhY3RseS0zMi1ieXQ="
RECEIPT_SECRETS = "1:receipt-secret-of-the-tests"
WEB = ("-m", "waitress", "--threads=4", "--listen=127.0.0.1:{port}", "samenkracht.wsgi:application")


class Portal:
    """Web, worker and beat on a spare port. Each part can be stopped, killed and started again on the same state.

    Its time begins at the tests' one moment and runs on from there.

    Without ``database_url`` it is a migrated SQLite file, without ``redis_url`` the filesystem broker.
    MODE is demo, so that the demo's logins work; nothing is seeded unless ``seed()`` is called. Staff come in without a
    second factor unless ``second_factor``. ``code`` is the folder that the processes run from: perhaps another release.
    """

    code = ROOT
    server: tuple[str, ...] = WEB

    def __init__(self, *, database_url: str = "", redis_url: str = "", second_factor: bool = False) -> None:
        self.var = Path(tempfile.mkdtemp(prefix="samenkracht-portal-"))
        self.port = processes.free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        if not database_url:
            migrated.sqlite(self.var / "samenkracht.sqlite3")
        self.database_url = database_url or f"sqlite:///{self.var / 'samenkracht.sqlite3'}"
        self.web_log = self.var / "web.log"
        self.worker_log = self.var / "worker.log"
        self.web: subprocess.Popen[bytes] | None = None
        self.worker: subprocess.Popen[bytes] | None = None
        self.env = {name: value for name, value in os.environ.items() if name not in (*OURS, *production.FOREIGN)} | {
            "MODE": "demo",
            "STAFF_SECOND_FACTOR": "on" if second_factor else "off",
            "CLOCK_OFFSET": moments.offset(),
            "VAR_DIR": str(self.var),
            "DATABASE_URL": self.database_url,
            "SECRET_KEY": SECRET_KEY,
            "FIELD_KEYS": FIELD_KEYS,
            "RECEIPT_SECRETS": RECEIPT_SECRETS,
            "BASE_URL": self.address,
            "PYTHONWARNINGS": "ignore",
            "PYTHONUNBUFFERED": "1",
        }
        if redis_url:
            self.env["REDIS_URL"] = redis_url

    def manage(self, *words: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        """Run ``manage.py`` on this portal's database."""
        command = [production.python(), str(self.code / "manage.py"), *words]
        done = subprocess.run(command, env=self.env, cwd=self.code, capture_output=True, text=True, check=False)
        if check and done.returncode:
            raise RuntimeError(f"manage.py {' '.join(words)} ended with {done.returncode}.\n{done.stdout}{done.stderr}")
        return done

    def python(self, code: str) -> str:
        """Run a few lines of a test inside this portal (Django set up); returns what they print.

        On the Python of the tests, whose factories they may use; whatever the portal itself does runs on production's.
        """
        setup = "import django; django.setup()\n"
        command = [sys.executable, "-c", setup + code]
        env = self.env | {"DJANGO_SETTINGS_MODULE": "samenkracht.settings"}
        done = subprocess.run(command, env=env, cwd=self.code, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"{code}\n{done.stderr}")
        return done.stdout

    def seed(self) -> None:
        """Fill it with the demo's region, told small."""
        self.python("from samenkracht.demo import region; region.seed(size=0.05)")

    def start(self) -> "Portal":
        """Migrate, then start web, worker and beat; returns when the web answers."""
        self.manage("migrate", "--verbosity", "0")
        self.start_worker()
        self.start_web()
        return self

    def start_web(self) -> None:
        """Start the web server on the same port as before."""
        words = [word.format(port=self.port) for word in self.server]
        self.web = processes.start([production.python(), *words], env=self.env, cwd=self.code, log=self.web_log)
        processes.wait_until(
            lambda: processes.answers_on(self.port), what="The web", seconds=90, process=self.web, log=self.web_log
        )

    def start_worker(self, *, beat: bool = True) -> None:
        """Start the Celery worker (threads, 2), with beat unless told otherwise. Returns at once."""
        words = ["-m", "celery", "-A", "samenkracht", "worker", "-P", "threads", "-c", "2", "--loglevel", "INFO"]
        words += ["--without-gossip", "--without-mingle", "--without-heartbeat"]
        words += ["-B", "--schedule", str(self.var / "beat")] if beat else []
        self.worker = processes.start([production.python(), *words], env=self.env, cwd=self.code, log=self.worker_log)

    def kill_web(self) -> None:
        """kill -9."""
        if self.web is not None:
            processes.kill_group(self.web)
            self.web = None

    def kill_worker(self) -> None:
        """kill -9, beat included."""
        if self.worker is not None:
            processes.kill_group(self.worker)
            self.worker = None

    def stop(self) -> None:
        """End web and worker in order."""
        for process in (self.web, self.worker):
            if process is not None:
                processes.stop(process, word=signal.SIGTERM, patience=8)
        self.web = self.worker = None

    def remove(self) -> None:
        """Stop everything and delete its state."""
        self.stop()
        shutil.rmtree(self.var, ignore_errors=True)
