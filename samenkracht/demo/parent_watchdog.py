"""No process of the demo outlives the one that started it, whatever ended that one (on Linux; elsewhere by Ctrl-C)."""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1
# Looked up here and not in a child: beside other threads, a child may do little before it becomes another program.
prctl = ctypes.CDLL(None).prctl if sys.platform == "linux" else None


def end_with_parent() -> None:
    """Ask the kernel for SIGTERM when the parent is gone; when it is gone already, end now."""
    if prctl is None:
        return
    parent = os.getppid()
    prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:
        os.kill(os.getpid(), signal.SIGTERM)
