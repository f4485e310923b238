"""How a story of the example region is told: each word is a call of a service, at the moment the story has reached."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, Final

from participation.builder.services import forms
from participation.builder.services import working_copy as builder
from participation.enums import Channel
from participation.models import Form
from projects.enums import PolicyPhase, ProjectState
from projects.funding import services as funding
from projects.goals import services as goals
from projects.models import CooperationAgenda, Meeting, Municipality, PlanLine, Priority, Programme, Project
from projects.plans.services import decisions as plan_decisions
from projects.plans.services import plans
from projects.publications import services as publications
from projects.register.services import projects
from projects.team import services as teams
from samenkracht.accounts.actors import Actor, Staff
from samenkracht.accounts.models import User
from samenkracht.core.values.dates import KnownDate
from samenkracht.core.values.periods import LOCAL, local_day
from samenkracht.demo import papers
from samenkracht.demo.asking import Questionnaire
from samenkracht.demo.cast import Cast
from samenkracht.demo.history import History
from samenkracht.demo.residents import ONLINE_ONLY, take_part

MAILBOX: Final = "samenkracht@regio.example"


@dataclass
class DemoRegion:
    """What all stories share. ``size`` scales how many residents take part."""

    history: History
    size: float = 1.0
    cast: Cast = field(default_factory=dict)
    # Layer and round of the route: ("do", 0) is the directors' meeting of the round that is under way.
    calendar: dict[tuple[str, int], Meeting] = field(default_factory=dict)

    @property
    def now(self) -> datetime:
        return self.history.now

    @property
    def is_whole(self) -> bool:
        """Whether all is told, as opposed to a small region for tests."""
        return self.size >= 1

    @property
    def today(self) -> date:
        return local_day(self.now)

    def ago(self, days: float, *, hour: float = 9.3) -> datetime:
        """That many days ago at that hour (negative: from now); less than a day: so long before now."""
        if 0 <= days < 1:
            return self.now - timedelta(days=days)
        day = self.today - timedelta(days=int(days))
        return datetime.combine(day, time(), tzinfo=LOCAL) + timedelta(hours=hour)

    def after(self, meeting: Meeting) -> datetime:
        """The morning after a meeting, when its secretary writes down what it concluded."""
        morning = datetime.combine(meeting.held_on + timedelta(days=1), time(8, 40), tzinfo=LOCAL)
        return min(morning, self.now - timedelta(minutes=30))

    def month(self, days: int) -> KnownDate:
        """The month in which the day so many days from now lies; before now when negative."""
        return KnownDate((self.today + timedelta(days=days)).isoformat()[:7])

    def day(self, days: int) -> KnownDate:
        return KnownDate.of(self.today + timedelta(days=days))

    def ongoing(self) -> KnownDate:
        return KnownDate.parse("doorlopend")

    def staff(self, name: str) -> Actor:
        return Staff(self.cast[name])


class Timeline:
    """One project as its team tells it. ``at`` is the moment that the story has reached."""

    project: Project

    def __init__(self, region: DemoRegion, *, leader: str = "projectleider") -> None:
        self.region = region
        self.leader = leader
        self.at = region.now

    @property
    def by(self) -> Actor:
        """The project leader."""
        return self.region.staff(self.leader)

    @property
    def coordinator(self) -> Actor:
        return self.region.staff("coordinator")

    @property
    def commissioner(self) -> Actor:
        return self.region.staff("opdrachtgever")

    def ago(self, days: float, *, hour: float = 9.3) -> datetime:
        """Go on so many days before now: ``yield tell.ago(30)``."""
        self.at = self.region.ago(days, hour=hour)
        return self.at

    def after(self, meeting: Meeting) -> datetime:
        """Go on the morning after this meeting."""
        self.at = self.region.after(meeting)
        return self.at

    # --- the project ------------------------------------------------------------------------------------------------

    def begin(
        self, title: str, summary: str, *, programme: str = "", state: ProjectState = ProjectState.RUNNING,
        phase: PolicyPhase = PolicyPhase.AGENDA_SETTING, deputy: str = "", editors: Sequence[str] = (),
        agenda: CooperationAgenda | None = None, **texts: Any,
    ) -> Project:  # fmt: skip
        """Register the project, with its team. The speerpunten and municipalities are told by ``about``."""
        agenda = agenda or CooperationAgenda.objects.valid_on(local_day(self.at)).get()
        self.project = projects.add(
            title=title, summary=summary, agenda=agenda, state=state, phase=phase, since=self.today(),
            programme=Programme.objects.get(agenda=agenda, title=programme) if programme else None,
            contact_function="Coördinator Samenkracht!", contact_email=MAILBOX, contact_phone="(000) 000 00 00",
            by=self.coordinator, at=self.at, **texts,
        )  # fmt: skip
        cast = self.region.cast
        team: dict[str, User | None] = {"leader": cast[self.leader], "deputy": cast[deputy] if deputy else None}
        teams.compose(
            project=self.project, editors=[cast[name] for name in editors], commissioner=cast["opdrachtgever"],
            by=self.coordinator, at=self.at, leader=team["leader"], deputy=team["deputy"],
        )  # fmt: skip
        return self.project

    def about(self, *, speerpunten: Sequence[int] = (), places: Sequence[str] = (), **texts: Any) -> None:
        """What else the page says; the speerpunten by their place in the agenda's list, no places means all."""
        if speerpunten:
            listed = Priority.objects.filter(agenda=self.project.agenda)
            texts["cited_priorities"] = [priority for place, priority in enumerate(listed) if place in speerpunten]
        if places:
            texts["municipalities"] = list(Municipality.objects.filter(name__in=places))
        self.project = projects.change(project=self.project, by=self.by, at=self.at, **texts)

    def publish(self) -> None:
        projects.publish(project=self.project, by=self.by, at=self.at)

    def state(self, state: ProjectState, *, reason: str = "", decision: str = "") -> None:
        projects.set_state(
            project=self.project, state=state, since=self.today(), reason=reason, decision=decision,
            by=self.coordinator, at=self.at,
        )  # fmt: skip

    def phase(self, phase: PolicyPhase) -> None:
        """Go on to this phase; an evaluation of the one before begins, and its first report is made."""
        projects.set_phase(project=self.project, phase=phase, since=self.today(), by=self.by, at=self.at)
        if self.region.is_whole:
            papers.work_off(at=self.at)

    def money(self, source: str, amount: int, *, ends: KnownDate | None = None, note: str = "") -> None:
        """Structural when it has no end."""
        funding.add(
            project=self.project, source=source, amount=amount, is_structural=ends is None, ends=ends or KnownDate(),
            note=note, by=self.by, at=self.at,
        )  # fmt: skip

    def published(self, title: str, address: str) -> None:
        publications.add(
            project=self.project, title=title, url=f"https://www.regio.example/{address}",
            published_on=self.today(), by=self.by, at=self.at,
        )  # fmt: skip

    def measurable(self, text: str, *, target: str, unit: str, by_when: KnownDate, parts: Sequence[str] = ()) -> None:
        """Let the goal with these words be measured, perhaps with goals below it."""
        goal = self.project.goals.get(text=text)
        goals.change(goal=goal, target=Decimal(target), unit=unit, by_when=by_when, by=self.by, at=self.at)
        for part in parts:
            goals.add(project=self.project, parent=goal, text=part, by=self.by, at=self.at)

    def measured(self, text: str, value: str, source: str) -> None:
        goals.save_value(
            goal=self.project.goals.get(text=text), measured_on=self.today(), value=Decimal(value), source=source,
            by=self.by, at=self.at,
        )  # fmt: skip

    def today(self) -> KnownDate:
        """The day that the story has reached."""
        return KnownDate.of(local_day(self.at))

    # --- its plan ---------------------------------------------------------------------------------------------------

    def promise(self, **texts: Any) -> PlanLine:
        """A line of the plan."""
        return plans.save_line(plan=self.project.plan, by=self.by, at=self.at, **texts)

    def rewrite(self, line: PlanLine, **texts: Any) -> None:
        """Say a line otherwise, or that residents were told what was done (``feedback_given``)."""
        plans.save_line(plan=self.project.plan, line=line, by=self.by, at=self.at, **texts)

    def drop(self, line: PlanLine) -> None:
        """Take a line out of the plan."""
        plans.remove_line(line=line, by=self.by, at=self.at)

    def texts(self, **texts: str) -> None:
        """The parts of the plan that are told once."""
        plans.write_texts(plan=self.project.plan, by=self.by, at=self.at, **texts)  # type: ignore[typeddict-item,unused-ignore]  # its keys are the texts

    def nobody_is_asked(self, reason: str) -> None:
        plans.decline_participation(plan=self.project.plan, reason=reason, by=self.by, at=self.at)

    def submit(self) -> int:
        """Hand the plan in; gives the number of the version."""
        return plan_decisions.submit(plan=self.project.plan, by=self.by, at=self.at).number

    def withdraw(self) -> None:
        plan_decisions.withdraw(plan=self.project.plan, by=self.by, at=self.at)

    def returned(self, number: int, remarks: str) -> None:
        plan_decisions.return_(plan=self.project.plan, number=number, remarks=remarks, by=self.commissioner, at=self.at)

    def agreed(self, number: int) -> None:
        plan_decisions.agree(plan=self.project.plan, number=number, by=self.commissioner, at=self.at)

    def established(self, number: int, meeting: Meeting) -> None:
        by = self.region.staff("secretaris")
        plan_decisions.establish(plan=self.project.plan, number=number, meeting=meeting, by=by, at=self.at)

    def reopened(self) -> None:
        plan_decisions.reopen(plan=self.project.plan, by=self.by, at=self.at)

    # --- its forms --------------------------------------------------------------------------------------------------

    def ask(
        self, what: Questionnaire, line: PlanLine, *, opened: int, closes: int | None, people: int,
        ways: Mapping[Channel, int] = ONLINE_ONLY,
    ) -> Form:  # fmt: skip
        """Publish a form that opens ``opened`` days ago and closes so many days ago (negative: days from now).

        Residents take part from then on; form and version are made now.
        """
        region = self.region
        opens_at = region.ago(opened, hour=8)
        closes_at = None if closes is None else region.ago(1, hour=24) + timedelta(days=1 - closes)
        form = self.draft(what, line, opens_at=opens_at, closes_at=closes_at)
        version = forms.publish(form=form, definition=what.definition, by=self.by, at=self.at)
        if people:
            until = min(region.now, closes_at) if closes_at else region.now
            region.history.add(
                take_part(
                    what,
                    version=version,
                    people=max(5, round(people * region.size)),
                    ways=ways,
                    opens_at=opens_at,
                    until=until,
                    clerk=region.cast[self.leader],
                )  # fmt: skip
            )
        return form

    def draft(
        self, what: Questionnaire, line: PlanLine | None, *, opens_at: datetime | None, closes_at: datetime | None
    ) -> Form:
        """A form that is not published yet."""
        return forms.make(
            project=self.project, title=what.title, purpose=what.purpose, readers=what.readers, minutes=what.minutes,
            opens_at=opens_at, closes_at=closes_at, plan_line=line, by=self.by, at=self.at,
        )  # fmt: skip

    def working_on(self, form: Form, what: Questionnaire) -> None:
        """Put the questions in the builder, unpublished."""
        for step in what.definition.steps:
            key = builder.add_step(
                form=form, edition=None, title=step.title, intro=step.intro, by=self.by, at=self.at
            ).key
            for question in step.questions:
                builder.add_question(form=form, edition=None, step_key=key, question=question, by=self.by, at=self.at)
