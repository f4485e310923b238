"""The demo as a stranger meets it: one command, one address, and nothing left behind."""

import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from samenkracht.demo import region, surroundings
from tests.services import processes
from tests.services.surroundings import OURS, ROOT

pytestmark = [pytest.mark.processes, pytest.mark.once]
OF_TESTS = (*OURS, "MODE", "VAR_DIR", "DJANGO_SETTINGS_MODULE")


class Demo:
    """``manage.py demo`` on a folder of state of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = processes.free_port()
        self.log = folder / "demo.out"
        self.env = {name: value for name, value in os.environ.items() if name not in OF_TESTS}
        self.env |= {"VAR_DIR": str(folder), "PORT": str(self.port)}
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> float:
        """Start it; returns the seconds until the logins are printed."""
        self.log.write_bytes(b"")
        command = [sys.executable, str(ROOT / "manage.py"), "demo"]
        self.process = processes.start(command, log=self.log, env=self.env, cwd=ROOT)
        return processes.wait_until(
            lambda: "beheerder@" in self.log.read_text(),
            what="The demo",
            seconds=60,
            process=self.process,
            log=self.log,
        )

    def family(self) -> list[psutil.Process]:
        """The command and everything it started."""
        assert self.process is not None
        parent = psutil.Process(self.process.pid)
        return [parent, *parent.children(recursive=True)]

    def whole_family(self) -> list[psutil.Process]:
        """Web, worker and beat, once all three are there."""
        processes.wait_until(lambda: len(self.family()) == 3, what="Web, worker and beat", seconds=20)
        return self.family()

    def get(self, path: str) -> int:
        """The status of a page."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=10) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            return error.code


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("demo")


@pytest.fixture
def demo(folder: Path) -> Iterator[Demo]:
    """The first test that asks builds the region; the others find it there."""
    demo = Demo(folder)
    yield demo
    if demo.process is not None:
        processes.kill_group(demo.process)


def left_of(family: list[psutil.Process]) -> list[psutil.Process]:
    """Who of them still runs after ten seconds."""
    _gone, alive = psutil.wait_procs(family, timeout=10)
    return alive


def test_demo_builds_a_region_shows_its_pages_and_leaves_nothing_at_ctrl_c(demo: Demo):
    seconds = demo.start()
    family = demo.whole_family()
    print(f"first start: {seconds:.1f} s")

    assert [demo.get(path) for path in ("/", "/projecten/", "/inloggen/")] == [200, 200, 200]
    assert re.search(rf"http://127\.0\.0\.1:{demo.port}/ ", demo.log.read_text())

    demo.process.send_signal(signal.SIGINT)

    assert left_of(family) == []
    assert demo.process.wait(1) == 0


def test_second_start_skips_all_work_and_keeps_the_secrets(demo: Demo):
    before = (demo.folder / "demo.env").read_text()
    began = time.monotonic()
    seconds = demo.start()
    print(f"second start: {seconds:.1f} s; whole: {time.monotonic() - began:.1f} s")
    family = demo.whole_family()

    memory = sum(process.memory_full_info().pss for process in family)
    print(f"web + worker + beat: {memory / 1e6:.0f} MB PSS")
    demo.process.terminate()

    assert left_of(family) == []
    assert (demo.folder / "demo.env").read_text() == before
    assert (demo.folder / "demo.env").stat().st_mode & 0o077 == 0
    assert "opgebouwd" not in demo.log.read_text()
    assert memory <= 200 * 1024 * 1024


def test_killed_demo_takes_worker_and_beat_along(demo: Demo):
    demo.start()
    family = demo.whole_family()

    demo.process.kill()

    assert left_of(family) == []


def test_killed_worker_comes_back_and_its_beat_does_not_stay_alone(demo: Demo):
    demo.start()
    worker = demo.whole_family()[1]
    beat = worker.children()

    worker.kill()

    assert left_of([worker, *beat]) == []
    assert len(demo.whole_family()) == 3


def test_second_demo_on_the_same_folder_is_refused_in_one_line(demo: Demo):
    demo.start()

    done = subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), "demo"], env=demo.env, capture_output=True, text=True, check=False
    )

    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "already running" in done.stderr


def test_taken_port_is_named_before_anything_is_built(demo: Demo, tmp_path: Path):
    demo.start()
    env = demo.env | {"VAR_DIR": str(tmp_path)}

    done = subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), "demo"], env=env, capture_output=True, text=True, check=False
    )

    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert f"PORT={demo.port + 1} make demo" in done.stderr
    assert not (tmp_path / "samenkracht.sqlite3").exists()


def test_interrupted_building_leaves_no_half_region(tmp_path: Path):
    demo = Demo(tmp_path)
    command = [sys.executable, str(ROOT / "manage.py"), "demo"]
    demo.process = processes.start(command, log=demo.log, env=demo.env, cwd=ROOT)
    processes.wait_until(
        lambda: (tmp_path / "samenkracht.sqlite3.new").exists(), what="Building", seconds=20, process=demo.process
    )
    demo.process.kill()
    demo.process.wait()
    assert not (tmp_path / "samenkracht.sqlite3").exists()

    demo.start()
    processes.stop(demo.process)

    with sqlite3.connect(tmp_path / "samenkracht.sqlite3") as connection:
        people = connection.execute("SELECT count(*) FROM accounts_user").fetchone()[0]
    assert people == len(region.PEOPLE)
    assert list(tmp_path.glob("*.new*")) == []


def test_demo_refuses_to_run_as_anything_else(tmp_path: Path):
    env = Demo(tmp_path).env | {"MODE": "development"}

    done = subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), "demo"], env=env, capture_output=True, text=True, check=False
    )

    assert done.returncode == 1
    assert "MODE=demo only" in done.stderr


def test_other_commands_use_the_demo_beside_them_unless_somebody_chose(tmp_path: Path, monkeypatch):
    for name in OF_TESTS:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("VAR_DIR", str(tmp_path))
    surroundings.settle(["migrate"])
    assert "MODE" not in os.environ  # there is no demo

    surroundings.keep_secrets()
    monkeypatch.setenv("DATABASE_URL", "postgres://elsewhere/own")
    surroundings.settle(["migrate"])
    assert "MODE" not in os.environ  # somebody runs an installation of their own

    monkeypatch.delenv("DATABASE_URL")
    monkeypatch.setenv("MODE", "demo")
    monkeypatch.delenv("MODE")
    surroundings.settle(["migrate"])
    assert os.environ["MODE"] == "demo"
    for name in OF_TESTS:
        os.environ.pop(name, None)


@pytest.mark.django_db
def test_seeding_twice_changes_nothing(django_user_model):
    region.seed()
    first = django_user_model.objects.count()

    region.seed()

    assert django_user_model.objects.count() == first == len(region.PEOPLE)
