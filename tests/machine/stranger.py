"""A stranger goes live with docs/runbook.md, word for word: a program that tests/machine/test_go_live.py starts.

It is root in namespaces of its own, on a disk of which it may change everything and nothing stays, without any network
but loopback. Before it begins the machine is what Debian's packages leave behind. What needs the network (packages of
Debian and of Python, a certificate of an authority) is done beforehand; every other block of the runbook is run as it
stands, by one shell. What it sees is printed as JSON at its end.
"""

import fcntl
import json
import os
import re
import shutil
import signal
import socket
import struct
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import requests

from tests.accounts.codes import fresh_code
from tests.faults.page import Page
from tests.services import production, runbook, systemctl

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "een lang geheim van een vreemde"
HOST = "samenkracht.regio.example"
CERTIFICATE = "/etc/samenkracht/tls/certificate.pem"
# To the form of tests/faults/world.py.
ANSWERS = {"q-hulp": "nee", "q-waarom": "Meer tijd.", "q-gemeente": "outside_region", "q-lengte": "kort"}
SITE = f"https://{HOST}"
PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


class Shell:
    """One shell for the whole runbook, so that a name which a block gives is there in the next."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            ["bash", "--norc"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            env={"PATH": PATH, "HOME": "/root", "LANG": "C.UTF-8"}, cwd="/",
        )  # fmt: skip
        self.said = ""

    def run(self, commands: str) -> str:
        """What they print. Raises with all of it when one of them fails: a reader would stop there too."""
        if self.process.stdin is None or self.process.stdout is None:
            raise RuntimeError("the shell has no pipes")
        self.process.stdin.write(f"set -e -o pipefail\n{commands}\nset +e; echo; echo '== done =='\n")
        self.process.stdin.flush()
        said = ""
        for line in self.process.stdout:
            if line == "== done ==\n":
                return said
            said += line
        raise RuntimeError(f"the runbook does not work here:\n{commands}\n--- it says:\n{said}\n{logs()}")


def logs() -> str:
    """The ends of what the services printed."""
    paths = [*systemctl.STATE.glob("*.log"), *Path("/var/log/nginx").glob("samenkracht*")]
    return "\n".join(f"--- {path}\n{path.read_text(errors='replace')[-1500:]}" for path in sorted(paths))


# --- the machine before


def private_machine() -> None:
    """A disk that may change and forgets, loopback, and what apt-get leaves behind."""
    scratch = Path("/mnt")
    mount("-t", "tmpfs", "tmpfs", str(scratch))
    for place in ("/etc", "/var", "/opt", "/usr/local", "/root"):
        upper, work = scratch / f"upper{place.replace('/', '-')}", scratch / f"work{place.replace('/', '-')}"
        upper.mkdir()
        work.mkdir()
        mount("-t", "overlay", "-o", f"lowerdir={place},upperdir={upper},workdir={work}", "overlay", place)
    mount("-t", "tmpfs", "-o", "mode=755", "tmpfs", "/run")
    for server in ("postgresql", "redis"):
        folder = Path("/run") / server
        folder.mkdir()
        owner = {"postgresql": "postgres"}.get(server, server)
        shutil.chown(folder, owner, owner)
    loopback()
    for path in ("/etc/samenkracht", "/opt/samenkracht", "/var/lib/samenkracht", "/var/backups/samenkracht"):
        shutil.rmtree(path, ignore_errors=True)
    run("userdel", "portal", check=False)
    with Path("/etc/hosts").open("a") as hosts:
        hosts.write(f"\n127.0.0.1 {HOST}\n")
    for folder in ("/etc/postgresql/15", "/var/lib/postgresql/15"):
        shutil.rmtree(folder, ignore_errors=True)
    run("pg_createcluster", "--locale=C.UTF-8", "15", "main", "--", "--no-sync")
    # A test pulls no plug; waiting for the disk is left out.
    with Path("/etc/postgresql/15/main/postgresql.conf").open("a") as settings:
        settings.write("fsync = off\nfull_page_writes = off\n")
    program = Path("/usr/local/bin/systemctl")
    program.write_text(
        f'#!/bin/sh\nPYTHONSAFEPATH=1 PYTHONPATH={ROOT} exec {sys.executable} -m tests.services.systemctl "$@"\n'
    )
    program.chmod(0o755)
    for server in ("postgresql", "redis-server", "nginx"):
        run(str(program), "start", server)


def loopback() -> None:
    """Up, as on every machine."""
    with socket.socket() as any_socket:
        request = struct.pack("16sh14x", b"lo", 1)
        fcntl.ioctl(any_socket, 0x8914, request)  # SIOCSIFFLAGS, IFF_UP


def mount(*words: str) -> None:
    run("mount", *words)


def run(*words: str, check: bool = True) -> None:
    done = subprocess.run(words, capture_output=True, text=True, env={"PATH": PATH, "LANG": "C.UTF-8"}, check=False)
    if check and done.returncode:
        raise RuntimeError(f"{' '.join(words)} ended with {done.returncode}.\n{done.stdout}{done.stderr}")


def repository(*releases: str) -> str:
    """A repository with the tree of this test, and a tag for each release."""
    folder = Path("/opt/source")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    folder.mkdir()
    copy = subprocess.Popen(["tar", "-c", "--null", "-T", "-"], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    unpack = subprocess.Popen(["tar", "-x", "-C", str(folder)], stdin=copy.stdout)
    if copy.stdin is None:
        raise RuntimeError("tar has no pipe")
    copy.stdin.write(listed)
    copy.stdin.close()
    unpack.wait()
    who = ["-c", "user.name=stranger", "-c", "user.email=stranger@regio.example"]
    for words in (["init", "-q"], ["add", "-A"], [*who, "commit", "-q", "-m", "release"]):
        run("git", "-C", str(folder), *words)
    for release in releases:
        run("git", "-C", str(folder), "tag", release)
    return f"file://{folder}"


def packages(release: str) -> None:
    """What "pip install" of the runbook leaves: a virtual environment of requirements/base.txt alone."""
    made = Path(production.python()).parents[1]
    here = Path("/opt/samenkracht") / release / ".venv"
    run("cp", "--archive", str(made), str(here))
    for program in (here / "bin").iterdir():
        if program.is_file() and not program.is_symlink():
            program.write_bytes(program.read_bytes().replace(str(made).encode(), str(here).encode()))


# --- the people


class Person(requests.Session):
    """Somebody at a browser, over https, with the certificate of the runbook."""

    def __init__(self) -> None:
        super().__init__()
        self.verify = CERTIFICATE
        self.trust_env = False

    def sends(self, page: requests.Response, **typed: str) -> requests.Response:
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)
        if token is None:
            raise RuntimeError(f"{page.url} ({page.status_code}) has no form:\n{page.text[:2000]}")
        return self.post(page.url, data=typed | {"csrfmiddlewaretoken": token[1]}, headers={"Referer": page.url})

    def accepts(self, link: str, email: str) -> str:
        """Chooses a password, logs in, sets up the app; gives its secret."""
        self.sends(self.get(link), password=PASSWORD, again=PASSWORD)
        return self.sets_up(self.logs_in(email))

    def logs_in(self, email: str) -> requests.Response:
        return self.sends(self.get(f"{SITE}/inloggen/"), login=email, password=PASSWORD)

    def sets_up(self, page: requests.Response) -> str:
        secret = re.search(r'<strong class="tabular-nums">([A-Z2-7 ]{39})</strong>', page.text)
        if secret is None:
            raise RuntimeError(f"{page.url} ({page.status_code}) shows no secret:\n{page.text[:3000]}")
        plain = secret[1].replace(" ", "")
        if "Uw herstelcodes" not in self.sends(page, code=fresh_code(plain)).text:
            raise RuntimeError("the app was not taken")
        return plain


def fill_in(form: str) -> str:
    """A resident answers and gets a receipt; its code."""
    person = Person()
    page = Page.read(person.get(f"{SITE}/formulieren/{form}/invullen/").text)
    if page is None:
        raise RuntimeError("the form is not there")
    for _ in range(6):
        answers = {name: ANSWERS.get(name, "") for name in page.fields}
        word = "send" if "send" in page.words else "next"
        answer = person.post(
            f"{SITE}/formulieren/{form}/invullen/", data=page.hidden | answers | {"go": word}, headers={"Referer": SITE}
        )
        if code := Page.receipt(answer.text):
            return code
        page = Page.read(answer.text)
        if page is None:
            raise RuntimeError(f"{answer.status_code}: {answer.text[:2000]}")
    raise RuntimeError("no receipt came")


def wait_for_health(seconds: float = 240) -> dict[str, Any]:
    """Until web, worker and beat are there; as long as no web process answers, nginx has a page of its own."""
    began, said = time.monotonic(), ""
    while time.monotonic() - began < seconds:
        try:
            answer = requests.get(f"{SITE}/healthz", verify=CERTIFICATE, timeout=20)
        except requests.Timeout as error:
            said = str(error)
            continue
        said = answer.text
        if answer.status_code == 200:
            found: dict[str, Any] = answer.json()
            return found
        time.sleep(0.3)
    raise RuntimeError(f"{said}\n{logs()}")


# --- the way


def main() -> None:
    private_machine()
    source = repository("0.1.0", "0.2.0")
    shell = Shell()
    seen: dict[str, Any] = {"seconds": {}}

    def section(name: str, *, before: Callable[[runbook.Block], str | None] = lambda block: block.commands) -> str:
        began, said = time.monotonic(), ""
        for block in runbook.blocks():
            if block.section == name:
                commands = before(block)
                said += shell.run(commands) if commands is not None else ""
        seen["seconds"][name] = round(time.monotonic() - began, 1)
        return said

    def elsewhere(block: runbook.Block) -> str | None:
        if "pip" in block.commands and "network" in block.needs:
            packages("0.1.0")
        if "network" in block.needs:
            return None
        return re.sub(r"(?m)^export SOURCE=.*$", f"export SOURCE={source}", block.commands)

    said = section("Go live", before=elsewhere)
    link = re.search(rf"{SITE}/uitnodiging/\S+/", said)
    if link is None:
        raise RuntimeError(said)
    seen["healthz"] = wait_for_health()
    seen |= use(link[0])
    seen["backups"] = sorted(path.name for path in Path("/var/backups/samenkracht").iterdir())
    section("Back up")
    # What stands in the restored database is what stood in the old one.
    seen["restored"] = section("Restore")
    wait_for_health()
    seen["form after the restore"] = Person().get(f"{SITE}/formulieren/{seen['form']}/").status_code
    section("Rotate secrets")
    wait_for_health()
    shell.run(
        f'export RELEASE=0.2.0; git clone --quiet --depth 1 --branch "$RELEASE" {source} "/opt/samenkracht/$RELEASE"'
    )
    packages("0.2.0")
    seen["upgraded"] = section("Upgrade")
    seen["healthz after the upgrade"] = wait_for_health()
    seen["runs"] = os.readlink("/opt/samenkracht/current")
    seen["logs of nginx"] = "".join(path.read_text() for path in Path("/var/log/nginx").glob("samenkracht*"))
    seen["secret words"] = [link[0].rsplit("/", 2)[1], seen.pop("code")]
    seen["settings"] = subprocess.run(
        ["stat", "-c", "%U:%G %a", "/etc/samenkracht/env"], capture_output=True, text=True
    ).stdout.strip()
    print(json.dumps(seen))


def use(link: str) -> dict[str, Any]:
    """The administrator comes in, somebody makes a form, a resident answers it."""
    seen: dict[str, Any] = {}
    plain = requests.get(f"http://{HOST}/projecten/?code=1", allow_redirects=False, timeout=10)
    seen["by http"] = (plain.status_code, plain.headers["Location"])
    administrator = Person()
    administrator.accepts(link, f"beheerder@{HOST}")
    page = administrator.get(f"{SITE}/werkplek/gebruikers/")
    seen["administrator"] = (page.status_code, f"beheerder@{HOST}" in page.text)
    seen["cookies"] = sorted((cookie.name, cookie.secure) for cookie in administrator.cookies)
    world = subprocess.run(
        ["runuser", "-u", "portal", "--", "sh", "-c", "set -a; . /etc/samenkracht/env; cd /opt/samenkracht/current;"
         " DJANGO_SETTINGS_MODULE=samenkracht.settings .venv/bin/python -m tests.faults.world"],
        capture_output=True, text=True, env={"PATH": PATH}, check=False,
    )  # fmt: skip
    if world.returncode:
        raise RuntimeError(world.stderr)
    seen["form"] = json.loads(world.stdout.splitlines()[-1])["slug"]
    seen["code"] = fill_in(seen["form"])
    home = requests.get(f"{SITE}/", verify=CERTIFICATE, timeout=10)
    seen["home"] = (home.status_code, home.headers["Strict-Transport-Security"], home.headers.get("Server"))
    style = re.search(r'href="(/static/[^"]+\.css)"', home.text)
    seen["style"] = requests.get(f"{SITE}{style[1] if style else ''}", verify=CERTIFICATE, timeout=10).headers[
        "Cache-Control"
    ]
    large = requests.post(f"{SITE}/formulieren/{seen['form']}/", data=b"x" * 3_000_000, verify=CERTIFICATE, timeout=10)
    seen["large"] = large.status_code
    return seen


if __name__ == "__main__":
    signal.alarm(880)
    main()
