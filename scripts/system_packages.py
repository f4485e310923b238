"""Programs that the tests drive: install what is missing where that is allowed (Debian, as root), else name it.

Installing starts no server and makes no database cluster. What stays missing is named with the line that mends it;
the tests that need it are then skipped with that reason (with CI=true a skip is a failure).

usage: system_packages.py [wrk] [faketime gcc libc6-dev]
"""

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

POLICY = Path("/usr/sbin/policy-rc.d")
CLUSTER = Path("/etc/postgresql-common/createcluster.conf")


def is_there(package: str) -> bool:
    """Is the program of this Debian package on the machine?"""
    if package == "postgresql":
        return bool(shutil.which("postgres")) or any(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if package == "libreoffice-writer-nogui":
        return bool(shutil.which("soffice")) and any(Path("/usr/lib/libreoffice/program").glob("libsw*"))
    if package == "faketime":
        return any(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))
    if package == "libc6-dev":
        return Path("/usr/include/stdio.h").exists()
    programs = {"redis-server": "redis-server", "chromium": "chromium", "poppler-utils": "pdftoppm", "wrk": "wrk",
                "nginx-light": "nginx", "systemd": "systemd-analyze", "openssl": "openssl", "gcc": "cc"}  # fmt: skip
    return bool(shutil.which(programs[package], path=f"{os.environ.get('PATH', '')}:/usr/sbin"))


# Of systemd only what reads units is used: installing the package starts nothing.
PACKAGES = (
    "postgresql", "redis-server", "chromium", "libreoffice-writer-nogui", "poppler-utils",
    "nginx-light", "systemd", "openssl",
)  # fmt: skip


def main(more: list[str]) -> int:
    packages = (*PACKAGES, *more)
    missing = [package for package in packages if not is_there(package)]
    if not missing:
        return 0
    line = f"apt-get install -y --no-install-recommends {' '.join(missing)}"
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        print(f"Not on this machine: {', '.join(missing)}. On Debian, as root:  {line}", file=sys.stderr)
        return 0
    print(f"Installing {', '.join(missing)} (Debian packages) ...", flush=True)
    with nothing_starts():
        apt("update")
        if "postgresql" in missing:
            apt("install", "-y", "--no-install-recommends", "postgresql-common")
            no_cluster()
        apt("install", "-y", "--no-install-recommends", *missing)
    still = [package for package in packages if not is_there(package)]
    if still:
        print(f"Could not be installed: {', '.join(still)}.", file=sys.stderr)
    return 0


def apt(*words: str) -> None:
    """One call of apt-get, without questions; its words are shown only when it fails."""
    command = ["apt-get", "-q", "-o", "Dpkg::Options::=--force-confold", *words]
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"{' '.join(command)} failed:\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}", file=sys.stderr)


@contextlib.contextmanager
def nothing_starts() -> Iterator[None]:
    """Debian's own way to keep freshly installed servers from starting."""
    if POLICY.exists():
        yield
        return
    POLICY.write_text("#!/bin/sh\nexit 101\n")
    POLICY.chmod(0o755)
    try:
        yield
    finally:
        POLICY.unlink()


def no_cluster() -> None:
    """The tests make their own data folders; a cluster of the system's is not wanted."""
    if CLUSTER.exists():
        text = CLUSTER.read_text()
        CLUSTER.write_text(text.replace("#create_main_cluster = true", "create_main_cluster = false"))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
