"""The units of systemd and the file of nginx in deploy/: whether those programs take them, and what they promise."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from tests.machine.test_containers import COMPOSE, PORTAL
from tests.services import processes, units
from tests.services.environment import ROOT

pytestmark = pytest.mark.once
DEPLOY = ROOT / "deploy"
NGINX = (DEPLOY / "nginx" / "samenkracht.conf").read_text()
SERVICES = sorted(path.name for path in units.FOLDER.glob("*.service"))
TIMERS = sorted(path.name for path in units.FOLDER.glob("*.timer"))
no_systemd = pytest.mark.skipif(
    not shutil.which("systemd-analyze"), reason="systemd is not installed (Debian: apt-get install systemd)"
)


@pytest.fixture
def moved(tmp_path):
    """The units with the installation in a folder of this test, where the programs that they start are."""
    folder, bin_ = tmp_path / "systemd", tmp_path / "current" / ".venv" / "bin"
    bin_.mkdir(parents=True)
    for program in ("gunicorn", "celery", "python"):
        (bin_ / program).symlink_to(Path(sys.executable).with_name(program))
    shutil.copytree(units.FOLDER, folder)
    for path in folder.rglob("*.*"):
        if path.is_file():
            path.write_text(path.read_text().replace("/opt/samenkracht", str(tmp_path)))
    return folder


def analyze(*words: str, path: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["systemd-analyze", *words], env=os.environ | {"SYSTEMD_UNIT_PATH": f"{path}:"}, capture_output=True, text=True
    )


@no_systemd
def test_systemd_finds_nothing_to_say_of_the_units(moved):
    paths = [str(moved / name) for name in (*SERVICES, *TIMERS, "samenkracht.target")]

    done = analyze("verify", "--man=no", *paths, path=moved)

    assert (done.returncode, done.stdout + done.stderr) == (0, "")


@no_systemd
def test_systemd_finds_a_fault_that_is_put_in(moved):
    web = moved / "samenkracht-web.service"
    web.write_text(web.read_text().replace("Restart=always", "Restart=sometimes"))

    assert "sometimes" in analyze("verify", "--man=no", str(web), path=moved).stderr


@no_systemd
@pytest.mark.parametrize("service", SERVICES)
def test_systemd_calls_every_service_well_locked_up(service, moved):
    done = analyze("security", "--offline=true", "--no-pager", "--threshold=20", service, path=moved)

    assert done.returncode == 0, done.stdout[-500:]


@no_systemd
@pytest.mark.parametrize("timer", TIMERS)
def test_moments_of_the_timers_are_moments(timer):
    moment = units.read(timer)["Timer"]["OnCalendar"]

    assert subprocess.run(["systemd-analyze", "calendar", moment[0]], capture_output=True).returncode == 0
    assert timer.replace(".timer", ".service") in SERVICES
    assert units.read(timer)["Timer"]["Persistent"] == ["yes"]


@pytest.mark.parametrize("service", SERVICES)
def test_every_service_runs_as_the_portal_s_user_with_the_settings_of_the_installation(service):
    told = units.read(service)["Service"]

    assert (told["User"], told["EnvironmentFile"]) == (["portal"], ["/etc/samenkracht/env"])
    assert (told["ProtectSystem"], told["NoNewPrivileges"], told["PrivateTmp"]) == (["strict"], ["yes"], ["yes"])


def test_units_start_what_the_containers_start():
    """Both say how the portal is started; a word that one of them lacks is a word forgotten."""
    places = {
        "/opt/samenkracht/current/.venv/bin/": "",
        "/run/samenkracht-beat/schedule": "/tmp/beat",  # noqa: S108 - of the image
        "127.0.0.1:8000": "0.0.0.0:8000",
    }
    for name in PORTAL:
        (line,) = units.read(f"samenkracht-{name}.service")["Service"]["ExecStart"]
        for here, there in places.items():
            line = line.replace(here, there)
        assert sorted(shlex.split(line)) == sorted(shlex.split(COMPOSE["services"][name]["command"]))
        assert units.read(f"samenkracht-{name}.service")["Service"]["Restart"] == ["always"]


def test_nothing_is_left_out_of_what_starts_with_the_machine():
    wanted = units.read("samenkracht.target")["Unit"]["Wants"][0].split()

    assert wanted == [f"samenkracht-{name}.service" for name in PORTAL]


@pytest.mark.skipif(not shutil.which("nginx"), reason="nginx is not installed (Debian: apt-get install nginx)")
def test_nginx_takes_the_file(tmp_path):
    """On ports of its own, with a certificate of its own."""
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    made = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-nodes",
        "-days",
        "1",
    ]
    made += ["-subj", "/CN=samenkracht.example", "-keyout", str(key), "-out", str(certificate)]
    subprocess.run(made, check=True, capture_output=True)
    text = re.sub(r"(?m)^ *listen \[::\].*\n", "", NGINX)
    text = text.replace("/etc/samenkracht/tls", str(tmp_path)).replace("/var/log/nginx", str(tmp_path))
    for port in ("80", "443"):
        text = re.sub(rf"listen {port}\b", f"listen 127.0.0.1:{processes.free_port()}", text)
    whole = tmp_path / "nginx.conf"
    temporary = "".join(
        f"{kind}_temp_path {tmp_path}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    whole.write_text(f"pid {tmp_path}/pid;\nevents {{}}\nhttp {{\n{temporary}{text}\n}}\n")

    done = subprocess.run(
        ["nginx", "-t", "-e", str(tmp_path / "log"), "-c", str(whole)], capture_output=True, text=True
    )

    assert done.returncode == 0, done.stderr
    assert "warn" not in done.stderr


def test_nginx_lets_in_what_the_portal_wants_to_refuse_with_a_page_of_its_own():
    (limit,) = re.findall(r"client_max_body_size (\d+)m;", NGINX)

    assert int(limit) * 1024 * 1024 > settings.DATA_UPLOAD_MAX_MEMORY_SIZE


def test_nginx_waits_longer_than_the_web_works_on_an_answer():
    (line,) = units.read("samenkracht-web.service")["Service"]["ExecStart"]
    (timeout,) = re.findall(r"--timeout (\d+)", line)
    (wait,) = re.findall(r"proxy_read_timeout (\d+)s;", NGINX)

    assert int(wait) > int(timeout)


def test_nginx_logs_no_query_no_body_no_visitor_and_no_code():
    (form,) = re.findall(r"log_format samenkracht '([^']*)'", NGINX)

    assert set(re.findall(r"\$(\w+)", form)) == {
        "time_iso8601", "status", "request_method", "samenkracht_part", "body_bytes_sent", "request_time"
    }  # fmt: skip
    (part,) = re.findall(r'"~(\^.*)" \$part;', NGINX)
    pattern = re.compile(part.replace("?<part>", "?P<part>"))
    assert pattern.match("/uitnodiging/abcdef0123456789/").group("part") == "/uitnodiging/"
    assert pattern.match("/formulieren/mijn-formulier/?code=1").group("part") == "/formulieren/"
    assert set(re.findall(r"error_log \S+ (\w+);", NGINX)) == {"crit"}
