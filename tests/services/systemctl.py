"""systemctl for a machine without systemd: it starts what the units of the portal say, as they say it.

As their user, with the settings of their file, in their folder, on a disk of which they may write what they name
(ProtectSystem=strict, ReadWritePaths=, RuntimeDirectory=, PrivateTmp=). The servers of Debian are started by Debian's
own programs. Anything else that systemd does, it does not; a word that it does not know is an error.

usage: systemctl start|stop|restart|enable --now|daemon-reload [NAME ...]
"""

import contextlib
import os
import pwd
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.services import units
from tests.services.settings_file import by_systemd

UNITS = Path("/etc/systemd/system")
STATE = Path("/run/units")
REDIS = "runuser -u redis -- redis-server /etc/redis/redis.conf --supervised no"
DEBIAN = {
    "postgresql": {
        "start": "pg_ctlcluster 15 main start",
        "stop": "pg_ctlcluster 15 main stop -m fast",
        "restart": "pg_ctlcluster 15 main restart -m fast",
    },
    "redis-server": {
        "start": REDIS,
        "stop": "redis-cli shutdown nosave",
        "restart": f"sh -c 'redis-cli shutdown nosave; {REDIS}'",
    },
    "nginx": {
        "start": "nginx",
        "stop": "nginx -s quit",
        "restart": "sh -c 'nginx -s quit; sleep 0.3; nginx'",
        "reload": "nginx -s reload",
    },
}
# What a program sees of the disk: all of it read only but for what is named, and no temporary files of others.
LOCKED = """
set -eu
for place in /opt /etc /var /usr/local; do mount --bind $place $place; mount -o remount,ro,bind $place; done
for place in $WRITABLE; do mount --bind $place $place; mount -o remount,rw,bind $place; done
mount -t tmpfs -o mode=1777 tmpfs /tmp
cd "$FOLDER"
unset WRITABLE FOLDER PWD OLDPWD
exec "$@"
"""


def main(words: list[str]) -> int:
    verb, *names = [word for word in words if word != "--now"]
    if verb == "daemon-reload":
        return 0
    if verb == "enable" and "--now" in words:
        verb = "start"
    if verb not in ("start", "stop", "restart", "reload"):
        print(f"{verb} is not known here", file=sys.stderr)
        return 1
    return max((act(verb, name) for name in names), default=1)


def act(verb: str, name: str) -> int:
    if name in DEBIAN:
        return subprocess.run(shlex.split(DEBIAN[name][verb]), check=False).returncode
    unit = units.read(name, UNITS)
    if name.endswith(".target"):
        return max(act(verb, member) for member in unit["Unit"]["Wants"][0].split())
    if name.endswith(".timer"):
        units.read(name.replace(".timer", ".service"), UNITS)  # what it starts is there
        return 0
    if verb in ("stop", "restart"):
        stop(name)
    return 0 if verb == "stop" else start(name, unit["Service"])


def start(name: str, service: dict[str, list[str]]) -> int:
    """Returns when it was started, or, of a service that runs once, when it ended."""
    log = (STATE / f"{name}.log").open("ab")
    for line in service["ExecStart"] + service.get("ExecStartPost", []):
        process = subprocess.Popen(
            locked(line, service), env=environment(service), stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            start_new_session=True,
        )  # fmt: skip
        if service.get("Type") != ["oneshot"]:
            (STATE / f"{name}.pid").write_text(str(process.pid))
        elif status := process.wait():
            return status
    return 0


def locked(line: str, service: dict[str, list[str]]) -> list[str]:
    (user,) = service["User"]
    mask = int(service["UMask"][0], 8)
    rights = ["setpriv", f"--reuid={user}", f"--regid={user}", "--init-groups", "--no-new-privs", "--bounding-set=-all"]
    program = ["sh", "-c", f'umask {mask:03o}; exec "$@"', "sh", *units.command(line)]
    return ["unshare", "--mount", "sh", "-c", LOCKED, "sh", *rights, *program]


def environment(service: dict[str, list[str]]) -> dict[str, str]:
    if service["ProtectSystem"] != ["strict"] or service["PrivateTmp"] != ["yes"]:
        raise RuntimeError("the unit is not as locked up as this program makes it")
    user = pwd.getpwnam(service["User"][0])
    writable = [path for line in service.get("ReadWritePaths", []) for path in line.split()]
    for name in service.get("RuntimeDirectory", []):
        folder = Path("/run") / name
        folder.mkdir(mode=0o755, exist_ok=True)
        os.chown(folder, user.pw_uid, user.pw_gid)
    given = dict(pair.split("=", 1) for line in service.get("Environment", []) for pair in shlex.split(line))
    base = {
        "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
        "USER": user.pw_name,
        "HOME": user.pw_dir,
    }
    settings = by_systemd(Path(service["EnvironmentFile"][0]))
    return base | given | settings | {"WRITABLE": " ".join(writable), "FOLDER": service["WorkingDirectory"][0]}


def stop(name: str) -> None:
    """As KillMode=mixed does: ask the first process to end, and end what it leaves; all of it after ten seconds."""
    note = STATE / f"{name}.pid"
    if not note.exists():
        return
    number = int(note.read_text())
    with contextlib.suppress(ProcessLookupError):
        os.kill(number, signal.SIGTERM)
        for _ in range(200):
            if has_ended(number):
                break
            time.sleep(0.05)
        os.killpg(number, signal.SIGKILL)
    note.unlink()


def has_ended(number: int) -> bool:
    """Also when nobody has asked for its exit status: the first process here is no init that does."""
    try:
        state = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return True
    return state == "Z"


if __name__ == "__main__":
    STATE.mkdir(parents=True, exist_ok=True)
    sys.exit(main(sys.argv[1:]))
