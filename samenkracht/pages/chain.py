"""The chain of a project: from each line of its plan to form, contributions, feedback and report, with its gaps.

What stands in each link is decided here; the template draws it.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.urls import reverse
from django.utils import formats
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from participation.enums import FormState
from participation.models import Form
from projects import queries as project_queries
from projects.models import PlanLine, Project
from reports.models import Report
from samenkracht.core.templatetags.languages import closed_after, open_until, opens_on
from samenkracht.core.templatetags.samenkracht import known_date
from samenkracht.core.values.periods import LOCAL

NOTHING = "–"


@dataclass(frozen=True, slots=True)
class FormLink:
    """A form in the chain: where it stands, how many submissions it has (None: not shown)."""

    form: Form
    state: FormState
    total: int | None

    @property
    def href(self) -> str:
        """Where residents find it; empty while they cannot."""
        findable = self.state != FormState.DRAFT and self.form.project.is_public
        return self.form.get_absolute_url() if findable else ""

    @property
    def state_words(self) -> str:
        """Where it stands, in words."""
        opens, closes = self.form.opens_at, self.form.closes_at
        match self.state:
            case FormState.OPEN:
                return open_until(closes) if closes else _("Open, zonder einddatum")
            case FormState.PLANNED if opens:
                return _("Gaat open op %(moment)s") % {"moment": opens_on(opens)}
            case FormState.CLOSED:
                return closed_after(closes) if closes else _("Gesloten")
            case _:
                return _("Nog niet gepubliceerd")


@dataclass(frozen=True, slots=True)
class ChainLine:
    """One plan line with what hangs on it. ``number`` is None for a line that was taken out of the plan."""

    slug: str  # of the project
    line: PlanLine
    number: int | None
    forms: tuple[FormLink, ...]
    feedback_late: bool
    active: bool
    reported: bool

    @property
    def for_words(self) -> str:
        """For which line an action is, for who hears the action alone."""
        return " " + _("voor “%(input)s”") % {"input": self.line.input}

    @property
    def published(self) -> tuple[FormLink, ...]:
        return tuple(link for link in self.forms if link.state != FormState.DRAFT)

    @property
    def total(self) -> int | None:
        """All submissions for this line; None when they are not for this reader."""
        totals = [link.total for link in self.published]
        return None if None in totals else sum(total for total in totals if total is not None)

    @property
    def is_open(self) -> bool:
        return any(link.state == FormState.OPEN for link in self.forms)

    @property
    def gaps(self) -> int:
        """How many links of this line are missing."""
        return self.misses_form + self.misses_publication + self.feedback_late + self.misses_promise

    @property
    def misses_form(self) -> bool:
        """Whether nobody can give what this line asks, though somebody works on the project."""
        return self.active and self.number is not None and not self.forms

    @property
    def misses_publication(self) -> bool:
        """Whether there are forms, and none that residents can fill in or could."""
        return self.active and self.number is not None and bool(self.forms) and not self.published

    @property
    def misses_promise(self) -> bool:
        """Whether residents were not told when they hear what was done."""
        reported = not (self.line.feedback_due.is_unknown and self.line.feedback_given.is_unknown)
        return self.active and self.number is not None and not reported


def form_link(form: Form, total: int | None, *, at: datetime) -> FormLink:
    return FormLink(form, form.state_at(at), total)


def chain(
    current: Sequence[PlanLine],
    links: Sequence[FormLink],
    reported: Collection[int],
    *,
    slug: str,
    today: date,
    active: bool,
) -> list[ChainLine]:
    """The lines of the plan in order, then lines taken out of it on which forms still hang."""
    by_line: dict[int, list[FormLink]] = {}
    removed: dict[int, PlanLine] = {}
    for link in links:
        if link.form.plan_line is not None:
            by_line.setdefault(link.form.plan_line.pk, []).append(link)
            if link.form.plan_line.removed_at is not None:
                removed[link.form.plan_line.pk] = link.form.plan_line
    places = [(line, number) for number, line in enumerate(current, 1)] + [(line, None) for line in removed.values()]
    return [
        ChainLine(
            slug=slug,
            line=line,
            number=number,
            forms=tuple(by_line.get(line.pk, ())),
            feedback_late=number is not None and project_queries.is_feedback_late(line, today),
            active=number is not None and active,
            reported=any(link.form.pk in reported for link in by_line.get(line.pk, ())),
        )
        for line, number in places
    ]


# --- what stands in each link -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ChainEntry:
    """What a link says: words, perhaps leading somewhere, and a note below. A gap says what is missing, and what to do.

    ``action_of`` is what the action is about, for who hears it without seeing the line.
    """

    text: str | Promise | SafeString
    href: str = ""
    note: str | SafeString = ""
    note_href: str = ""
    is_gap: bool = False
    action: str = ""
    action_href: str = ""
    action_of: str = ""


@dataclass(frozen=True, slots=True)
class ChainLink:
    """One link: how it is drawn (voice, part, gap, wait, or nothing special), what it is called and what it says."""

    kind: str
    label: str
    entries: tuple[ChainEntry, ...]


@dataclass(frozen=True, slots=True)
class Reader:
    """What decides about the actions that a reader of the chain finds in it."""

    writes: bool
    makes_forms: bool
    asks_reports: bool


def links_of(line: ChainLine, report: Report | None, reader: Reader) -> tuple[ChainLink, ...]:
    """The five links of a line of the plan."""
    return (
        promise_link(line),
        forms_link(line, reader),
        contributions_link(line),
        feedback_link(line, reader),
        report_link(line, report, reader),
    )


def promise_link(line: ChainLine) -> ChainLink:
    plan = reverse("plan_page", args=[line.slug])
    if line.number:
        words, place = _("Regel %(n)s") % {"n": line.number}, f"{plan}#regel-{line.line.key}"
    else:
        words, place = _("Naar het plan"), plan
    return ChainLink("voice", _("Planregel"), (ChainEntry(words, place, note=shortened(line.line.from_whom, 8)),))


def forms_link(line: ChainLine, reader: Reader) -> ChainLink:
    """The forms of the line and where they stand, or what is missing before residents can fill one in."""
    if line.misses_publication:
        return ChainLink("gap", _("Formulier"), tuple(unpublished(link, line, reader) for link in line.forms))
    if line.forms:
        label = _("Formulier") if len(line.forms) == 1 else _("Formulieren")
        entries = tuple(ChainEntry(link.form.title, link.href, note=link.state_words) for link in line.forms)
        return ChainLink("voice" if line.published else "part", label, entries)
    if not line.misses_form:
        return ChainLink("wait", _("Formulier"), (ChainEntry(_("Niet gemaakt")),))
    nothing = ChainEntry(_("Er is nog niets gemaakt."), is_gap=True)
    if reader.makes_forms:
        place = f"{reverse('form_add', args=[line.slug])}?regel={line.line.key}"
        nothing = replace(nothing, action=_("Maak een formulier"), action_href=place, action_of=line.for_words)
    return ChainLink("gap", _("Formulier"), (nothing,))


def unpublished(link: FormLink, line: ChainLine, reader: Reader) -> ChainEntry:
    words = _("“%(title)s” is nog niet gepubliceerd.") % {"title": link.form.title}
    if not reader.makes_forms:
        return ChainEntry(words, is_gap=True)
    place = reverse("form_build", args=[line.slug, link.form.slug])
    return ChainEntry(words, is_gap=True, action=_("Maak het af"), action_href=place, action_of=f": {link.form.title}")


def contributions_link(line: ChainLine) -> ChainLink:
    """What came in, beside what was promised; who may not see counts is led to the figures that everybody sees."""
    kind = "voice" if line.published and line.total != 0 else "wait"
    note = _("Stand van nu, alleen voor het team") if line.published and line.total is not None else ""
    return ChainLink(kind, _("Inbreng"), (replace(contributions(line), note=note),))


def contributions(line: ChainLine) -> ChainEntry:
    target = line.line.target_number
    if not line.published:
        return ChainEntry(_("Doel: %(n)s mensen") % {"n": number(target)} if target else NOTHING)
    if line.total is None:
        return ChainEntry(_("Zie het dashboard"), reverse("dashboard"))
    if target:
        return ChainEntry(_("%(n)s van %(target)s") % {"n": number(line.total), "target": number(target)})
    words = ngettext("%(n)s inzending", "%(n)s inzendingen", line.total)
    return ChainEntry(words % {"n": number(line.total)})


def feedback_link(line: ChainLine, reader: Reader) -> ChainLink:
    """What residents heard of what was done, or when they will."""
    label, own = _("Terugkoppeling"), line.line
    change = reverse("line_change", args=[line.slug, own.key])
    if own.feedback_given:
        kind = "gap" if line.feedback_late or line.misses_promise else ""
        return ChainLink(kind, label, (ChainEntry(known_date(own.feedback_given), note=_("Gegeven")),))
    if line.feedback_late:
        note = format_html("{} {}", _("Beloofd:"), known_date(own.feedback_due))
        late = ChainEntry(_("Nog niet gegeven."), is_gap=True, note=note)
        if reader.writes:
            words = _("Schrijf op wat u terugkoppelde")
            late = replace(late, action=words, action_href=change, action_of=line.for_words)
        return ChainLink("gap", label, (late,))
    if own.feedback_due:
        kind = "gap" if line.misses_promise else "wait"
        return ChainLink(kind, label, (ChainEntry(known_date(own.feedback_due), note=_("Beloofd")),))
    if not line.misses_promise:
        return ChainLink("wait", label, (ChainEntry(_("Nog geen datum")),))
    missing = ChainEntry(_("Er is geen datum beloofd."), is_gap=True)
    if reader.writes:
        missing = replace(missing, action=_("Vul een datum in"), action_href=change, action_of=line.for_words)
    return ChainLink("gap", label, (missing,))


def report_link(line: ChainLine, report: Report | None, reader: Reader) -> ChainLink:
    """The report in whose content answers for this line stand."""
    label = _("Rapport")
    if report is not None and line.reported:
        day = formats.date_format(report.as_of.astimezone(LOCAL), "j F Y")
        note = _("Stand van %(day)s") % {"day": day}
        return ChainLink("", label, (ChainEntry(report.title, report.get_absolute_url(), note=note),))
    words = _("Nog geen antwoorden in een rapport") if report is not None else _("Nog geen rapport")
    entry = ChainEntry(words)
    if reader.asks_reports and line.published:
        entry = replace(entry, note=_("Vraag een rapportage aan"), note_href=f"{reverse('report_list')}#nieuw")
    return ChainLink("wait", label, (entry,))


def links_of_nothing(project: Project, report: Report | None, reader: Reader) -> tuple[ChainLink, ...]:
    """The chain of a project whose plan has no lines, or that asks nobody: with its first link missing."""
    slug, plan = project.slug, project.plan
    reported = report if plan.is_without_participation else None
    if plan.is_without_participation:
        note = shortened(plan.no_participation_reason, 12)
        entry = ChainEntry(_("Geen participatie"), reverse("plan_page", args=[slug]), note=note)
        first = ChainLink("", _("Planregel"), (entry,))
    else:
        entry = ChainEntry(_("Het plan heeft nog geen regels. De keten begint met een planregel."), is_gap=True)
        if reader.writes:
            place = reverse("line_add", args=[slug])
            entry = replace(entry, action=_("Maak de eerste regel"), action_href=place)
        first = ChainLink("gap", _("Planregel"), (entry,))
    later = [
        ChainLink("wait", words, (ChainEntry(NOTHING),))
        for words in (_("Formulier"), _("Inbreng"), _("Terugkoppeling"))
    ]
    if reported is None:
        last = ChainLink("wait", _("Rapport"), (ChainEntry(NOTHING),))
    else:
        last = ChainLink("", _("Rapport"), (ChainEntry(reported.title, reported.get_absolute_url()),))
    return (first, *later, last)


def number(value: int) -> str:
    return formats.localize(value)


def shortened(text: str, words: int) -> str:
    return Truncator(text).words(words)
