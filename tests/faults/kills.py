"""Killing in the middle of work: freeze the victim, count what it has in hand, kill it only when it has something.

A frozen victim cannot finish between the count and the kill, so the counts are exact.
"""

import contextlib
import os
import random
import signal
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import psutil

from tests.faults.installation import Installation
from tests.services import processes

KINDS = ("web", "worker", "redis", "postgresql")
# Every second round kills one child instead of the whole.
PARTS = {"web": "one worker", "worker": "one child", "redis": "all", "postgresql": "one backend"}


@dataclass
class Hand:
    """What was in hand at a kill, counted while the victim stood still."""

    requests: int = 0
    jobs: int = 0
    transactions: int = 0

    @property
    def busy(self) -> bool:
        return bool(self.requests or self.jobs or self.transactions)


def plan(kills: int, victims: Sequence[str] = KINDS) -> list[tuple[str, str]]:
    """Which victim, and which part of it, one after the other."""
    rounds = [(kind, "all" if number % 2 == 0 else PARTS[kind]) for number in range(kills) for kind in victims]
    return rounds[:kills]


def kill(here: Installation, kind: str, part: str, *, seconds: float = 20) -> dict[str, Any]:
    """Kill the victim with work in hand; when none comes in time, kill it idle (and the record shows that)."""
    until, tries = time.monotonic() + seconds, 0
    while True:
        tries += 1
        last = time.monotonic() > until
        hand = ATTEMPTS[kind](here, part, last)
        if hand is not None:
            return {"kind": kind, "part": part, "tries": tries, "in_hand": asdict(hand)}
        # A victim that gets a moment between two freezes goes on with what waited, and is caught in the middle of it.
        time.sleep(0.005 + 0.02 * random.random())


def revive(here: Installation, kind: str, part: str) -> None:
    """Start again what a service manager would start again."""
    if kind == "redis":
        here.redis.start()
    elif part != "all":
        return
    elif kind == "postgresql":
        here.postgresql.start()
    else:
        here.start(kind)


# --- one attempt per kind: freeze, count, kill or let go ------------------------------------------------------------


def attempt_web(here: Installation, part: str, last: bool) -> Hand | None:
    master = psutil.Process(here.processes["web"].pid)
    workers = master.children()
    busy = [worker for worker in workers if accepted(worker, here.port)]
    if not busy and not last:
        return None
    victims = [master, *workers] if part == "all" else (busy or workers)[:1]
    with frozen(victims) as let_go:
        hand = Hand(requests=sum(accepted(victim, here.port) for victim in victims if victim != master))
        if not hand.busy and not last:
            return None
        let_go.clear()
        end(victims)
    if part == "all":
        processes.kill_group(here.processes["web"])
    return hand


def attempt_worker(here: Installation, part: str, last: bool) -> Hand | None:
    master = psutil.Process(here.processes["worker"].pid)
    children = master.children()
    with frozen([master, *children]) as let_go:
        working = at_work(here, children)
        hand = Hand(jobs=len(working if part == "all" else working[:1]))
        if not hand.busy and not last:
            return None
        if part != "all":
            end((working or children)[:1])
            return hand
        let_go.clear()
        end([master, *children])
    processes.kill_group(here.processes["worker"])
    here.forget_jobs()
    return hand


def attempt_redis(here: Installation, part: str, last: bool) -> Hand | None:
    assert here.redis.process is not None
    jobs = len(at_work(here, children_of(here.processes["worker"].pid)))
    victim = psutil.Process(here.redis.process.pid)
    with frozen([victim]) as let_go:
        workers = children_of(here.processes["web"].pid)
        hand = Hand(requests=sum(accepted(worker, here.port) for worker in workers), jobs=jobs)
        if not hand.busy and not last:
            return None
        let_go.clear()
        here.redis.kill()
        here.orphans = set()
    return hand


def attempt_postgresql(here: Installation, part: str, last: bool) -> Hand | None:
    assert here.postgresql.process is not None
    # setpriv becomes the server itself, so this is the postmaster.
    master = psutil.Process(here.postgresql.process.pid)
    with frozen([master]) as let_go:
        children = master.children()
        let_go.extend(children)
        send(children, signal.SIGSTOP)
        working = [child for child in children if in_transaction(child, here.database)]
        hand = Hand(transactions=len(working))
        if not hand.busy and not last:
            return None
        if part != "all":
            # The server itself notices a killed backend, ends all others and recovers.
            end((working or children)[:1])
            return hand
        let_go.clear()
        end([master, *children])
    here.postgresql.kill()
    return hand


ATTEMPTS: dict[str, Callable[[Installation, str, bool], Hand | None]] = {
    "web": attempt_web,
    "worker": attempt_worker,
    "redis": attempt_redis,
    "postgresql": attempt_postgresql,
}


# --- counting and freezing ------------------------------------------------------------------------------------------


def accepted(process: psutil.Process, port: int) -> int:
    """Requests that this process of the web server has taken from the queue and not answered yet."""
    with contextlib.suppress(psutil.Error):
        links = process.net_connections(kind="tcp")
        return sum(link.status in ("ESTABLISHED", "CLOSE_WAIT") and link.laddr.port == port for link in links)
    return 0


def title_of(process: psutil.Process) -> str:
    with contextlib.suppress(psutil.Error):
        return " ".join(process.cmdline()).strip()
    return ""


def in_transaction(backend: psutil.Process, database: str) -> bool:
    """PostgreSQL writes in the title of each backend what it is doing."""
    title = title_of(backend)
    return f" {database} " in title and not title.endswith(" idle")


def children_of(pid: int) -> list[psutil.Process]:
    """None when the process itself is gone."""
    with contextlib.suppress(psutil.Error):
        return psutil.Process(pid).children()
    return []


def at_work(here: Installation, children: list[psutil.Process]) -> list[psutil.Process]:
    """Children of the worker with a transaction open, by the ports that PostgreSQL shows for its busy backends."""
    assert here.postgresql.process is not None
    backends = children_of(here.postgresql.process.pid)
    titles = [title_of(backend) for backend in backends if in_transaction(backend, here.database)]
    return [child for child in children if any(f"({port})" in title for port in ports_of(child) for title in titles)]


def ports_of(process: psutil.Process) -> set[int]:
    """The local ports of its connections."""
    with contextlib.suppress(psutil.Error):
        return {link.laddr.port for link in process.net_connections(kind="tcp")}
    return set()


class frozen:  # noqa: N801 - reads as a word
    """Let processes stand still; at the end those that are still in the list go on."""

    def __init__(self, victims: list[psutil.Process]) -> None:
        self.still = list(victims)

    def __enter__(self) -> list[psutil.Process]:
        send(self.still, signal.SIGSTOP)
        return self.still

    def __exit__(self, *_: object) -> None:
        send(self.still, signal.SIGCONT)


def send(victims: list[psutil.Process], word: int) -> None:
    for victim in victims:
        with contextlib.suppress(psutil.Error, ProcessLookupError):
            os.kill(victim.pid, word)


def end(victims: list[psutil.Process]) -> None:
    send(victims, signal.SIGKILL)
