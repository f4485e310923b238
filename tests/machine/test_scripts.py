"""The scripts behind make: what is missing is named, what is done is skipped, what is wrong fails."""

import hashlib
import os
import re
import shutil
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest

from scripts import check, run_tests
from tests.services import processes
from tests.services.environment import ROOT

pytestmark = pytest.mark.once


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """A folder with the script and the lock files alone."""
    (tmp_path / "scripts").mkdir()
    shutil.copy(ROOT / "scripts" / "setup.py", tmp_path / "scripts")
    shutil.copytree(ROOT / "requirements", tmp_path / "requirements")
    return tmp_path


def test_missing_ensurepip_is_named_with_the_line_that_mends_it(elsewhere: Path):
    code = (
        "import runpy, sys; sys.modules['ensurepip'] = None; sys.argv = ['setup.py', 'base'];"
        "runpy.run_path('scripts/setup.py', run_name='__main__')"
    )

    done = subprocess.run([sys.executable, "-c", code], cwd=elsewhere, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout) == (1, "")
    assert f"apt-get install -y python3.{sys.version_info.minor}-venv" in done.stderr
    assert not (elsewhere / ".venv").exists()


def test_setting_up_twice_does_nothing_the_second_time(elsewhere: Path):
    programs = elsewhere / ".venv" / "bin"
    programs.mkdir(parents=True)
    (programs / "python").symlink_to("/bin/false")  # anything that it would start fails
    lock = (elsewhere / "requirements" / "base.txt").read_bytes()
    (elsewhere / ".venv" / "installed-base").write_text(hashlib.sha256(lock).hexdigest())
    command = [sys.executable, "-S", "scripts/setup.py", "base"]  # as the Makefile calls it

    assert subprocess.run(command, cwd=elsewhere, capture_output=True, check=False).returncode == 0

    with (elsewhere / "requirements" / "base.txt").open("ab") as file:
        file.write(b"# changed\n")
    changed = subprocess.run(command, cwd=elsewhere, capture_output=True, text=True, check=False)
    assert changed.returncode == 1
    assert "Installing failed" in changed.stderr


@pytest.mark.parametrize("word", ["demo", "test", "test-fast", "check"])
def test_what_python_compiles_is_kept_whatever_the_shell_says(tmp_path: Path, word: str):
    program = tmp_path / "python"
    program.write_text('#!/bin/sh\necho "forbidden: [$PYTHONDONTWRITEBYTECODE]"\n')
    program.chmod(0o755)

    printed = subprocess.run(
        ["make", "--no-print-directory", word, "PYTHON=true", f"VENV={tmp_path}"],
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"}, cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip

    assert printed == "forbidden: []\n"


@pytest.mark.parametrize(
    ("line", "finding"),
    [
        ("--index-url https://index.example/simple", "index.example"),
        ("django @ https://files.example/django.whl --hash=sha256:00", "files.example"),
        ("django==5.2", "django==5.2"),
        ("django>=5.2 --hash=sha256:00", "django>=5.2"),
    ],
)
def test_lock_file_with_a_host_or_without_hash_or_version_is_named(line, finding, tmp_path, monkeypatch):
    (tmp_path / "requirements").mkdir()
    (tmp_path / "requirements" / "base.txt").write_text(line + "\n")
    monkeypatch.setattr(check, "ROOT", tmp_path)

    assert finding in check.lock_files_name_no_hosts() + check.lock_files_are_hashed()


REPORT = """<testsuites><testsuite>
<testcase name="a"/><testcase name="b"><failure message="x"/></testcase>
<testcase name="c"><error message="x"/></testcase>
<testcase name="d"><skipped message="Chromium is not installed"/></testcase>
</testsuite></testsuites>"""


def test_counting_reads_what_pytest_reported(tmp_path: Path):
    (tmp_path / "report.xml").write_text(REPORT)

    result = run_tests.count(tmp_path / "report.xml")

    assert (result.passed, result.failed, result.skipped) == (1, 2, Counter({"Chromium is not installed": 1}))


@pytest.mark.parametrize(
    ("strict", "closing_line", "status"),
    [("", "4 passed, 0 failed, 2 skipped", 0), ("true", "4 passed, 2 failed, 0 skipped", 1)],
)
def test_skipped_test_is_named_and_in_ci_a_failure(strict, closing_line, status, monkeypatch, capsys):
    monkeypatch.setenv("CI", strict)
    each = run_tests.Result(passed=1, skipped=Counter({"Chromium is not installed": 1}))
    passes = {name: each + run_tests.Result(passed=1) for name in run_tests.PASSES}
    monkeypatch.setattr(run_tests, "run_all", lambda words: passes)

    assert run_tests.main([]) == status

    lines = capsys.readouterr().out.splitlines()
    assert lines[-1] == closing_line
    assert "not run (2): Chromium is not installed" in lines


@pytest.fixture
def small(tmp_path: Path, monkeypatch) -> Path:
    """A folder of its own with a few tests, run as the passes are; what they need stands in a conftest of their own."""
    (tmp_path / "pyproject.toml").write_text(
        '[tool.pytest.ini_options]\nmarkers = ["alone: ", "once: ", "postgresql: "]\n'
    )
    (tmp_path / "tests").mkdir()
    monkeypatch.setattr(run_tests, "ROOT", tmp_path)
    monkeypatch.setattr(run_tests, "FOLDER", tmp_path / "var" / "tests")
    monkeypatch.setattr(run_tests, "what_is_missing", str)
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    monkeypatch.setenv("CI", "")
    return tmp_path / "tests" / "test_small.py"


HEAD = (
    "import os, pytest\nhere = os.environ['TEST_DATABASE']\n"
    "alone, once, postgresql = pytest.mark.alone, pytest.mark.once, pytest.mark.postgresql\n"
)
FIVE = (
    HEAD
    + """
def test_both(): pass
@once
def test_sqlite_only(): pass
@alone
def test_both_alone(): pass
@once
@alone
def test_sqlite_only_alone(): pass
def test_red_on_one(): assert here != 'RED'
@alone
def test_red_alone_on_one(): assert here != 'RED-ALONE'
"""
)


def closing_lines(capsys) -> list[str]:
    lines = capsys.readouterr().out.splitlines()
    return [line.rpartition("  ")[0].strip() for line in lines[-3:-1]] + lines[-1:]


@pytest.mark.processes
def test_each_test_is_counted_once_per_pass_whether_it_runs_alone_or_not(small: Path, capsys):
    small.write_text(FIVE)

    assert run_tests.main([]) == 0

    assert closing_lines(capsys)[-1] == "10 passed, 0 failed, 0 skipped"


@pytest.mark.processes
def test_one_red_test_in_either_pass_is_counted_and_makes_the_whole_red(small: Path, capsys):
    small.write_text(FIVE.replace("'RED'", "'sqlite'").replace("'RED-ALONE'", "'postgresql'"))

    assert run_tests.main([]) == 1

    sqlite, server, last = closing_lines(capsys)
    assert "5 passed, 1 failed" in sqlite
    assert "3 passed, 1 failed" in server
    assert last == "8 passed, 2 failed, 0 skipped"


@pytest.mark.processes
def test_a_pass_that_breaks_off_is_a_failure_of_its_own(small: Path, capsys):
    small.write_text(HEAD + "def test_one():\n    if here == 'postgresql': os.kill(os.getpid(), 9)\n")

    assert run_tests.main([]) == 1

    assert capsys.readouterr().out.splitlines()[-1] == "1 passed, 1 failed, 0 skipped"


@pytest.mark.processes
def test_a_pass_that_hangs_is_ended_and_tells_where_it_stood(small: Path, tmp_path: Path, monkeypatch, capsys):
    hangs = tmp_path / "hangs"
    small.write_text(
        HEAD + "import time\ndef test_one():\n"
        f"    if here == 'sqlite': open({str(hangs)!r}, 'w').close(); time.sleep(30)\n"
    )

    def silent_for(part, _printed) -> float:
        is_hanging = part.name == "sqlite" and not part.alone and hangs.exists()
        return 2 * run_tests.SILENCE if is_hanging else 0

    monkeypatch.setattr(run_tests, "silent_for", silent_for)

    assert run_tests.main([]) == 1

    printed = capsys.readouterr().out
    assert re.search(r'test_small\.py", line \d+ in test_one', printed)
    assert printed.splitlines()[-1] == "1 passed, 1 failed, 0 skipped"


class StandingSeconds:
    """Seconds that pass when a test says so."""

    now = 50.0

    def __call__(self) -> float:
        return self.now


def test_silence_is_counted_from_the_last_word_whatever_day_the_clock_shows(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(run_tests, "FOLDER", tmp_path)
    clock = StandingSeconds()
    monkeypatch.setattr(run_tests, "time", SimpleNamespace(monotonic=clock))
    part = run_tests.Part("sqlite")
    printed: dict[run_tests.Part, tuple[int, float]] = {}
    log = part.stem.with_suffix(".txt")
    log.write_text(".")
    os.utime(log, (0, 0))  # last written in 1970, says the file

    silent = [run_tests.silent_for(part, printed)]
    clock.now += 9
    silent.append(run_tests.silent_for(part, printed))
    log.write_text("..")
    silent.append(run_tests.silent_for(part, printed))

    assert silent == [0, 9, 0]


def test_what_runs_alone_is_looked_for_in_the_files_that_have_the_mark_and_in_no_other(small: Path):
    small.write_text(FIVE)
    (small.parent / "test_other.py").write_text("def test_one(): pass\n")

    assert run_tests.files_with_alone() == ("tests/test_small.py",)


def test_no_test_can_hang_for_ever(pytestconfig):
    assert 60 <= float(pytestconfig.getini("timeout")) < run_tests.SILENCE


@pytest.mark.processes
def test_a_mark_that_somebody_asks_for_holds_beside_ours(small: Path, capsys):
    small.write_text(FIVE)

    assert run_tests.main(["-m", "once"]) == 1  # nothing is left for PostgreSQL, and that is said

    assert capsys.readouterr().out.splitlines()[-1] == "2 passed, 1 failed, 0 skipped"


@pytest.mark.processes
def test_what_one_pass_leaves_to_the_other_is_not_left_when_there_is_no_other(small: Path, monkeypatch, capsys):
    small.write_text(HEAD + "@postgresql\ndef test_one(): assert here == 'postgresql'\n@once\ndef test_two(): pass\n")
    assert run_tests.main([]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "2 passed, 0 failed, 0 skipped"

    monkeypatch.setattr(run_tests, "what_is_missing", lambda: "no server here")
    assert run_tests.main([]) == 1
    assert capsys.readouterr().out.splitlines()[-1] == "1 passed, 1 failed, 1 skipped"


@pytest.mark.processes
def test_interrupting_ends_both_passes_and_says_so(small: Path, tmp_path: Path):
    small.write_text(
        HEAD + "import pathlib, time\ndef test_long(tmp_path_factory):\n"
        f"    pathlib.Path({str(tmp_path)!r}, here).write_text(str(os.getpid()))\n    time.sleep(200)\n"
    )
    code = (
        "import sys; from pathlib import Path; from scripts import run_tests as r\n"
        f"r.ROOT = Path({str(tmp_path)!r}); r.FOLDER = r.ROOT / 'var' / 'tests'; r.what_is_missing = str\n"
        "sys.exit(r.as_a_command([]))"
    )
    running = processes.start([sys.executable, "-c", code], cwd=ROOT, log=tmp_path / "log")
    files = [tmp_path / name for name in run_tests.PASSES]
    processes.wait_until(lambda: all(f.exists() and f.read_text() for f in files), what="Both passes", seconds=120)
    passes = [psutil.Process(int(file.read_text())) for file in files]

    running.send_signal(signal.SIGTERM)

    assert psutil.wait_procs(passes, timeout=60)[1] == []
    assert running.wait(60) == 130


def test_run_without_any_test_is_no_success(monkeypatch, capsys):
    monkeypatch.setattr(run_tests, "run_all", lambda words: {"sqlite": run_tests.Result()})

    assert run_tests.main([]) == 1


@pytest.mark.processes
def test_a_pass_that_is_cut_counts_every_test_once(small: Path, capsys):
    for folder in ("permissions", "journeys", "machine", "elsewhere"):
        (small.parent / folder).mkdir()
        (small.parent / folder / f"test_{folder}.py").write_text("def test_one(): pass\n")
    waiting = [file for files in run_tests.SHARES.values() for file in files[run_tests.WAITS]]
    for file in waiting:
        (small.parent.parent / file).write_text("def test_one(): pass\n")
    small.write_text(FIVE)

    assert run_tests.main([]) == 0

    # Each of the four folders and of the files that wait, and the five, once per pass.
    counted = 2 * (4 + len(waiting) + 5)
    assert capsys.readouterr().out.splitlines()[-1] == f"{counted} passed, 0 failed, 0 skipped"


def test_what_waits_takes_no_place_from_what_has_the_machine_at_work():
    waiting, working = run_tests.Part("sqlite", share=run_tests.WAITS), run_tests.Part("sqlite", share="")

    assert (run_tests.busy([waiting]), run_tests.busy([waiting, working])) == (0, 1)


def test_what_is_long_does_not_begin_last():
    parts = [run_tests.Part(name, share=share) for name, shares in run_tests.SHARES.items() for share in shares]

    in_turn = [(part.name, part.share) for part in sorted(parts, key=run_tests.turn)]

    assert in_turn[-len(run_tests.LAST) :] == list(run_tests.LAST)
    assert len(set(in_turn)) == len(parts)
