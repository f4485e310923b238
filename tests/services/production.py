"""The Python of production: a virtual environment of requirements/base.txt alone, made by the first test that asks."""

import functools
import subprocess
import sys
from pathlib import Path

from scripts import setup

ROOT = Path(__file__).resolve().parents[2]
# What a shell or a test run may carry in that would let it see other packages, or keep it from compiling at first use.
FOREIGN = ("PYTHONPATH", "PYTHONDONTWRITEBYTECODE", "VIRTUAL_ENV", "PYTHONHOME")


@functools.cache
def python() -> str:
    """Its program. Web, worker, beat and commands of portals under test run on it."""
    command = [sys.executable, str(ROOT / "scripts" / "setup.py"), "production"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} ended with {done.returncode}.\n{done.stdout}{done.stderr}")
    return str(setup.PRODUCTION / "bin" / "python")


def program(name: str) -> str:
    """A program that a package brought along: celery, gunicorn."""
    return str(Path(python()).with_name(name))
