"""Make .venv and install the locked requirements; does nothing when that was done before. Plain python3, no packages.

usage: setup.py base|dev [system]
"""

import hashlib
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOCKS = {"base": ["base.txt"], "dev": ["base.txt", "dev.txt"]}


def main(words: list[str]) -> int:
    if sys.version_info < (3, 11):  # noqa: UP036 - this very line tells an older Python what is needed
        return refuse(f"Python 3.11 or newer is needed, this is {sys.version.split()[0]}: make ... PYTHON=python3.11")
    if not words or words[0] not in LOCKS:
        return refuse(__doc__ or "")
    if not (VENV / "bin" / "python").exists() and (status := make_venv()):
        return status
    if status := install(words[0]):
        return status
    if "system" in words[1:]:
        return subprocess.run([sys.executable, str(ROOT / "scripts" / "system_packages.py")], check=False).returncode
    return 0


def refuse(reason: str) -> int:
    """Say on stderr what is missing and with which line it is mended."""
    print(reason, file=sys.stderr)
    return 1


def make_venv() -> int:
    """Make .venv, or name the one line that makes it possible."""
    try:
        import ensurepip  # noqa: F401 - Debian keeps it in a package of its own
    except ImportError:
        package = f"python3.{sys.version_info.minor}-venv"
        return refuse(f"Python's venv is not complete here (no ensurepip). Mend it with:  apt-get install -y {package}")
    print("Making .venv ...", flush=True)
    done = subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=False)
    return 0 if done.returncode == 0 else refuse("Making .venv failed; the lines above say why.")


def install(kind: str) -> int:
    """Install the lock files unless the stamp in .venv says that exactly these are in."""
    files = [ROOT / "requirements" / name for name in LOCKS[kind]]
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()
    stamp = VENV / f"installed-{kind}"
    if stamp.exists() and stamp.read_text() == digest:
        return 0
    print(f"Installing {' and '.join(path.name for path in files)} ...", flush=True)
    began = time.monotonic()
    command = [str(VENV / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    # Compiling everything takes longer than compiling, at first use, what is used.
    command += ["--no-compile", "--no-input", "--require-hashes", *(f"--requirement={path}" for path in files)]
    if subprocess.run(command, check=False).returncode:
        return refuse("Installing failed; the lines above say why. Is a package index within reach?")
    for name in LOCKS:
        (VENV / f"installed-{name}").unlink(missing_ok=True)
    stamp.write_text(digest)
    if kind == "dev":
        base = (ROOT / "requirements" / "base.txt").read_bytes()
        (VENV / "installed-base").write_text(hashlib.sha256(base).hexdigest())
    print(f"Installed in {time.monotonic() - began:.0f} s.", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
