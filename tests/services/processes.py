"""Starting and ending programs so that none outlives the tests, whatever ends them."""

import contextlib
import ctypes
import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import psutil

PR_SET_PDEATHSIG = 1
# Below those that a kernel gives to connections: one of these could take a port between the choice and the listening,
# or while a killed server is away.
PORTS = range(20_000, 32_000)


def on_the_machines_clock() -> dict[str, str]:
    """The environment of this process without what moves its clock, where scripts/run_clocks.py moved it."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("FAKETIME", "LD_PRELOAD"))}


def free_port() -> int:
    """A port on loopback that nobody listens on. No other run of tests is given it as long as this one lives."""
    while True:
        port = random.choice(PORTS)
        with contextlib.suppress(OSError), socket.socket() as listener:
            listener.bind(("127.0.0.1", port))
            _claim(port)
            return port


def _claim(port: int) -> None:
    """Raises OSError when somebody has it; the kernel gives the name back when this process ends (Linux only)."""
    if sys.platform == "linux":
        name = socket.socket(socket.AF_UNIX)
        name.bind(f"\0samenkracht-tests-port-{port}")
        name.detach()  # stays open without us


def dies_with_parent(last_word: int) -> Callable[[], None]:
    """What a child runs before its program: the kernel sends it ``last_word`` when the parent is gone (Linux only)."""
    libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None

    def before_exec() -> None:
        if libc is not None:
            libc.prctl(PR_SET_PDEATHSIG, last_word)

    return before_exec


def start(
    command: Sequence[str],
    *,
    log: Path,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    last_word: int = signal.SIGTERM,
) -> subprocess.Popen[bytes]:
    """Start ``command`` in a process group of its own; what it prints goes to the end of ``log``."""
    with log.open("ab") as sink:
        return subprocess.Popen(
            command,
            env=None if env is None else dict(env),
            cwd=cwd,
            stdin=subprocess.DEVNULL,
            stdout=sink,
            stderr=subprocess.STDOUT,
            process_group=0,
            preexec_fn=dies_with_parent(last_word),
        )


def stop(process: subprocess.Popen[bytes], *, word: int = signal.SIGTERM, patience: float = 10.0) -> None:
    """Ask the process to end; after ``patience`` seconds end its whole group."""
    if process.poll() is None:
        process.send_signal(word)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(patience)
    kill_group(process)


def kill_group(process: subprocess.Popen[bytes]) -> None:
    """kill -9 for the process, its group and all it started (children may have groups of their own)."""
    children: list[psutil.Process] = []
    with contextlib.suppress(psutil.Error):
        children = psutil.Process(process.pid).children(recursive=True)
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    for child in children:
        with contextlib.suppress(psutil.Error):
            child.kill()
    psutil.wait_procs(children, timeout=5)
    process.wait(10)


def wait_until(
    ready: Callable[[], bool], *, what: str, seconds: float, process: subprocess.Popen[bytes] | None = None,
    log: Path | None = None,
) -> float:  # fmt: skip
    """Wait for ``ready``; returns the seconds waited, raises with the end of the log when it never comes."""
    began = time.monotonic()
    while not ready():
        died = process is not None and process.poll() is not None
        if died or time.monotonic() - began > seconds:
            tail = log.read_text(errors="replace")[-3000:] if log is not None and log.exists() else ""
            raise RuntimeError(f"{what} {'ended early' if died else f'is not there after {seconds:.0f} s'}.\n{tail}")
        time.sleep(0.02)
    return time.monotonic() - began


def answers_on(port: int) -> bool:
    """Does anything accept connections on this port of loopback?"""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=0.5):
            return True
    except OSError:
        return False
