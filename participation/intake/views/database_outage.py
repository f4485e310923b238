"""The database does not take anything: what somebody filled in comes back to them, and they are told it is not kept.

A page of the form comes back as it was when this process knows the form. Otherwise a plain page carries what was
posted. Either sends the same key again, so that pressing once more never makes a second submission.
"""

import logging
from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from participation.formbuilder.types.characters import drawable
from participation.intake import queries
from participation.intake.services.flow import FillFlow
from participation.intake.views import fill_flow
from samenkracht.core import clock
from samenkracht.core.db.database import NO_DATABASE
from samenkracht.core.web.region import region

logger = logging.getLogger(__name__)

NOT_KEPT = _(
    "Wij kunnen uw antwoorden nu niet bewaren. Dat ligt niet aan u. Wat u invulde staat er nog. "
    "Wacht een minuut en klik dan nog een keer op de knop. U verstuurt niets dubbel."
)

View = Callable[[HttpRequest, str], HttpResponse]


def survives_database_outage(view: View) -> View:
    """For the view that takes posts of the form: without a database they are answered with 503, filled as they were."""

    @wraps(view)
    def door(request: HttpRequest, slug: str) -> HttpResponse:
        try:
            return view(request, slug)
        except NO_DATABASE as error:
            if request.method != "POST":
                raise
            # The error's own words may quote a row.
            logger.warning("filling.not_kept error=%s", type(error).__name__)
            return give_back(request, slug)

    return door


def give_back(request: HttpRequest, slug: str) -> HttpResponse:
    """The page that was posted with what was typed on it; 503."""
    try:
        now = queries.form_now(slug)
        if now is not None:
            flow = FillFlow(now, fill_flow.read(request, now), clock.now())
            if outcome := flow.untouched(NOT_KEPT):
                return fill_flow.draw(outcome, flow, request)
    except NO_DATABASE:
        pass  # this process does not know the form
    return page_of_hidden_fields(request)


def page_of_hidden_fields(request: HttpRequest) -> HttpResponse:
    """A page that needs to know nothing: all that was posted in hidden fields, and a button that posts it again."""
    posted = [(name, drawable(value)) for name, values in request.POST.lists() for value in values]
    page = {
        "fields": [(name, value) for name, value in posted if name not in ("csrfmiddlewaretoken", "go")],
        # Answers that are chosen are keys, which say nothing; what has a space in it was typed.
        "typed": [value for name, value in posted if name.startswith("q-") and " " in value.strip()],
        "go": request.POST.get("go", "next"),
        "path": request.path,
        "token": get_token(request),
        "region": region(),
    }
    return HttpResponse(render_to_string("participation/intake/not_kept.html", page), status=503)
