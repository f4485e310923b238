"""Make .venv and install the locked requirements; does nothing when that was done before. Plain python3, no packages.

uv installs, pip where uv is not to be had or cannot: it reads no settings of pip, such as an index of one's own.

``production`` makes another one, var/production, with what production has and nothing else: tests start the portal
there, so that a package which only tests brought along is missed.

usage: setup.py base|dev|production [system]
"""

import fcntl
import hashlib
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PRODUCTION = ROOT / "var" / "production"
INSTALLER = ROOT / "var" / "installer"
LOCKS = {"base": ["base.txt"], "dev": ["base.txt", "dev.txt"], "chart": ["chart.txt"], "installer": ["installer.txt"]}


def main(words: list[str]) -> int:
    if sys.version_info < (3, 11):  # noqa: UP036 - this very line tells an older Python what is needed
        return refuse(f"Python 3.11 or newer is needed, this is {sys.version.split()[0]}: make ... PYTHON=python3.11")
    if not words or words[0] not in (*LOCKS, "production"):
        return refuse(__doc__ or "")
    if status := production() if words[0] == "production" else everyday(words[0]):
        return status
    if "system" in words[1:]:
        return subprocess.run([sys.executable, str(ROOT / "scripts" / "system_packages.py")], check=False).returncode
    return 0


def everyday(kind: str) -> int:
    """.venv, in which packages are added and renewed."""
    if not (VENV / "bin" / "python").exists() and (status := make_venv(VENV)):
        return status
    return install(kind, VENV)


def production() -> int:
    """var/production, made anew whenever the lock file changed: what a lock file no longer names must be gone."""
    return anew("base", PRODUCTION)


def anew(kind: str, folder: Path) -> int:
    """A virtual environment of this lock file alone. Several runs may ask at once; one makes it and the others wait."""
    folder.parent.mkdir(exist_ok=True)
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if is_installed(kind, folder):
            return 0
        return make_venv(folder) or install(kind, folder)


def refuse(reason: str) -> int:
    """Say on stderr what is missing and with which line it is mended."""
    print(reason, file=sys.stderr)
    return 1


def make_venv(folder: Path) -> int:
    """Make an empty one, or name the one line that makes it possible."""
    try:
        import ensurepip  # noqa: F401 - Debian keeps it in a package of its own
    except ImportError:
        package = f"python3.{sys.version_info.minor}-venv"
        return refuse(f"Python's venv is not complete here (no ensurepip). Mend it with:  apt-get install -y {package}")
    print(f"Making {folder.relative_to(ROOT)} ...", flush=True)
    done = subprocess.run([sys.executable, "-m", "venv", "--clear", str(folder)], check=False)
    return 0 if done.returncode == 0 else refuse(f"Making {folder.name} failed; the lines above say why.")


def digest(kind: str) -> str:
    files = [ROOT / "requirements" / name for name in LOCKS[kind]]
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()


def is_installed(kind: str, folder: Path) -> bool:
    """The stamp says that exactly these lock files are in."""
    stamp = folder / f"installed-{kind}"
    return stamp.exists() and stamp.read_text() == digest(kind)


def install(kind: str, folder: Path) -> int:
    """Install the lock files unless that was done."""
    if is_installed(kind, folder):
        return 0
    files = [ROOT / "requirements" / name for name in LOCKS[kind]]
    print(f"Installing {' and '.join(path.name for path in files)} ...", flush=True)
    began = time.monotonic()
    wanted = ["--require-hashes", *(f"--requirement={path}" for path in files)]
    if not (folder != INSTALLER and with_uv(folder, wanted)) and not with_pip(folder, wanted):
        return refuse("Installing failed; the lines above say why. Is a package index within reach?")
    for name in LOCKS:
        (folder / f"installed-{name}").unlink(missing_ok=True)
    (folder / f"installed-{kind}").write_text(digest(kind))
    if kind == "dev":
        (folder / "installed-base").write_text(digest("base"))
    print(f"Installed in {time.monotonic() - began:.0f} s.", flush=True)
    return 0


def with_uv(folder: Path, wanted: list[str]) -> bool:
    """Whether uv could install this; what it says when it cannot is shown."""
    uv = INSTALLER / "bin" / "uv"
    if anew("installer", INSTALLER) or not uv.exists():
        return False
    command = [str(uv), "pip", "install", "--quiet", "--no-progress", f"--python={folder / 'bin' / 'python'}", *wanted]
    return subprocess.run(command, check=False).returncode == 0


def with_pip(folder: Path, wanted: list[str]) -> bool:
    command = [str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    # Compiling everything takes longer than compiling, at first use, what is used.
    return subprocess.run([*command, "--no-compile", "--no-input", *wanted], check=False).returncode == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
