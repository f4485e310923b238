"""The same work in the fewest lines that Django's own way takes."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string

from tests.bench.floor.forms import TwentyQuestions
from tests.bench.floor.models import Item, Sent
from tests.bench.floor.questions import QUESTIONS

MARK = "@@token@@"
PER_PAGE = 20
_halves: list[bytes] = []


def skeleton(request: HttpRequest) -> HttpResponse:
    """The flat form, drawn once; only the token is put in.

    Sent as it is: behind the portal's middleware, gzip of the whole page at each request would be no work of a page
    that is put together from parts.
    """
    if not _halves:
        page = render_to_string("floor/form.html", {"questions": QUESTIONS, "token": MARK})
        _halves.extend(part.encode() for part in page.split(MARK))
    head, tail = _halves
    return HttpResponse(b"".join((head, get_token(request).encode(), tail)), headers={"Content-Encoding": "identity"})


def flat(request: HttpRequest) -> HttpResponse:
    """The questions by hand, in one loop of one template."""
    return render(request, "floor/form.html", {"questions": QUESTIONS, "token": get_token(request)})


def send(request: HttpRequest) -> HttpResponse:
    """Validate, one insert, away."""
    form = TwentyQuestions(request.POST)
    if not form.is_valid():
        return HttpResponse(str(form.errors), status=422)
    Sent.objects.create(answers=form.cleaned_data)
    return HttpResponseRedirect("/")


def listing(request: HttpRequest) -> HttpResponse:
    """Twenty of many, by one state, with how many there are."""
    items = Item.objects.filter(state=request.GET["state"]).order_by("title")
    return render(request, "floor/list.html", {"items": items[:PER_PAGE], "found": items.count()})
