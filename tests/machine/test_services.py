"""The servers that other tests rest on."""

import contextlib
import shutil
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
from playwright.sync_api import Page

from tests.services import postgresql, redis
from tests.services.portal import Portal
from tests.services.postgresql import PostgreSQL
from tests.services.redis import Redis

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.processes
needs_postgresql = pytest.mark.skipif(postgresql.find_binaries() is None, reason=postgresql.MISSING)


@pytest.mark.once
@needs_postgresql
def test_postgresql_comes_back_on_its_data_after_a_kill():
    server = PostgreSQL(durable=True)
    try:
        server.start()
        url = server.create_database("kept")
        server.kill()
        server.start()
        assert [url] == [server.url("kept")]
        with pytest.raises(subprocess.CalledProcessError):
            server.create_database("kept")  # it is there still
    finally:
        server.remove()
    assert not server.folder.exists()


@pytest.mark.once
@needs_postgresql
def test_killed_test_run_leaves_no_server_behind():
    code = (
        "from tests.services.postgresql import PostgreSQL\nfrom tests.services.redis import Redis\nimport os\n"
        "a, b = PostgreSQL().start(), Redis().start()\n"
        "print(a.process.pid, b.process.pid, a.folder, b.folder, flush=True)\n"
        "os.kill(os.getpid(), 9)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    first, second, *folders = done.stdout.split()
    left = []
    for pid in (first, second):
        with contextlib.suppress(psutil.NoSuchProcess):
            left.append(psutil.Process(int(pid)))

    _gone, alive = psutil.wait_procs(left, timeout=30)

    assert alive == []
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.mark.once
def test_redis_is_up_again_on_its_port():
    server = Redis()
    try:
        port = server.start().port
        server.kill()
        assert server.start().port == port
    finally:
        server.remove()
    assert redis.MISSING


def test_portal_answers_and_its_worker_finishes_a_probe(live_portal: Portal, page: Page):
    deadline = time.monotonic() + 120
    while (answer := page.request.get("/healthz")).status != 200 and time.monotonic() < deadline:
        time.sleep(0.5)

    assert (answer.status, answer.json()["status"]) == (200, "ok")
