"""One post of the form, from token to answer. The views call ``answer``."""

import re
import secrets
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.forms import RadioSelect
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware, get_token
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from participation.enums import Channel
from participation.formbuilder import answers as answer_sheet
from participation.formbuilder.build import Cleaned, StepForm, clean_fast, initial, steps_to_mend
from participation.formbuilder.types.base import Stored, field_name
from participation.intake import queries as intake_queries
from participation.intake.queries import FormNow
from participation.intake.services import drafts, submissions
from participation.intake.views import copyable_answers, hidden_answers, step_pages
from participation.intake.views.receipt_cookie import remember
from participation.models import FormVersion
from participation.register import queries as register_queries
from samenkracht.core.web import languages
from samenkracht.core.web.region import region

KEY = re.compile(r"[0-9a-f]{32}")
NUMBER = re.compile(r"[0-9]{1,9}")

STALE = _("De pagina was verlopen. Wat u invulde staat er nog. Klik nog een keer op de knop.")
REFUSED = _(
    "Uw browser weigert cookies. Zonder die cookies kunnen wij niets ontvangen. Wat u invulde staat er nog. "
    "Sta cookies toe voor deze website en klik nog een keer op de knop. Of bel ons: {phone}."
)
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


class _TokenCheck(CsrfViewMiddleware):
    """Django's own check, but a failure is told instead of answered: the page must come back filled."""

    def _reject(self, request: HttpRequest, reason: str) -> str:
        return reason


def token_fails(request: HttpRequest) -> bool:
    check = _TokenCheck(lambda _request: HttpResponse())
    return check.process_view(request, None, (), {}) is not None  # type: ignore[arg-type]  # no view to ask for an exemption


@dataclass(frozen=True, slots=True)
class Posted:
    """What a post says about itself. ``whole`` is no when something was not well formed and had to be replaced."""

    key: str
    step: int
    go: str
    returning: bool
    version: FormVersion
    is_well_formed: bool


def read(request: HttpRequest, now: FormNow) -> Posted:
    """Read the hidden fields. A key of the wrong shape becomes a fresh one, an unknown version the published one."""
    post = request.POST
    key, number, step = post.get("key", ""), post.get("version", ""), post.get("step", "")
    version = register_queries.version_of(now.form_id, int(number)) if NUMBER.fullmatch(number) else None
    whole = KEY.fullmatch(key) is not None and version is not None
    version = version or register_queries.version_of(now.form_id, now.version_id)
    if version is None:
        raise ValueError("a published form has a version")
    last = len(register_queries.definition_of(version).steps) - 1
    return Posted(
        key=key if KEY.fullmatch(key) else secrets.token_hex(16),
        step=min(max(int(step) - 1, 0), last) if NUMBER.fullmatch(step) else 0,
        go=post.get("go", "next"),
        returning=post.get("returning") == "1",
        version=version,
        is_well_formed=whole,
    )


def handle_post(request: HttpRequest, now: FormNow, at: datetime) -> HttpResponse:
    """The answer to one post of the form."""
    filling = FillFlow(request, now, read(request, now), at)
    if token_fails(request):
        return filling.stale_again()
    if not now.takes_answers_at(at):
        return filling.closed()
    if not filling.post.is_well_formed:
        # A key of our own would be another one at each click, so nothing is stored before the page is whole.
        return filling.again(MISREAD, status=422)
    go = filling.post.go
    if go in ("stay", "overview"):
        # The address is that of another language.
        return filling.again("", status=200)
    if go == "send":
        return filling.send()
    if go == "back":
        return filling.back()
    if go.startswith("change-") and NUMBER.fullmatch(go.removeprefix("change-")):
        return filling.change(int(go.removeprefix("change-")) - 1)
    return filling.next()


class FillFlow:
    """Somebody is filling in a form and pressed a button."""

    def __init__(self, request: HttpRequest, now: FormNow, post: Posted, at: datetime) -> None:
        self.request, self.now, self.post, self.at = request, now, post, at
        self.version = post.version
        self.definition = register_queries.definition_of(self.version)
        self.typed: dict[str, str] = {}
        # The page that goes out says that the one before it had expired.
        self.stale = False

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
    def last(self) -> int:
        return len(self.definition.steps) - 1

    @property
    def from_overview(self) -> bool:
        """Whether the page that was posted shows all answers and holds no fields."""
        return self.post.go in ("send", "overview") or self.post.go.startswith("change-")

    def form_class(self, index: int) -> type[StepForm]:
        return register_queries.step_form(self.version, index, at=self.at, edition=self.now.edition)

    # --- buttons ---

    def next(self) -> HttpResponse:
        """To the next step, to the overview, or, for a form of one step, off it goes."""
        index = self.post.step
        if self.last == 0:
            cleaned = clean_fast(self.form_class(0), self.request.POST)
            return self.bound(0) if cleaned.errors else self.receive(cleaned.answers, has_draft=False)
        draft = self.draft
        index = min(index, self.last)
        cleaned = clean_fast(self.form_class(index), self.request.POST)
        if cleaned.errors:
            return self.bound(index)
        if draft is None and (told := self.without_draft(index, cleaned)):
            return told
        answers = self.keep(index, cleaned)
        if index == self.last or self.post.returning:
            return self.overview(answers)
        return self.show(index + 1, answers)

    def back(self) -> HttpResponse:
        """To the step before. What was typed on this page is kept, right or not yet."""
        draft = self.draft
        index = min(self.post.step, self.last)
        cleaned = clean_fast(self.form_class(index), self.request.POST)
        if draft is None and (told := self.without_draft(index, cleaned)):
            return told
        return self.show(max(index - 1, 0), self.keep(index, cleaned))

    def change(self, index: int) -> HttpResponse:
        """From the overview to one step, and after that back to the overview."""
        draft = self.draft or self.recovered()
        if draft is None:
            return self.gone()
        return self.show(min(max(index, 0), self.last), draft.answers, returning=True)

    def send(self) -> HttpResponse:
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

    # --- answers ---

    @cached_property
    def carried(self) -> dict[str, Stored]:
        """The answers that came with the overview itself; empty for any other page."""
        if not self.from_overview:
            return {}
        return hidden_answers.read(self.definition, self.form_class, self.request.POST)

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
        typed = {name: field.widget.value_from_datadict(self.request.POST, {}, name) for name, field in fields.items()}
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

    def receive(self, answers: dict[str, Stored], *, has_draft: bool) -> HttpResponse:
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
            intake_queries.forget_forms()
            return self.closed()
        return self.shown(receipt)

    def shown(self, receipt: submissions.Receipt) -> HttpResponse:
        """To the receipt page."""
        return remember(redirect("form_received", slug=self.now.slug), self.now, receipt)

    def conflict(self, receipt: submissions.Receipt) -> HttpResponse:
        """Received before with other answers: those stay, and what is on this page can be copied."""
        page = {"now": self.now, "lines": self.to_copy(*self.at_hand())}
        return remember(render(self.request, "participation/intake/conflict.html", page, status=409), self.now, receipt)

    def gone(self) -> HttpResponse:
        """There is no draft: it was sent (then the same receipt again), or it expired."""
        return self.earlier(self.carried or None) or self.show(0, {}, note=LOST_ALL)

    def earlier(self, answers: dict[str, Stored] | None) -> HttpResponse | None:
        """When this key was received before: its receipt, or a conflict when ``answers`` are others than those."""
        try:
            receipt = submissions.received(form_id=self.now.form_id, key=self.post.key, answers=answers)
        except submissions.ReceivedOtherwise as refusal:
            return self.conflict(refusal.receipt)
        return None if receipt is None else self.shown(receipt)

    def without_draft(self, index: int, cleaned: Cleaned) -> HttpResponse | None:
        """A step without a draft: None at the beginning; otherwise what happened, and the page as it was."""
        receipt = submissions.received(form_id=self.now.form_id, key=self.post.key)
        if receipt is not None:
            return self.conflict(receipt)
        if index == 0 and not self.post.returning:
            return None
        return self.show(index, self.keep(index, cleaned), note=LOST)

    def overview(self, answers: dict[str, Stored], *, note: str | Promise = "") -> HttpResponse:
        mend = steps_to_mend(self.definition, answers, self.form_class)
        if mend:
            return self.unfinished(mend[0], answers)
        chapters = answer_sheet.overview(
            self.definition, answers, register_queries.lookup_context(self.at, self.now.edition)
        )
        page = {
            "now": self.now,
            "version_id": self.version.pk,
            "chapters": [(part, [(line, self.anchor(part, line)) for line in part.lines]) for part in chapters],
            "pages": step_pages.pages(self.definition),
            "token": get_token(self.request),
            "key": self.post.key,
            "stale": self.stale,
            "note": note,
            "carried": hidden_answers.fields(self.definition, answers),
            "others": languages.elsewhere("form_fill", slug=self.now.slug),
        }
        return render(self.request, "participation/intake/overview.html", page)

    def anchor(self, chapter: answer_sheet.StepAnswers, line: answer_sheet.AnswerLine) -> str:
        """Where the question stands on its page, so that "Wijzig" leads to the question and not to the top."""
        name = field_name(line.question)
        many = isinstance(self.form_class(chapter.number - 1).base_fields[name].widget, RadioSelect)
        return f"id_{name}_0" if many else f"id_{name}"

    def show(
        self, index: int, answers: dict[str, Stored], *, note: str | Promise = "", returning: bool = False
    ) -> HttpResponse:
        """A step with the answers that were given before; an untouched one comes from the page that is kept ready."""
        values = self.values(index, answers)
        if not values and not note and not returning:
            return step_pages.prerendered_page(
                self.request, self.now, self.version, index, key=self.post.key, at=self.at
            )
        return self.live(index, self.form_class(index)(initial=values), note=note, returning=returning)

    def bound(self, index: int, *, status: int = 422, note: str | Promise = "") -> HttpResponse:
        """The page that was posted, filled as it was."""
        form = self.form_class(index)(self.request.POST)
        return self.live(index, form, status=status, note=note, returning=self.post.returning)

    def unfinished(self, index: int, answers: dict[str, Stored]) -> HttpResponse:
        """A step that is not right, with what is wrong beside its fields."""
        form = self.form_class(index)(self.values(index, answers))
        return self.live(index, form, status=422, note=MEND, returning=index < self.last)

    def again(self, note: str | Promise, *, status: int) -> HttpResponse:
        """The page that was posted, filled as it was and not judged yet. Nothing is stored."""
        if self.from_overview:
            answers = self.draft.answers if self.draft else self.carried
            earlier = None if self.draft else self.earlier(answers or None)
            response = earlier or (self.overview(answers, note=note) if answers else self.gone())
            response.status_code = status if response.status_code == 200 else response.status_code
            return response
        return self.as_typed(note, status=status)

    def stale_again(self) -> HttpResponse:
        """The page with a new token. A browser that brings no cookie at all for the second time is told so."""
        self.stale = True
        refused = self.request.POST.get("stale") == "1" and not self.request.COOKIES
        note = REFUSED.format(phone=region(self.now.edition).phone) if refused else STALE
        return self.again(note, status=403)

    def untouched(self, note: str | Promise) -> HttpResponse | None:
        """The same page from the post alone, for when the database is away; None when the post does not say it all."""
        if not self.from_overview:
            return self.as_typed(note, status=503)
        response = self.overview(self.carried, note=note) if self.carried else None
        if response is not None:
            response.status_code = 503
        return response

    def as_typed(self, note: str | Promise, *, status: int) -> HttpResponse:
        index = min(self.post.step, self.last)
        form = self.form_class(index)(initial=self.on_page(index))
        return self.live(index, form, status=status, note=note, returning=self.post.returning)

    def closed(self) -> HttpResponse:
        """Too late. What was filled in is shown once more, so that it can be copied; it is not dropped in silence."""
        answers, typed = self.at_hand()
        earlier = self.earlier((answers if self.last == 0 else self.carried) or None)
        if earlier is not None:
            return earlier
        page = {
            "now": self.now,
            "state": self.now.state_at(self.at),
            "after": intake_queries.after_closing(self.now, at=self.at),
            "lines": self.to_copy(answers, typed),
        }
        return render(self.request, "participation/intake/closed.html", page, status=410)

    def at_hand(self) -> tuple[dict[str, Stored], dict[str, str]]:
        """The answers so far with this page over them, and by field name what was typed last."""
        answers, typed = (self.draft.answers, self.draft.typed) if self.draft else (self.carried, {})
        if not self.from_overview:
            index = min(self.post.step, self.last)
            cleaned = clean_fast(self.form_class(index), self.request.POST)
            answers = answer_sheet.merge(answers, self.definition.steps[index], cleaned.answers)
            fields = self.form_class(index).base_fields
            typed = {name: value for name, value in typed.items() if name not in fields} | self.on_page(index)
        return answers, typed

    def to_copy(self, answers: dict[str, Stored], typed: dict[str, str]) -> list[tuple[str, str]]:
        """Questions with their answers in words, or with what was typed and could not become an answer."""
        context = register_queries.lookup_context(self.at, self.now.edition)
        return copyable_answers.lines(self.definition, self.form_class, context, answers=answers, typed=typed)

    def live(
        self,
        index: int,
        form: StepForm,
        *,
        status: int = 200,
        note: str | Promise = "",
        returning: bool = False,
    ) -> HttpResponse:
        html = step_pages.step_html(
            self.now,
            self.version,
            index,
            form,
            token=get_token(self.request),
            key=self.post.key,
            stale=self.stale,
            note=note,
            returning=returning,
        )
        return HttpResponse(html, status=status)
