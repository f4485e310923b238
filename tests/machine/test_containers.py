"""The files for containers against what the tests run on: the same versions, the same processes."""

import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from samenkracht.settings import INSTALLED_APPS
from tests.faults.installation import Installation
from tests.services import postgresql, processes, production, redis
from tests.services.environment import ROOT

pytestmark = pytest.mark.once
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
DOCKERFILE = (ROOT / "Dockerfile").read_text()
BUILD, LAST = re.split(r"(?m)^FROM ", DOCKERFILE)[1:]
PORTAL = ("web", "worker", "beat")


def major(text: str) -> str:
    """The first number: postgres:15 -> 15, Redis server v=7.0.15 -> 7."""
    return re.search(r"\d+", text).group()


def said_by(program: str | Path) -> str:
    return subprocess.run([str(program), "--version"], capture_output=True, text=True, check=True).stdout


@pytest.mark.skipif(postgresql.find_binaries() is None, reason=postgresql.MISSING)
def test_servers_of_the_compose_file_are_those_of_the_tests():
    images = {name: COMPOSE["services"][name]["image"] for name in ("postgresql", "redis")}

    assert major(images["postgresql"]) == major(said_by(postgresql.find_binaries() / "postgres"))
    assert major(images["redis"]) == major(said_by(redis.find()))


def test_every_image_of_others_can_be_named_by_its_digest():
    """The tag is what stands in for it; no digest is written here that nobody looked up."""
    images = [COMPOSE["services"][name]["image"] for name in ("postgresql", "redis")]
    images.append(COMPOSE["x-portal"]["build"]["args"]["PYTHON_IMAGE"])

    assert [re.fullmatch(r"\$\{([A-Z]+)_IMAGE:-[a-z]+:[\w.-]+\}", image).group(1) for image in images] == [
        "POSTGRESQL",
        "REDIS",
        "PYTHON",
    ]
    assert images[-1].partition(":-")[2].rstrip("}") == re.search(r"ARG PYTHON_IMAGE=(\S+)", DOCKERFILE).group(1)
    papers = (ROOT / "docs" / "runbook.md").read_text()
    assert [name for name in ("POSTGRESQL_IMAGE", "REDIS_IMAGE", "PYTHON_IMAGE") if name not in papers] == []


def test_web_opens_no_door_to_steer_it_by():
    """gunicorn would listen on a socket in the home folder and obey whoever writes to it."""
    asked = shlex.split(COMPOSE["services"]["web"]["command"])
    default = json.loads(re.search(r"(?m)^CMD (.+)$", LAST).group(1))

    assert "--no-control-socket" in asked
    assert sorted(asked) == sorted(default)
    assert [COMPOSE["services"][name]["restart"] for name in PORTAL] == ["unless-stopped"] * 3


def test_server_of_the_compose_file_keeps_as_quiet_about_what_people_typed_as_that_of_the_tests():
    words = shlex.split(COMPOSE["services"]["postgresql"]["command"])
    assert words == [
        "postgres",
        *(part for name, value in postgresql.QUIET.items() for part in ("-c", f"{name}={value}")),
    ]


def test_image_has_the_python_of_the_tests_and_a_dump_tool_of_the_servers_version():
    version = f"{sys.version_info.major}.{sys.version_info.minor}"

    assert re.search(r"(?m)^ARG PYTHON_IMAGE=python:([\d.]+)-slim-bookworm$", DOCKERFILE).group(1) == version
    assert {stage.split()[0] for stage in (BUILD, LAST)} == {"${PYTHON_IMAGE}"}
    assert re.search(r"postgresql-client-(\d+)", LAST).group(1) == major(COMPOSE["services"]["postgresql"]["image"])


def test_last_stage_runs_as_nobody_in_particular_looks_after_itself_and_builds_nothing():
    user = re.search(r"(?m)^USER (\S+)$", LAST).group(1)

    assert user not in ("root", "0")
    assert LAST.index(f"\nUSER {user}") < LAST.index("\nCMD ")
    assert "HEALTHCHECK" in LAST
    assert re.findall(r"pip install|gcc|build-essential|python3?-dev|requirements", LAST) == []
    assert re.findall(r"SECRET|FIELD_KEYS|PASSWORD", LAST) == []
    assert "--require-hashes" in BUILD


def test_image_holds_every_app_and_what_it_draws_with():
    copied = set(re.findall(r"(?m)^COPY (\w+) \1$", BUILD))
    let_in = {line.removeprefix("!") for line in (ROOT / ".dockerignore").read_text().splitlines() if line[:1] == "!"}
    ours = {app.split(".")[0] for app in INSTALLED_APPS if (ROOT / app.split(".")[0]).is_dir()}

    assert copied == ours | {"templates", "static"}
    assert let_in == copied | {"manage.py", "requirements/base.txt"}


def test_processes_of_the_portal_are_one_image_that_cannot_change_itself():
    for name in ("setup", *PORTAL):
        service = COMPOSE["services"][name]
        assert (service["image"], service["read_only"], service["cap_drop"]) == ("samenkracht", True, ["ALL"])
        # .env may name places on another machine; those of the image hold.
        for place in ("STATIC_ROOT", "VAR_DIR"):
            assert f" {place}={service['environment'][place]}" in LAST
    assert set(COMPOSE["services"]) == {"postgresql", "redis", "setup", *PORTAL}
    assert "deploy" not in COMPOSE["services"]["beat"]  # exactly one


@pytest.fixture
def installation():
    """PostgreSQL, Redis and a migrated database, in MODE=production; no process of the portal yet."""
    here = Installation()
    try:
        here.postgresql.start()
        here.redis.start()
        here.postgresql.create_database("compose")
        here.database = "compose"
        here.command(*shlex.split(COMPOSE["services"]["setup"]["command"])[1:], "--verbosity", "0")
        here.command("manage.py", "collectstatic", "--no-input", "--verbosity", "0")
        yield here
    finally:
        here.remove()


def words_of(service: str, here: Installation) -> list[str]:
    """The command of a service, with the port and the folder of this test."""
    program, *words = shlex.split(COMPOSE["services"][service]["command"])
    elsewhere = {"0.0.0.0:8000": f"127.0.0.1:{here.port}", "/tmp/beat": str(here.folder / "beat")}  # noqa: S108 - the file's own words, replaced
    return [production.program(program), *(elsewhere.get(word, word) for word in words)]


@pytest.mark.processes
def test_web_worker_and_beat_of_the_compose_file_work_together(installation: Installation):
    for name in PORTAL:
        installation.processes[name] = processes.start(
            words_of(name, installation), log=installation.log(name), env=installation.environment, cwd=ROOT
        )

    # A probe that beat sent through Redis was finished by the worker and is in PostgreSQL, where the web found it.
    processes.wait_until(
        lambda: installation.health()[0] == 200, what="health", seconds=120, log=installation.log("worker")
    )

    status, told = installation.health()
    assert (status, told["status"], told["database"], told["broker"], told["worker"]) == (200, "ok", "ok", "ok", "ok")
    assert installation.fallen() == []
    inside = re.search(r'CMD \["python", "-c", "(.+)"\]', LAST).group(1).replace("8000", str(installation.port))
    look = [sys.executable, "-c", inside]
    assert subprocess.run(look, env=installation.environment, check=False).returncode == 0
    installation.redis.stop()
    assert installation.health()[0] == 503
    assert subprocess.run(look, env=installation.environment, check=False).returncode == 0  # serving still
    processes.stop(installation.processes["web"])
    assert subprocess.run(look, env=installation.environment, capture_output=True, check=False).returncode == 1
