"""Filling in a form: what each pressed button stores, and what is to be shown next. Knows no request and no page.

``press`` is the one way in; ``participation.intake.views.fill_flow`` reads the post and draws the outcome.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from participation.enums import Channel
from participation.formbuilder import answers as answer_sheet
from participation.formbuilder import hidden_answers
from participation.formbuilder.build import Cleaned, StepForm, clean_fast, initial, steps_to_mend
from participation.formbuilder.path import path
from participation.formbuilder.types.base import Stored
from participation.intake import queries
from participation.intake.queries import FormNow
from participation.intake.services import drafts, submissions
from participation.models import FormVersion
from participation.register import queries as register_queries

NUMBER = re.compile(r"[0-9]{1,9}")

LOST = _(
    "Uw eerdere antwoorden zijn er niet meer. Wat u op deze pagina invulde, hebben wij wel. "
    "U vult de andere stappen zo opnieuw in."
)
LOST_ALL = _(
    "Uw antwoorden zijn er niet meer. Dat gebeurt na een dag. Vul de vragen opnieuw in. U hebt nog niets verstuurd."
)
MISREAD = _("Wij konden deze pagina niet goed lezen. Wat u invulde staat er nog. Klik nog een keer op de knop.")
MEND = _("Deze stap is nog niet goed ingevuld.")
CHANGED = _("Uw antwoorden zijn intussen veranderd, misschien in een ander venster. Kijk ze nog eens na.")


@dataclass(frozen=True, slots=True)
class Posted:
    """What a post says about itself, and by field name what was typed.

    ``is_well_formed`` is no when a key or version was not, and had to be replaced.
    """

    key: str
    step: int
    go: str
    returning: bool
    version: FormVersion
    is_well_formed: bool
    fields: Mapping[str, str]


# --- outcomes


@dataclass(frozen=True, slots=True)
class ShowStep:
    """A step with these values in its fields. ``is_judged``: with what is wrong beside them."""

    index: int
    values: Mapping[str, str]
    is_judged: bool = False
    note: str | Promise = ""
    returning: bool = False
    status: int = 200


@dataclass(frozen=True, slots=True)
class ShowOverview:
    """All answers, to send or to change."""

    answers: dict[str, Stored]
    note: str | Promise = ""
    status: int = 200


@dataclass(frozen=True, slots=True)
class ShowReceipt:
    """It was received, now or before."""

    receipt: submissions.Receipt


@dataclass(frozen=True, slots=True)
class ShowConflict:
    """Received before with other answers: those stay, and what is at hand now can be copied."""

    receipt: submissions.Receipt
    answers: dict[str, Stored]
    typed: dict[str, str]


@dataclass(frozen=True, slots=True)
class ShowClosed:
    """Too late; what is at hand can be copied."""

    answers: dict[str, Stored]
    typed: dict[str, str]


Outcome = ShowStep | ShowOverview | ShowReceipt | ShowConflict | ShowClosed


class FillFlow:
    """Somebody is filling in a form and pressed a button."""

    def __init__(self, now: FormNow, post: Posted, at: datetime) -> None:
        self.now, self.post, self.at = now, post, at
        self.version = post.version
        self.definition = register_queries.definition_of(self.version)
        self.typed: dict[str, str] = {}

    def press(self) -> Outcome:
        """Do what the button says, and tell what comes next."""
        if not self.now.takes_answers_at(self.at):
            return self.closed()
        if not self.post.is_well_formed:
            # A key of our own would be another one at each click, so nothing is stored before the page is whole.
            return self.again(MISREAD, status=422)
        go = self.post.go
        if go in ("stay", "overview"):
            # The address is that of another language.
            return self.again("", status=200)
        if go == "send":
            return self.send()
        if go == "back":
            return self.back()
        if go.startswith("change-") and NUMBER.fullmatch(go.removeprefix("change-")):
            return self.change(int(go.removeprefix("change-")) - 1)
        return self.next()

    @cached_property
    def draft(self) -> drafts.StoredDraft | None:
        draft = drafts.find(key=self.post.key, at=self.at)
        if draft is not None and draft.version_id != self.version.pk:
            # What was begun with one version is finished with it, whatever the page says.
            version = register_queries.version_of(self.now.form_id, draft.version_id)
            if version is None:
                return None
            self.version, self.definition = version, register_queries.definition_of(version)
        if draft is not None:
            self.typed = draft.typed
        return draft

    @property
    def index(self) -> int:
        """The step that was posted, on the way of this person by the answers so far."""
        return path(self.definition, self.draft.answers if self.draft else {}).nearest(self.post.step)

    @property
    def from_overview(self) -> bool:
        """Whether the page that was posted shows all answers and holds no fields."""
        return self.post.go in ("send", "overview") or self.post.go.startswith("change-")

    def form_class(self, index: int) -> type[StepForm]:
        return register_queries.step_form(self.version, index, at=self.at, edition=self.now.edition)

    # --- buttons

    def next(self) -> Outcome:
        """To the next step, to the overview, or, for a form of one step, off it goes."""
        if not path(self.definition, {}).has_overview:
            cleaned = clean_fast(self.form_class(0), self.post.fields)
            return self.judged(0) if cleaned.errors else self.receive(cleaned.answers, has_draft=False)
        draft, index = self.draft, self.index
        cleaned = clean_fast(self.form_class(index), self.post.fields)
        if cleaned.errors:
            return self.judged(index)
        if draft is None and (outcome := self.without_draft(index, cleaned)):
            return outcome
        answers = self.keep(index, cleaned)
        after = path(self.definition, answers).after(index)
        if after is None or self.post.returning:
            return self.overview(answers)
        return self.step(after, answers)

    def back(self) -> Outcome:
        """To the step before. What was typed on this page is kept, right or not yet."""
        draft, index = self.draft, self.index
        cleaned = clean_fast(self.form_class(index), self.post.fields)
        if draft is None and (outcome := self.without_draft(index, cleaned)):
            return outcome
        answers = self.keep(index, cleaned)
        return self.step(path(self.definition, answers).before(index), answers)

    def change(self, index: int) -> Outcome:
        """From the overview to one step, and after that back to the overview."""
        draft = self.draft or self.recovered()
        if draft is None:
            return self.gone()
        return self.step(path(self.definition, draft.answers).nearest(index), draft.answers, returning=True)

    def send(self) -> Outcome:
        """Send what the overview showed."""
        draft = self.draft or self.recovered()
        if draft is None:
            return self.gone()
        mend = steps_to_mend(self.definition, draft.answers, self.form_class)
        if mend:
            return self.unfinished(mend[0], draft.answers)
        if self.carried and self.carried != draft.answers:
            return self.overview(draft.answers, note=CHANGED)
        return self.receive(draft.answers, has_draft=True)

    # --- answers

    @cached_property
    def carried(self) -> dict[str, Stored]:
        """The answers that came with the overview itself; empty for any other page."""
        if not self.from_overview:
            return {}
        return hidden_answers.read(self.definition, self.form_class, self.post.fields)

    def recovered(self) -> drafts.StoredDraft | None:
        """What the overview showed, stored again: its draft is gone without having been sent."""
        if not self.carried or submissions.received(form_id=self.now.form_id, key=self.post.key) is not None:
            return None
        self.store(self.carried)
        return drafts.StoredDraft(self.version.pk, self.carried)

    def keep(self, index: int, cleaned: Cleaned) -> dict[str, Stored]:
        """Store this page with what was filled in before; gives all answers so far."""
        before = self.draft.answers if self.draft else {}
        answers = answer_sheet.merge(before, self.definition.steps[index], cleaned.answers)
        fields = self.form_class(index).base_fields
        self.typed = {name: value for name, value in self.typed.items() if name not in fields}
        if cleaned.errors:
            self.typed |= self.on_page(index)
        self.store(answers)
        return answers

    def on_page(self, index: int) -> dict[str, str]:
        """What stands in the fields of the page that was posted, as it was typed."""
        fields = self.form_class(index).base_fields
        typed = {name: field.widget.value_from_datadict(self.post.fields, {}, name) for name, field in fields.items()}
        return {name: value for name, value in typed.items() if value}

    def store(self, answers: dict[str, Stored]) -> None:
        drafts.keep(
            key=self.post.key,
            version_id=self.version.pk,
            answers=answers,
            typed=self.typed,
            channel=Channel.ONLINE,
            at=self.at,
        )

    def values(self, index: int, answers: dict[str, Stored]) -> dict[str, str]:
        """What stands in the fields of a step: answers given before, and over them what was typed last."""
        names = self.form_class(index).base_fields
        typed = {name: value for name, value in self.typed.items() if name in names}
        return initial(self.definition.steps[index], answers) | typed

    def receive(self, answers: dict[str, Stored], *, has_draft: bool) -> Outcome:
        try:
            receipt = submissions.receive(
                version=self.version,
                answers=answers,
                key=self.post.key,
                channel=Channel.ONLINE,
                at=self.at,
                has_draft=has_draft,
            )
        except submissions.ReceivedOtherwise as refusal:
            return self.conflict(refusal.receipt)
        except submissions.FormNotOpen:
            queries.forget_forms()
            return self.closed()
        return ShowReceipt(receipt)

    def at_hand(self) -> tuple[dict[str, Stored], dict[str, str]]:
        """The answers so far with this page over them, and by field name what was typed last."""
        answers, typed = (self.draft.answers, self.draft.typed) if self.draft else (self.carried, {})
        if not self.from_overview:
            index = self.index
            cleaned = clean_fast(self.form_class(index), self.post.fields)
            answers = answer_sheet.merge(answers, self.definition.steps[index], cleaned.answers)
            fields = self.form_class(index).base_fields
            typed = {name: value for name, value in typed.items() if name not in fields} | self.on_page(index)
        return answers, typed

    # --- what is shown

    def overview(self, answers: dict[str, Stored], *, note: str | Promise = "", status: int = 200) -> Outcome:
        mend = steps_to_mend(self.definition, answers, self.form_class)
        return self.unfinished(mend[0], answers) if mend else ShowOverview(answers, note, status)

    def step(
        self, index: int, answers: dict[str, Stored], *, note: str | Promise = "", returning: bool = False
    ) -> Outcome:
        """A step with the answers that were given before."""
        return ShowStep(index, self.values(index, answers), note=note, returning=returning)

    def judged(self, index: int) -> Outcome:
        """The page that was posted, with what is wrong."""
        return ShowStep(index, self.post.fields, is_judged=True, returning=self.post.returning, status=422)

    def unfinished(self, index: int, answers: dict[str, Stored]) -> ShowStep:
        """A step that is not right, with what is wrong beside its fields."""
        returning = index < path(self.definition, answers).last
        return ShowStep(index, self.values(index, answers), is_judged=True, note=MEND, returning=returning, status=422)

    def conflict(self, receipt: submissions.Receipt) -> Outcome:
        return ShowConflict(receipt, *self.at_hand())

    def gone(self, *, status: int = 200) -> Outcome:
        """There is no draft: it was sent (then the same receipt again), or it expired."""
        first = ShowStep(0, self.values(0, {}), note=LOST_ALL, status=status)
        return self.earlier(self.carried or None) or first

    def earlier(self, answers: dict[str, Stored] | None) -> Outcome | None:
        """When this key was received before: its receipt, or a conflict when ``answers`` are others than those."""
        try:
            receipt = submissions.received(form_id=self.now.form_id, key=self.post.key, answers=answers)
        except submissions.ReceivedOtherwise as refusal:
            return self.conflict(refusal.receipt)
        return None if receipt is None else ShowReceipt(receipt)

    def without_draft(self, index: int, cleaned: Cleaned) -> Outcome | None:
        """A step without a draft: None at the beginning; otherwise what happened, and the page as it was."""
        receipt = submissions.received(form_id=self.now.form_id, key=self.post.key)
        if receipt is not None:
            return self.conflict(receipt)
        if index == 0 and not self.post.returning:
            return None
        return self.step(index, self.keep(index, cleaned), note=LOST)

    def again(self, note: str | Promise, *, status: int) -> Outcome:
        """The page that was posted, filled as it was and not judged yet. Nothing is stored."""
        if not self.from_overview:
            return self.as_typed(note, status=status)
        answers = self.draft.answers if self.draft else self.carried
        if not self.draft and (earlier := self.earlier(answers or None)):
            return earlier
        return self.overview(answers, note=note, status=status) if answers else self.gone(status=status)

    def untouched(self, note: str | Promise) -> Outcome | None:
        """The same page from the post alone, for when the database is away; None when the post does not say it all."""
        if not self.from_overview:
            return self.as_typed(note, status=503)
        if not self.carried:
            return None
        mend = steps_to_mend(self.definition, self.carried, self.form_class)
        if mend:
            return replace(self.unfinished(mend[0], self.carried), status=503)
        return ShowOverview(self.carried, note, 503)

    def as_typed(self, note: str | Promise, *, status: int) -> Outcome:
        """Asks the database nothing: not for the draft either."""
        index = path(self.definition, {}).nearest(self.post.step)
        return ShowStep(index, self.on_page(index), note=note, returning=self.post.returning, status=status)

    def closed(self) -> Outcome:
        """Too late. What was filled in is shown once more, so that it can be copied; it is not dropped in silence."""
        answers, typed = self.at_hand()
        is_single = not path(self.definition, {}).has_overview
        earlier = self.earlier((answers if is_single else self.carried) or None)
        return earlier or ShowClosed(answers, typed)
