"""One run of the ledger: residents at a fixed rate, kills in the middle of work, then rest, then the checker."""

import json
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import psycopg

from tests.faults import kills
from tests.faults.browser import Board
from tests.faults.installation import ROOT, Installation
from tests.services import processes

CHECKER = ROOT / "tests" / "faults" / "checker.py"
# A service manager needs a moment too; in it residents meet a portal without this part.
DOWN = {"web": 0.3, "worker": 1.0, "redis": 2.0, "postgresql": 0.3}


class Watch(threading.Thread):
    """Looks twice a second how long the first submission has been waiting to be counted."""

    def __init__(self, here: Installation) -> None:
        super().__init__(daemon=True)
        self.here = here
        self.longest = 0.0
        self.most = 0
        self.ended = threading.Event()

    def run(self) -> None:
        while not self.ended.wait(0.5):
            try:
                waiting, seconds = self.here.waiting()
            except psycopg.Error:
                continue
            self.most, self.longest = max(self.most, waiting), max(self.longest, seconds)


class Ledger:
    """A run on an installation that was made fresh."""

    def __init__(
        self,
        here: Installation,
        *,
        submissions: int,
        kill_count: int,
        rate: float,
        seed: int = 1,
        victims: Sequence[str] = kills.KINDS,
    ) -> None:
        self.here = here
        self.submissions = submissions
        self.plan = kills.plan(kill_count, victims)
        self.rate = rate
        self.seed = seed
        self.place = here.folder / f"run-{here.number}"
        self.place.mkdir()
        self.killed: list[dict[str, Any]] = []
        self.fell: list[dict[str, Any]] = []
        self.began = time.monotonic()

    def run(self, *, quiet_seconds: float = 180) -> dict[str, Any]:
        """Gives the counts; ``verdict`` is what the checker found."""
        watch = Watch(self.here)
        watch.start()
        residents = self._residents()
        board = self._board(residents)
        everybody = self.submissions + self.submissions // 10
        for number, (kind, part) in enumerate(self.plan):
            due = everybody * (number + 0.5) / len(self.plan)
            while board.read()["came"] < due and residents.poll() is None:
                time.sleep(0.01)
            self._kill(kind, part, board)
            self._lift_fallen()
        while residents.poll() is None:
            time.sleep(0.1)
            self._lift_fallen()
        to_rest = self.here.wait_until_quiet(quiet_seconds, meanwhile=self._lift_fallen)
        watch.ended.set()
        watch.join()
        self.here.halt()
        return self._result(watch, to_rest)

    def _residents(self) -> "subprocess.Popen[bytes]":
        given = {
            "--port": self.here.port,
            "--form": self.here.world["slug"],
            "--questions": self.here.questions,
            "--journal": self.place / "residents.jsonl",
            "--board": self.place / "board",
            "--summary": self.place / "summary.json",
            "--count": self.submissions,
            "--rate": self.rate,
            "--seed": self.seed,
        }
        words = [str(word) for pair in given.items() for word in pair]
        command = [sys.executable, "-m", "tests.faults.client", *words]
        return processes.start(command, log=self.place / "residents.log", cwd=ROOT)

    def _board(self, residents: "subprocess.Popen[bytes]") -> Board:
        path = self.place / "board"
        processes.wait_until(
            lambda: path.exists() and path.stat().st_size > 0, what="residents", seconds=90, process=residents,
            log=self.place / "residents.log",
        )  # fmt: skip
        return Board(path)

    def _kill(self, kind: str, part: str, board: Board) -> None:
        self._lift_fallen()
        record = kills.kill(self.here, kind, part)
        began, now = time.monotonic(), board.read()
        record |= {
            "second": round(began - self.began, 1),
            "came": now["came"],
            "residents_waiting_for_an_answer": now["requests_in_flight"],
        }
        if part == "all":
            time.sleep(DOWN[kind])
        kills.revive(self.here, kind, part)
        self.here.wait_for_web()
        record["serves_again_after_seconds"] = round(time.monotonic() - began, 2)
        self.killed.append(record)

    def _lift_fallen(self) -> None:
        """What a service manager does; every fall that nobody caused is counted."""
        for name in self.here.fallen():
            if name in self.here.processes:
                words = self.here.log(name).read_text(errors="replace").splitlines()
                status = self.here.processes[name].returncode
                self.fell.append({"process": name, "exit_status": status, "last_words": words[-1] if words else ""})
                self.here.start(name)

    def _result(self, watch: Watch, to_rest: float) -> dict[str, Any]:
        verdict = check(self.here, self.place)
        summary = json.loads((self.place / "summary.json").read_text())
        found = verdict["found"]
        without = [kill for kill in self.killed if not any(kill["in_hand"].values())]
        return {
            "submissions": self.submissions,
            "rate_per_second": self.rate,
            "seed": self.seed,
            "kills": len(self.killed),
            "kills_with_nothing_in_hand": len(without),
            "in_hand_at_kills": {
                name: sum(kill["in_hand"][name] for kill in self.killed)
                for name in ("requests", "jobs", "transactions")
            },
            "lost": found.get("LOST", 0),
            "doubled": found.get("DUPLICATE", 0),
            "ghosts": found.get("GHOST", 0),
            "corrupt": found.get("CORRUPT", 0),
            "missing_jobs": found.get("MISSING JOB", 0),
            "clean": verdict["clean"] and not summary["surprises"],
            "seconds_to_rest": round(to_rest, 1),
            "longest_wait_to_be_counted_seconds": round(watch.longest, 1),
            "fell_by_themselves": self.fell,
            "milliseconds_to_receipt": waits(self.place / "residents.jsonl"),
            "seconds": round(time.monotonic() - self.began, 1),
            "residents": summary,
            "verdict": verdict,
            "each_kill": self.killed,
        }


def check(here: Installation, place: Path) -> dict[str, Any]:
    """Run the checker as the program of its own that it is: isolated, so it cannot find the portal."""
    outcome = place / "verdict.json"
    command = [sys.executable, "-I", str(CHECKER), "--database", here.postgresql.url(here.database), "--quiet"]
    command += ["--intents", str(place / "residents.jsonl"), "--json", str(outcome)]
    done = subprocess.run(command, cwd=place, capture_output=True, text=True, check=False, timeout=600)
    if done.returncode not in (0, 1):
        raise RuntimeError(f"The checker could not check.\n{done.stderr}")
    verdict: dict[str, Any] = json.loads(outcome.read_text())
    if verdict["clean"] != (done.returncode == 0):
        raise RuntimeError("The checker contradicts itself.")
    return verdict


def waits(journal: Path) -> dict[str, int]:
    """From the click on send to the whole receipt page, for those who were answered."""
    events = [json.loads(line) for line in journal.read_text().splitlines()]
    took = sorted(event["ms"] for event in events if event["event"] == "acknowledged")
    if not took:
        return {}
    return {name: took[min(len(took) - 1, int(len(took) * share))] for name, share in
            (("p50", 0.5), ("p95", 0.95), ("p99", 0.99), ("max", 1.0))}  # fmt: skip


def summary_line(result: dict[str, Any]) -> str:
    """The counts on one line, for whoever watches."""
    hand = result["in_hand_at_kills"]
    return (
        f"{result['submissions']} submissions at {result['rate_per_second']}/s, {result['kills']} kills"
        f" ({result['kills_with_nothing_in_hand']} with nothing in hand; in hand {hand['requests']} requests,"
        f" {hand['jobs']} jobs, {hand['transactions']} transactions): {result['lost']} lost,"
        f" {result['doubled']} doubled, {result['ghosts']} ghosts, {result['corrupt']} corrupt,"
        f" {result['missing_jobs']} missing jobs; {result['verdict']['counts']}; {result['seconds']} s"
    )
