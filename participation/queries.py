"""What other floors may ask of participation; the clock is a parameter. Each answer stands with its wing."""

from participation.builder.queries import Working, working_copy
from participation.erasure.queries import of_receipt
from participation.intake.queries import (
    FORM_SECONDS,
    PublicItem,
    after_closing,
    as_shown,
    forget_all,
    forget_forms,
    form_now,
    published_about,
)
from participation.register.queries import (
    asking_municipality_at,
    collecting_between,
    definition_of,
    forms_by_line,
    forms_of,
    lookup_context,
    open_by_project,
    open_ends,
    open_everywhere,
    published_forms,
    step_form,
)
from participation.results.queries import (
    Cell,
    answered_before,
    cells_of,
    live_counts,
    received_by_project,
    response_totals,
)

__all__ = [
    "Cell",
    "FORM_SECONDS",
    "PublicItem",
    "Working",
    "after_closing",
    "answered_before",
    "as_shown",
    "asking_municipality_at",
    "cells_of",
    "collecting_between",
    "definition_of",
    "forget_all",
    "forget_forms",
    "form_now",
    "forms_by_line",
    "forms_of",
    "live_counts",
    "lookup_context",
    "of_receipt",
    "open_by_project",
    "open_ends",
    "open_everywhere",
    "published_about",
    "published_forms",
    "received_by_project",
    "response_totals",
    "step_form",
    "working_copy",
]
