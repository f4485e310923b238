"""One page with one form: shown, refused with what was typed, or done and on to the page that it belongs to."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from projects.models import Project
from projects.views.shared import done, page_of
from samenkracht.core.refused import Refused
from samenkracht.core.views import invalid


@dataclass(frozen=True, slots=True)
class FormPage:
    """What stands around the form: heading, what it is for, the button, what is said afterwards, and where it belongs.

    ``back`` is the address of the page that it belongs to, ``parent`` the name of that page.
    """

    heading: str
    save: str
    said: str
    parent: str
    back: str
    intro: str = ""
    nav: str = "projecten"


def answered(
    request: HttpRequest, form: Form, act: Callable[[dict[str, Any]], object], page: FormPage, project: Project | None
) -> HttpResponse:
    """Show the form; act on what was posted; lead on when it is done. Wrong input comes back with 422."""
    context = page_of(project, form=form, page=page) | {"nav": page.nav}
    if request.method != "POST":
        return render(request, "projects/one_form.html", context)
    if not done(form, act):
        return invalid(request, "projects/one_form.html", context)
    messages.success(request, page.said)
    return redirect(page.back)


@dataclass(frozen=True, slots=True)
class Confirmation:
    """A question before something goes: what goes, what stays, and the two verbs. Without ``yes`` it cannot be done."""

    heading: str
    subject: str
    consequence: str
    yes: str
    said: str
    parent: str
    back: str
    nav: str = "projecten"


def asked_first(
    request: HttpRequest, act: Callable[[], object], question: Confirmation, project: Project | None
) -> HttpResponse:
    """Ask; on a post act and lead on."""
    if request.method != "POST":
        context = page_of(project, question=question) | {"nav": question.nav}
        return render(request, "projects/one_question.html", context)
    try:
        act()
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, question.said)
    return redirect(question.back)
