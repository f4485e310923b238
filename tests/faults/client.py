"""Residents who fill in a form at a fixed rate and write down what they were told. Standard library only.

Open loop: everybody comes at their own moment, whatever the portal answers; who waits for answers hides stalls.
Each resident writes the intent (key, hash of the answers) to a file and to the disk before sending anything, and
"acknowledged" with the receipt only after the whole receipt page was read. Whoever was cut off sends again with the
same key until they know.

    python -m tests.faults.client --port 8000 --form SLUG --questions questions.json --journal residents.jsonl ...
"""

import argparse
import hashlib
import json
import os
import random
import threading
import time
from pathlib import Path
from typing import Any

from tests.faults.browser import Answer, Board, Browser, CutOff
from tests.faults.page import Page

# What a resident does, by their number modulo 10; all others simply fill in and send.
HABITS = {1: "double", 4: "walks_away", 8: "changes_mind"}
GIVES_UP_AFTER = 240.0


def digest(document: Any) -> str:
    text = json.dumps(document, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


class Journal:
    """One JSON document a line; a line is on the disk before ``write`` returns."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("ab")
        self._lock = threading.Lock()

    def write(self, event: str, key: str, **more: Any) -> None:
        line = json.dumps({"event": event, "key": key, "at": round(time.time(), 4), **more}) + "\n"
        with self._lock:
            self._file.write(line.encode())
            self._file.flush()
            os.fsync(self._file.fileno())


class Resident(threading.Thread):
    """One person: comes, fills in the steps as they are served, sends, and keeps at it until the outcome is known."""

    def __init__(self, number: int, habit: str, crowd: "Crowd") -> None:
        super().__init__(name=f"resident-{number}", daemon=True)
        self.habit = habit
        self.crowd = crowd
        self.chance = random.Random(f"{crowd.seed}-{number}")
        self.answers = self._make_answers(number)
        self.browser = Browser(crowd.port, crowd.board)
        self.key = ""
        self.receipts: set[str] = set()
        self.until = time.monotonic() + GIVES_UP_AFTER

    def run(self) -> None:
        self.crowd.board.add("came")
        try:
            self._fill_in()
        except GaveUp as error:
            self.crowd.surprise(f"{self.name} ({self.habit}) gave up: {error}")
        except Exception as error:  # a fault of the client itself must be seen
            self.crowd.surprise(f"{self.name} ({self.habit}): {type(error).__name__}: {error}")
        finally:
            self.crowd.board.add("left")

    # --- what is filled in

    def _make_answers(self, number: int) -> dict[str, Any]:
        """Answers that no other resident gives: every text carries the number."""
        answers: dict[str, Any] = {}
        for question in self.crowd.questions:
            kind, options = question["kind"], question["options"]
            if kind == "choice" and question["other"] and self.chance.random() < 0.2:
                answers[question["key"]] = {"option": "other", "text": f"Iets anders, van inwoner {number} («é» & <b>)"}
            elif kind == "choice":
                answers[question["key"]] = {"option": self.chance.choice(options)}
            elif kind == "municipality":
                answers[question["key"]] = self.chance.choice(options)
            else:
                answers[question["key"]] = f"Inwoner {number} vindt:\nhet kan beter, zie § {self.chance.random()} €"
        return answers

    def _values(self, page: Page, answers: dict[str, Any]) -> dict[str, str]:
        """The fields of the page filled in; what the page carries itself stays."""
        filled = {}
        for key, answer in answers.items():
            if isinstance(answer, dict):
                filled[f"q-{key}"] = answer["option"]
                filled[f"q-{key}-other"] = answer.get("text", "")
            else:
                filled[f"q-{key}"] = answer.replace("\n", "\r\n")
        return page.hidden | {name: filled.get(name, "") for name in page.fields}

    # --- the way through the form

    def _fill_in(self) -> None:
        first = self._open()
        self.key = first.hidden["key"]
        answers = dict(self.answers)
        if self.habit == "refused":
            answers = {}
        intent = {"schema": 1, "a": self.answers}
        self.crowd.journal.write("intent", self.key, form=self.crowd.form, hash=digest(intent), habit=self.habit)
        page: Page | None = first
        while page is not None and not self.receipts:
            page = self._post(page, answers)
        if self.habit == "changes_mind" and self.receipts:
            self._send_other_answers()

    def _open(self) -> Page:
        while True:
            try:
                answer = self.browser.ask("GET", self.crowd.path)
            except CutOff as cut:
                self._wait(str(cut))
                continue
            if answer.status == 200:
                page = Page.read(answer.body)
                if page is None:
                    raise GaveUp("the page holds no form")
                return page
            if answer.status < 500:
                raise GaveUp(f"GET answered {answer.status}")
            self._wait(f"GET answered {answer.status}")

    def _post(self, page: Page, answers: dict[str, Any]) -> Page | None:
        """Post the page in view. Gives the next page, the same one after a cut, None when it was refused for good."""
        word = "send" if "send" in page.words else "next"
        values = self._values(page, answers) | {"go": word}
        if word == "send":
            self.crowd.journal.write("sent", self.key)
            self.last_sent = values
            if self.habit == "double":
                self._double(values)
                return page
        try:
            answer = self.browser.ask("POST", self.crowd.path, values, leave=self._walks_away(word))
            return self._understand(answer, page)
        except CutOff as cut:
            self._not_known(str(cut))
            return page

    def _walks_away(self, word: str) -> bool:
        """The first time only."""
        if self.habit != "walks_away" or word != "send":
            return False
        self.habit = "walked_away"
        return True

    def _understand(self, answer: Answer, page: Page) -> Page | None:
        if answer.status == 302:
            self._acknowledge(answer)
            return page
        if answer.status >= 500:
            self._not_known(f"status {answer.status}")
            return page
        again = Page.read(answer.body)
        if answer.status in (409, 422) or again is None:
            self._refused(answer)
            return None
        # A page that comes back with 403 carries a fresh token: one more click sends it. So does a lost draft.
        if answer.status != 200:
            self.crowd.came_back(answer.status)
            self._wait(f"status {answer.status}", pause=0.05)
        if again.hidden["key"] != self.key:
            raise GaveUp("the page came back with another key")
        return again

    def _refused(self, answer: Answer) -> None:
        self.crowd.journal.write("refused", self.key, status=answer.status)
        self.crowd.board.add("refused")
        if self.habit != "refused":
            self.crowd.surprise(f"{self.name} ({self.habit}) was refused with {answer.status}")

    def _acknowledge(self, answer: Answer, browser: Browser | None = None) -> None:
        """Read the whole receipt page; only then it is known."""
        browser = browser or self.browser
        took = browser.took
        shown = browser.ask("GET", answer.location.removeprefix(f"https://127.0.0.1:{self.crowd.port}"))
        if shown.status >= 500:
            raise CutOff(f"receipt page answered {shown.status}")
        code = Page.receipt(shown.body)
        if shown.status != 200 or code is None:
            self.crowd.surprise(f"{self.name}: receipt page answered {shown.status} without a code")
            raise CutOff("no code on the receipt page")
        self.crowd.journal.write("acknowledged", self.key, receipt=code, ms=round(1000 * (took + browser.took)))
        if not self.receipts:
            self.crowd.board.add("acknowledged")
        self.receipts.add(code)

    def _not_known(self, why: str) -> None:
        self.crowd.journal.write("unknown", self.key, why=why)
        self.crowd.board.add("unknown")
        self._wait(why)

    def _wait(self, why: str, pause: float = 0.4) -> None:
        if time.monotonic() > self.until:
            raise GaveUp(why)
        time.sleep(pause * (0.5 + self.chance.random()))

    # --- habits

    def _double(self, values: dict[str, str]) -> None:
        """Five identical posts at one instant, each on a connection of its own."""
        gate = threading.Barrier(5)
        cuts: list[str] = []

        def click() -> None:
            browser = Browser(self.crowd.port, self.crowd.board, cookies=dict(self.browser.cookies))
            gate.wait()
            try:
                answer = browser.ask("POST", self.crowd.path, values)
                if answer.status == 302:
                    self._acknowledge(answer, browser)
                elif answer.status >= 500 or answer.status in (200, 403):
                    # An error, or the page once more: either way this click told nothing about the answers.
                    cuts.append(f"status {answer.status}")
                else:
                    self._refused(answer)
            except CutOff as cut:
                cuts.append(str(cut))

        clicks = [threading.Thread(target=click, daemon=True) for _ in range(5)]
        for one in clicks:
            one.start()
        for one in clicks:
            one.join()
        if cuts:
            self._not_known(cuts[0])

    def _send_other_answers(self) -> None:
        """Same key, other answers: a conflict (or back to a step), never another receipt, nothing else stored."""
        other = dict(self.answers)
        for question in self.crowd.questions:
            if question["kind"] == "long_text":
                other[question["key"]] = "Bij nader inzien iets anders"
        steps = self.crowd.questions_by_step()
        try:
            for step, keys in enumerate(steps):
                values = self.last_sent | {"step": str(step + 1), "go": "next"}
                fields = [f"q-{key}{part}" for key in keys for part in ("", "-other", "-postcode")]
                values |= {n: v for n, v in self._values(Page({}, tuple(fields), ()), other).items() if v}
                answer = self.browser.ask("POST", self.crowd.path, values)
                if answer.status == 409:
                    break
            else:
                answer = self.browser.ask("POST", self.crowd.path, self.last_sent)
        except CutOff:
            return
        self.crowd.journal.write("changed_mind", self.key, status=answer.status)
        if answer.status == 302:
            self._acknowledge(answer)


class GaveUp(Exception):
    """The resident went home without knowing."""


class Crowd:
    """All residents of one run."""

    def __init__(self, given: argparse.Namespace) -> None:
        self.port: int = given.port
        self.form: str = given.form
        self.path = f"/formulieren/{given.form}/invullen/"
        self.questions: list[dict[str, Any]] = json.loads(given.questions.read_text())
        self.seed: int = given.seed
        self.journal = Journal(given.journal)
        self.board = Board(given.board, new=True)
        self.surprises: list[str] = []
        self.came_back_with: dict[int, int] = {}
        self._lock = threading.Lock()

    def questions_by_step(self) -> list[list[str]]:
        last = max(q["step"] for q in self.questions)
        return [[q["key"] for q in self.questions if q["step"] == step] for step in range(last + 1)]

    def surprise(self, text: str) -> None:
        with self._lock:
            self.surprises.append(text)

    def came_back(self, status: int) -> None:
        with self._lock:
            self.came_back_with[status] = self.came_back_with.get(status, 0) + 1

    def run(self, *, count: int, rate: float) -> dict[str, Any]:
        """``count`` residents who send, and one in ten more who leave everything empty and must be refused."""
        habits = [HABITS.get(number % 10, "plain") for number in range(count)]
        for place in range(10, count + count // 10 + 1, 11):
            habits.insert(place, "refused")
        began, latest, threads = time.monotonic(), 0.0, []
        for number, habit in enumerate(habits):
            due = began + number / rate
            time.sleep(max(0.0, due - time.monotonic()))
            latest = max(latest, time.monotonic() - due)
            resident = Resident(number, habit, self)
            resident.start()
            threads.append(resident)
        offered = time.monotonic() - began
        for resident in threads:
            resident.join()
        return {
            "residents": len(habits),
            "habits": {habit: habits.count(habit) for habit in sorted(set(habits))},
            "offered_per_second": round(len(habits) / offered, 2),
            "latest_start_seconds": round(latest, 3),
            "seconds": round(time.monotonic() - began, 1),
            "pages_that_came_back": self.came_back_with,
            "surprises": self.surprises,
            **self.board.read(),
        }


def main() -> None:
    parser = argparse.ArgumentParser(description="Residents at a fixed rate.")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--form", required=True)
    for name in ("--questions", "--journal", "--board", "--summary"):
        parser.add_argument(name, type=Path, required=True)
    parser.add_argument("--count", type=int, required=True)
    parser.add_argument("--rate", type=float, required=True)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    summary = Crowd(given).run(count=given.count, rate=given.rate)
    given.summary.write_text(json.dumps(summary, indent=1))


if __name__ == "__main__":
    main()
