"""The rows that are asked over HTTP: 1 (form page), 2 (submission), 3 (flatness), 4 (project list)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Final

from tests.bench import client, verdict
from tests.bench.floor.questions import posted
from tests.bench.installation import House, Server, drain
from tests.bench.verdict import Ratio, Sample

# What was seen of the same controls on two quiet cores, requests per second: below half of it the machine is no
# yardstick. Behind the usual middleware a small page had three quarters of the rate.
KNOWN: Final = {"skeleton": 5000.0, "skeleton behind": 3750.0, "flat": 1350.0, "send": 1130.0, "list": 1283.0}
Say = Callable[[str], None]


@dataclass
class Work:
    """One thing that is asked of one server, and what came of it, one sample per round."""

    server: Server
    path: str
    post: dict[str, str] | None = None
    cookie: str = ""
    samples: list[Sample] = field(default_factory=list)

    def once(self, seconds: int) -> Sample:
        is_quiet = drain()
        before = self.server.cpu()
        pull = client.pull(f"{self.server.address}{self.path}", seconds=seconds, post=self.post, cookie=self.cookie)
        spent = self.server.cpu() - before
        return Sample(
            pull.rate, spent / max(pull.requests, 1), pull.p50, pull.p99, pull.requests, pull.errors, is_quiet
        )

    @property
    def errors(self) -> int:
        return sum(sample.errors for sample in self.samples)

    @property
    def requests(self) -> int:
        return sum(sample.requests for sample in self.samples)


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    number: str
    what: str
    goal: str
    control: str
    ratio: Ratio | None
    cpu: Ratio | None
    says: str
    more: str = ""

    def unjudged(self) -> "Row":
        """The same on a machine where nothing can be said."""
        return replace(self, says="no verdict: machine too noisy" if self.number != "-" else self.says)

    def as_json(self) -> dict[str, Any]:
        return {
            "row": self.number, "work": self.what, "goal": self.goal, "control": self.control,
            "ratio": self.ratio.as_json() if self.ratio else None,
            "cpu": self.cpu.as_json() if self.cpu else None, "says": self.says,
            "more": self.more,
        }  # fmt: skip


class Timed:
    """All works of one run, asked in turn: round by round, each after the machine went quiet."""

    def __init__(self, house: House, *, rounds: int, seconds: int, say: Say) -> None:
        self.house, self.number, self.seconds, self.say = house, rounds, seconds, say
        self.works = dict(self._works())
        self.before = self._counted()

    def _works(self) -> Iterator[tuple[str, Work]]:
        bare, behind, portal = (self.house.servers[name] for name in ("bare", "behind", "portal"))
        yield "skeleton", Work(bare, "/skeleton/")
        yield "skeleton again", Work(bare, "/skeleton/")
        yield "skeleton behind", Work(behind, "/skeleton/")
        yield "flat", Work(bare, "/flat/")
        yield "send", Work(bare, "/send/", posted(), "csrftoken")
        yield "list", Work(bare, "/list/?state=completed")
        yield "portal list", Work(portal, "/projecten/?waar=klaar")
        yield "portal list anew", Work(self.house.servers["portal anew"], "/projecten/?waar=klaar")
        for name in ("leeg", "vol"):
            form = self.house.world[name]
            path = f"/formulieren/{form['slug']}/invullen/"
            hidden = {"version": str(form["version"]), "step": "1", "go": "next"}
            yield f"portal get {name}", Work(portal, path)
            yield f"portal send {name}", Work(portal, path, posted() | hidden, "__Host-csrf")

    def _counted(self) -> dict[str, int]:
        of = self.house.world
        count = self.house.count
        return {
            "send": count("floor_sent", database="floor"),
            **{
                f"portal send {n}": count("participation_submission", f"form_id = {of[n]['form']}")
                for n in ("leeg", "vol")
            },
        }

    def run(self, *names: str) -> None:
        """Warm each up, then ask them in turn; the order turns round each time."""
        for name in names:
            self.works[name].once(1)
        self.before = self._counted()
        for number in range(self.number):
            for name in names if number % 2 == 0 else reversed(names):
                self.works[name].samples.append(self.works[name].once(self.seconds))
            last = ", ".join(f"{name} {self.works[name].samples[-1].rate:.0f}/s" for name in names)
            self.say(f"  round {number + 1} of {self.number}: {last}")
        self._check(names)

    def _check(self, names: tuple[str, ...]) -> None:
        """No errors, and as many rows as posts (those under way when a series ends are stored and not counted)."""
        after = self._counted()
        for name in names:
            work = self.works[name]
            if work.errors:
                raise RuntimeError(f"{name}: {work.errors} errors in {work.requests} requests; nothing is concluded")
            if work.post is not None:
                uncounted = after[name] - self.before[name] - work.requests
                if not 0 <= uncounted <= client.CONNECTIONS * (len(work.samples) + 1):
                    raise RuntimeError(f"{name}: {work.requests} posts and {after[name] - self.before[name]} rows")

    def against(
        self, ours: str, control: str, number: str, goal: float, *, cpu_goal: float = 0.0, says: str = ""
    ) -> Row:
        """Our work against a control of the same rounds; without a goal (0) it is told and not judged."""
        mine, theirs = self.works[ours].samples, self.works[control].samples
        rate, cpu = verdict.rates(mine, theirs), verdict.cpu(mine, theirs)
        wanted = (f">= {goal:g} x" if goal else "told") + (f" (CPU >= {cpu_goal:g})" if cpu_goal else "")
        judged = verdict.at_least(rate, goal) if goal else "told"
        if judged == "reached" and cpu_goal:
            judged = verdict.at_least(cpu, cpu_goal)
        quickest = max(sample.rate for sample in theirs)
        if control in KNOWN and quickest < KNOWN[control] / 2:
            judged = f"no verdict: the control itself is slow here ({quickest:.0f}/s, known {KNOWN[control]:.0f}/s)"
        tail = verdict.ratio([one.p99 for one in mine], [one.p99 for one in theirs])
        each = f"{1e6 * min(one.cpu for one in mine):.0f} µs against {1e6 * min(one.cpu for one in theirs):.0f} µs"
        return Row(
            number, says or ours, wanted, control, rate, cpu, judged, f"{each} of CPU at best; p99 {tail.middle:.1f} x"
        )

    def noise(self) -> Row:
        """A control against itself."""
        mine, theirs = self.works["skeleton again"].samples, self.works["skeleton"].samples
        found = verdict.rates(mine, theirs)
        says = "machine too noisy: no verdict" if verdict.too_noisy(found) else "quiet enough"
        return Row("-", "skeleton again", "0.85-1.15", "skeleton", found, verdict.cpu(mine, theirs), says)
