"""What the example region holds, counted from its rows, so that what is said of it can be checked."""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from django.db.models import Count

from participation.models import Form, Submission
from participation.queries import definition_of
from projects.enums import PlanStatus
from projects.models import CooperationAgenda, ImprovementProposal, Meeting, Municipality, ParticipationPlan, Project
from reports.models import Evaluation, Proposal, Report, Treatment
from samenkracht.audit.models import AuditEvent

Counts = dict[str, int]
OWN_WORDS: Final = frozenset({"long_text", "short_text"})


def counted() -> dict[str, Counts]:
    """Under each heading how many there are of what."""
    return {
        "region": {
            "municipalities": Municipality.objects.count(),
            "agendas": CooperationAgenda.objects.count(),
            "programmes with projects": Project.objects.exclude(programme=None).values("programme").distinct().count(),
            "projects": Project.objects.count(),
            "audit events": AuditEvent.objects.count(),
        },
        "projects by state": dict(by(Project, "state")),
        "projects by phase": dict(by(Project, "phase")),
        "plans": plans(),
        "forms": {"all": Form.objects.count(), "published": Form.objects.exclude(published_version=None).count()},
        "submissions": {"all": Submission.objects.count(), "different open answers": len(set(open_answers()))},
        "submissions by form": dict(by(Submission, "form__slug")),
        "submissions by channel": dict(by(Submission, "channel")),
        "reports": dict(by(Report, "kind", "status")),
        "evaluations": {
            "closed": Evaluation.objects.exclude(closed_at=None).count(),
            "open": Evaluation.objects.filter(closed_at=None).count(),
        },
        "improvements": dict(by(ImprovementProposal, "state")),
        "meetings": {"all": Meeting.objects.count(), "cancelled": Meeting.objects.exclude(cancelled_at=None).count()},
        "proposals": {
            "all": Proposal.objects.count(),
            "closed": Proposal.objects.exclude(closed_at=None).count(),
            "on no agenda": Proposal.objects.filter(treatments=None).count(),
        },
        "treatments": {key or "to come": n for key, n in by(Treatment, "outcome")},
    }


def by(model: type, *names: str) -> Iterator[tuple[str, int]]:
    """How many rows there are of each value of these columns."""
    rows = model._default_manager.order_by().values_list(*names).annotate(n=Count("pk")).order_by(*names)  # type: ignore[attr-defined]
    for *values, n in rows:
        yield " ".join(map(str, values)), n


def plans() -> Counts:
    """The plans by where they stand; those without participation and those without a line are counted apart."""
    found: Counter[str] = Counter()
    for plan in ParticipationPlan.objects.prefetch_related("lines"):
        if plan.is_without_participation:
            found["no participation"] += 1
        elif not plan.lines.all():
            found["missing"] += 1
        else:
            found[PlanStatus(plan.status).value] += 1
    return dict(found)


def open_answers() -> Iterator[str]:
    """What residents wrote in words of their own."""
    words = {
        form.pk: [q.key for q in definition_of(form.published_version).questions() if q.kind in OWN_WORDS]
        for form in Form.objects.select_related("published_version")
        if form.published_version
    }
    for form_id, answers in Submission.objects.values_list("form_id", "answers"):
        for key in words[form_id]:
            text = answers["a"].get(key)
            if isinstance(text, str):  # what is encrypted stays encrypted
                yield text


def lines() -> Iterator[str]:
    """For a terminal."""
    for heading, counts in counted().items():
        yield heading
        for name, n in counts.items():
            yield f"  {name:<32} {n:>6}"
