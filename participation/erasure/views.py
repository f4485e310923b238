"""Erasing answers for a resident who calls or mails: the code, what it belongs to, and then the deed.

Between the two steps nothing is kept. The second page shows the code in the field in which it was typed, to be read out
once more, and sends it again in the body: no address, session or log holds it, and what was found is looked up anew.

There is no brake on guessing: who gets in may read and erase every submission anyway, and a code has 94 random bits.
"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from participation.erasure import queries
from participation.erasure.forms import CodeForm, ErasingForm
from participation.intake.services import receipts
from participation.models import Submission
from participation.results import services as tallies
from samenkracht.accounts.guards import StaffRequest, guarded
from samenkracht.accounts.permissions import Permission
from samenkracht.core import clock
from samenkracht.core.web.views import FORM_METHODS, invalid

ASK = "participation/erasure/code.html"
FOUND = "participation/erasure/found.html"
DONE = "participation/erasure/done.html"
NAV = {"nav": "wissen"}


@guarded(Permission.SUBMISSION_FIND)
@sensitive_post_parameters()
@require_http_methods(FORM_METHODS)
def answers_erase(request: StaffRequest) -> HttpResponse:
    """Asks for a code; shows what it belongs to; erases it when that page is sent."""
    if request.method != "POST":
        return render(request, ASK, NAV | {"form": CodeForm()})
    typed = CodeForm(request.POST)
    found = belonging_to(typed)
    if found is None:
        return invalid(request, ASK, NAV | {"form": typed})
    if request.POST.get("go") != "erase":
        again = ErasingForm(initial={"code": receipts.grouped(receipts.read(typed.cleaned_data["code"]))})
        return render(request, FOUND, NAV | {"form": again, "found": found})
    sure = ErasingForm(request.POST)
    if not sure.is_valid():
        return invalid(request, FOUND, NAV | {"form": sure, "found": found})
    tallies.erase(submission=found, by=request.actor, at=clock.now())
    messages.success(request, _("De antwoorden op “%(form)s” zijn gewist.") % {"form": found.form.title})
    return redirect("answers_erased")


def belonging_to(typed: CodeForm) -> Submission | None:
    """The submission whose code was typed. None: then the form says why, of what was erased as of what never was."""
    if not typed.is_valid():
        return None
    try:
        code = receipts.read(typed.cleaned_data["code"])
    except receipts.NotACode:
        typed.add_error("code", _("Deze code klopt niet. Kijk nog eens, of laat hem nog een keer voorlezen."))
        return None
    found = queries.of_receipt(receipts.code_hash(code))
    if found is None:
        typed.add_error("code", _("Bij deze code horen geen antwoorden. Misschien zijn ze al gewist."))
    return found


@guarded(Permission.SUBMISSION_FIND)
@require_safe
def answers_erased(request: HttpRequest) -> HttpResponse:
    """What one can tell the resident; which answers it was is known to nobody any more."""
    return render(request, DONE, NAV)
