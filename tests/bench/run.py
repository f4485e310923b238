"""One run: its parts in order, and the rows that came of them."""

import json
from collections.abc import Callable, Sequence
from typing import Any, Final

from tests.bench import start, verdict, weight
from tests.bench.installation import House
from tests.bench.timed import Row, Timed
from tests.bench.verdict import Ratio

EXPORT_GOALS: Final = {"csv": ("values_list + csv", 2.0), "xlsx": ("xlsxwriter, constant memory", 1.5)}
MOST_GROWTH: Final = 64.0
TAIL: Final = 900
FIRST_VISIT, FORM_PAGE = 100_000, 15_000
FIRST_PAGE: Final = 2.0
MEMORY: Final = 200.0


class Run:
    """What was measured: ``rows`` for the table."""

    def __init__(
        self, house: House, *, rounds: int, seconds: int, sizes: Sequence[int], say: Callable[[str], None]
    ) -> None:
        self.house, self.rounds, self.seconds, self.sizes, self.say = house, rounds, seconds, sizes, say
        self.rows: list[Row] = []
        self.there = 0  # submissions that were loaded into the full form
        self.timed = Timed(house, rounds=rounds, seconds=seconds, say=say)

    def all(self, parts: Sequence[str]) -> None:
        """The parts that were asked for. Without a quiet machine the ratios are told and not judged."""
        steps: dict[str, Callable[[], None]] = {
            "form": self.form, "submission": self.submission, "list": self.listing,
            "flatness": lambda: self.flatness(self.sizes[:1]), "export": self.export, "weight": self.weight,
            "start": self.start, "flatness, larger": lambda: self.flatness(self.sizes[1:]), "counts": self.counts,
        }  # fmt: skip
        for name, step in steps.items():
            if name.partition(",")[0] in parts:
                self.say(f"{name} ...")
                step()
        noise = [row for row in self.rows if row.says.startswith("machine too noisy")]
        if noise:
            self.rows = [row if row.cpu is None else row.unjudged() for row in self.rows]

    def form(self) -> None:
        names = ("skeleton", "skeleton again", "skeleton behind", "flat", "portal get leeg")
        self.timed.run(*names)
        against = self.timed.against
        self.rows += [
            self.timed.noise(),
            against("portal get leeg", "skeleton behind", "1", 0.9, says="form page, GET"),
            against("portal get leeg", "skeleton", "1", 0.7, says="form page, GET"),
            against("portal get leeg", "flat", "1", 2.5, says="form page, GET"),
        ]

    def submission(self) -> None:
        self.timed.run("send", "portal send leeg")
        self.rows.append(
            self.timed.against("portal send leeg", "send", "2", 0.8, cpu_goal=0.85, says="submission, POST, one step")
        )

    def listing(self) -> None:
        self.timed.run("list", "portal list", "portal list anew")
        says = "project list, 20 of 2,000, one filter"
        self.rows += [
            self.timed.against("portal list", "list", "4", 0.5, says=f"{says}; kept for a second"),
            self.timed.against("portal list anew", "list", "4", 0.0, says=f"{says}; drawn at each request"),
        ]

    def flatness(self, sizes: Sequence[int]) -> None:
        """The same pages of a full form and of an empty one. Files are taken between the first size and the next."""
        for size in sizes:
            self.say(f"  loading {size - self.there:,} submissions")
            self.house.load("vol", size - self.there)
            self.there = size
            for what, words in (("get", "form page, GET"), ("send", "submission, POST")):
                for name in ("leeg", "vol"):
                    self.timed.works[f"portal {what} {name}"].samples.clear()
                self.timed.run(f"portal {what} leeg", f"portal {what} vol")
                says = f"{words}, with {size:,} submissions"
                self.rows.append(self.timed.against(f"portal {what} vol", f"portal {what} leeg", "3", 0.95, says=says))

    def inside(self, *words: str) -> Any:
        return json.loads(self.house.run("-m", "tests.bench.inside", *words).splitlines()[-1])

    def export(self) -> None:
        """Each file in a process of its own, in turn with the control."""
        where = f"form_id = {self.house.world['vol']['form']}"
        if not self.house.count("participation_submission", where):
            self.house.load("vol", self.sizes[0])
        size = self.house.count("participation_submission", where)
        form = str(self.house.world["vol"]["form"])
        for kind, (control, goal) in EXPORT_GOALS.items():
            ours, theirs = [], []
            for _number in range(2 if self.rounds <= 5 else 3):
                theirs.append(self.inside("export", form, f"floor-{kind}"))
                ours.append(self.inside("export", form, kind))
            time = verdict.ratio([one["seconds"] for one in ours], [one["seconds"] for one in theirs])
            cpu = verdict.ratio([one["cpu"] for one in theirs], [one["cpu"] for one in ours])
            growth = max(one["growth"] for one in ours)
            says = verdict.at_most(time, goal) if growth <= MOST_GROWTH else f"missed: {growth:.0f} MB"
            more = f"{min(one['seconds'] for one in ours):.1f} s, memory + {growth:.0f} MB (goal 64)"
            self.rows.append(
                Row("8", f"export of {size:,}, {kind.upper()}", f"<= {goal:g} x", control, time, cpu, says, more)
            )

    def counts(self) -> None:
        """Counted, with a tail, and equal to a count of every row."""
        for name in ("leeg", "vol"):
            self.house.fold(self.house.world[name]["form"])
        form = str(self.house.world["vol"]["form"])
        self.house.load_tail("vol", TAIL)
        found = self.inside("counts", form)
        if not found["equal"]:
            raise RuntimeError(f"rollup and tail are not the full count: {found}")
        self.say(f"  rollup + tail = full count of {found['total']:,}")
        time = found["ms"] / found["full_ms"]
        told = f"{found['ms']:.0f} ms with a tail of {found['tail']}; every row: {found['full_ms']:.0f} ms"
        what = f"counts of a form of {found['total']:,}"
        self.rows.append(Row("5", what, "told", "full count in Python", Ratio(time, time, time), None, "equal", told))
        board = self.inside("dashboard", str(self.house.world["director"]))
        more = f"{board['statements']} statements, {board['sql_ms']:.0f} ms of SQL, {board['ms']:.0f} ms in all"
        what = f"dashboard of {board['projects']:,} projects"
        self.rows.append(Row("6", what, "told", "-", None, None, "told", more))

    def weight(self) -> None:
        """Everything that a first visit to the whole flow brings over the wire."""
        form = self.house.world["stappen"]["slug"]
        found = weight.first_visit(weight.over_http(self.house.servers["portal"].port), form)
        total, page = sum(found.values()), found[weight.filling(form)]
        for what, size, goal in (("first visit, whole form flow", total, FIRST_VISIT), ("form page", page, FORM_PAGE)):
            share = size / goal
            says = "reached" if size <= goal else "missed"
            more = f"{size / 1000:.1f} kB in {len(found)} answers" if size == total else f"{size / 1000:.1f} kB"
            told = Row(
                "10", what, f"<= {goal // 1000} kB", "the goal itself", Ratio(share, share, share), None, says, more
            )
            self.rows.append(told)

    def start(self) -> None:
        """As a user of ``make demo`` waits, and what it then holds of the memory."""
        built, later = start.starts(self.rounds)
        for number, one in enumerate(later, 1):
            self.say(f"  start {number}: {one.seconds:.2f} s, {one.memory / 1e6:.0f} MB")
        waited = verdict.ratio([one.seconds for one in later], [FIRST_PAGE] * len(later))
        held = verdict.ratio([one.memory / 1e6 for one in later], [MEMORY] * len(later))
        shortest, longest = min(one.seconds for one in later), max(one.seconds for one in later)
        more = (
            f"{shortest:.1f}-{longest:.1f} s, {min(one.cpu for one in later):.1f} s of CPU; "
            f"building the region: {built.seconds:.0f} s"
        )
        most = max(one.memory for one in later) / 1e6
        for what, goal, ratio, told in (
            ("second start of make demo, first page", f"<= {FIRST_PAGE:g} s", waited, more),
            ("web, worker and beat (PSS)", f"<= {MEMORY:g} MB", held, f"{most:.0f} MB at most"),
        ):
            self.rows.append(Row("11", what, goal, "the goal itself", ratio, None, verdict.at_most(ratio, 1.0), told))
