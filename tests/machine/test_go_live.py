"""A stranger with Debian, PostgreSQL, Redis and nginx goes live with docs/runbook.md, read from the runbook."""

import json
import os
import shutil
import subprocess
import sys
from typing import Any

import pytest

from tests.services import postgresql, processes, production, redis, runbook
from tests.services.environment import ROOT

# It starts some forty programs: eleven minutes on a machine that eight others worked on.
pytestmark = [pytest.mark.once, pytest.mark.timeout(1200)]
NAMESPACES = ["unshare", "--mount", "--net", "--pid", "--fork", "--kill-child", "--mount-proc"]
PROGRAMS = {
    "nginx": "nginx-light",
    "openssl": "openssl",
    "git": "git",
    "curl": "curl",
    "pg_createcluster": "postgresql",
}


def missing() -> str:
    """Why it cannot be done here; empty when it can."""
    if os.geteuid() != 0 or not shutil.which("unshare"):
        return "needs root and unshare (Linux), for a machine of its own inside this one"
    if subprocess.run([*NAMESPACES, "true"], capture_output=True, check=False).returncode:
        return "this machine makes no namespaces (in a container: --privileged)"
    if postgresql.find_binaries() is None:
        return postgresql.MISSING
    if redis.find() is None:
        return redis.MISSING
    search = f"{os.environ.get('PATH', '')}:/usr/sbin"
    packages = [package for program, package in PROGRAMS.items() if not shutil.which(program, path=search)]
    return f"not installed: Debian, apt-get install {' '.join(packages)}" if packages else ""


REASON = missing()


def test_every_block_of_commands_says_what_it_needs():
    found = runbook.blocks()

    assert {block.section for block in found} >= {"Go live", "Back up", "Restore", "Upgrade", "Rotate secrets"}
    with pytest.raises(ValueError, match="begins with what it needs"):
        runbook.blocks("## Go live\n```sh\nrm -r /\n```\n")


@pytest.fixture(scope="module")
def seen() -> dict[str, Any]:
    """What a stranger saw who did all of it."""
    if REASON:
        pytest.skip(REASON)
    production.python()  # with the network, which the stranger has not
    done = subprocess.run(
        [*NAMESPACES, sys.executable, "-m", "tests.machine.stranger"],
        cwd=ROOT, env=processes.on_the_machines_clock(), capture_output=True, text=True, check=False, timeout=900,
    )  # fmt: skip
    assert done.returncode == 0, f"{done.stdout[-6000:]}\n{done.stderr[-6000:]}"
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    print(found["seconds"])
    return found


@pytest.mark.processes
def test_stranger_goes_live_with_the_runbook_word_for_word(seen):
    assert (seen["healthz"]["status"], seen["healthz"]["worker"]) == ("ok", "ok")
    assert seen["by http"] == [301, "https://samenkracht.regio.example/projecten/?code=1"]
    assert seen["administrator"] == [200, True]
    assert seen["cookies"] == [["__Host-csrf", True], ["__Host-sessie", True]]
    assert seen["home"][:2] == [200, "max-age=31536000; includeSubDomains; preload"]
    assert seen["style"] == "max-age=315360000, public, immutable"
    assert seen["large"] == 413
    assert seen["settings"] == "root:portal 640"


@pytest.mark.processes
def test_nothing_of_a_code_stands_in_the_logs_of_the_proxy(seen):
    assert " GET /uitnodiging/ " in seen["logs of nginx"]
    for word in (*seen["secret words"], "127.0.0.1", "?code"):
        assert word not in seen["logs of nginx"]


@pytest.mark.processes
def test_runbook_s_other_blocks_back_up_restore_rotate_and_upgrade(seen):
    assert len(seen["backups"]) == 1
    assert seen["form after the restore"] == 200
    assert "equal" in seen["restored"]
    assert seen["runs"] == "0.2.0"
    assert seen["healthz after the upgrade"]["status"] == "ok"
