"""Every table has a term (docs/adr/0026). Apps state it in ``apps.ready()``; one job removes what is past it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.apps import apps
from django.db import transaction

BATCH = 5000


@dataclass(frozen=True, slots=True)
class Term:
    """How long rows of ``model`` ("app.Model") are kept; ``after`` None: as long as ``why`` says."""

    model: str
    after: timedelta | None
    field: str
    why: str


_terms: dict[str, Term] = {}


def term(model: str, *, after: timedelta | None, why: str, field: str = "created_at") -> None:
    """State the term of a table, once."""
    _terms[model.lower()] = Term(model, after, field, why)


def terms() -> dict[str, Term]:
    """All stated terms by "app.model" in lower case."""
    return dict(_terms)


def sweep(*, at: datetime) -> dict[str, int]:
    """Remove what is past its term at ``at``; gives the number of removed rows per model. Safe to run twice."""
    removed: dict[str, int] = {}
    for name, kept in _terms.items():
        if kept.after is None:
            continue
        model = apps.get_model(kept.model)
        while True:
            with transaction.atomic():
                due = model._default_manager.filter(**{f"{kept.field}__lt": at - kept.after}).values_list(
                    "pk", flat=True
                )
                batch = list(due[:BATCH])
                removed[name] = removed.get(name, 0) + len(batch)
                model._default_manager.filter(pk__in=batch).delete()
            if len(batch) < BATCH:
                break
    return removed
