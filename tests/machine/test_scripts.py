"""The scripts behind make: what is missing is named, what is done is skipped, what is wrong fails."""

import hashlib
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from scripts import check, run_tests
from tests.services.surroundings import ROOT

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
    command = [sys.executable, "scripts/setup.py", "base"]

    assert subprocess.run(command, cwd=elsewhere, capture_output=True, check=False).returncode == 0

    with (elsewhere / "requirements" / "base.txt").open("ab") as file:
        file.write(b"# changed\n")
    changed = subprocess.run(command, cwd=elsewhere, capture_output=True, text=True, check=False)
    assert changed.returncode == 1
    assert "Installing failed" in changed.stderr


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
    monkeypatch.setattr(
        run_tests,
        "run",
        lambda name, words: run_tests.Result(passed=2, skipped=Counter({"Chromium is not installed": 1})),
    )

    assert run_tests.main([]) == status

    lines = capsys.readouterr().out.splitlines()
    assert lines[-1] == closing_line
    assert "not run (2): Chromium is not installed" in lines


def test_run_without_any_test_is_no_success(monkeypatch, capsys):
    monkeypatch.setattr(run_tests, "run", lambda name, words: run_tests.Result())

    assert run_tests.main([]) == 1
