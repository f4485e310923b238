"""Pages as gzip: whole for whoever reads them, and telling nothing by their length."""

import gzip

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import RequestFactory

from samenkracht.core.web.compression import Compressed, PressedParts

PAGE = "<p>Een woord dat vaak terugkomt.</p>" * 60


def sent(response: HttpResponse, *, session: bool = False, **headers: str) -> HttpResponse:
    """What leaves for a browser that reads gzip."""
    request = RequestFactory().get("/", **{"HTTP_ACCEPT_ENCODING": "gzip, br"} | headers)
    if session:
        request.COOKIES[settings.SESSION_COOKIE_NAME] = "s"
    return Compressed(lambda _request: response)(request)


def test_a_page_for_everybody_is_pressed_and_comes_back_whole():
    answer = sent(HttpResponse(PAGE))

    assert gzip.decompress(answer.content).decode() == PAGE
    assert len(answer.content) < len(PAGE) / 5
    assert (answer["Content-Encoding"], answer["Vary"]) == ("gzip", "Accept-Encoding")
    assert answer["Content-Length"] == str(len(answer.content))


def test_the_same_page_has_another_length_each_time():
    assert len({len(sent(HttpResponse(PAGE)).content) for _number in range(40)}) > 5


@pytest.mark.parametrize(
    ("response", "more"),
    [
        (HttpResponse(PAGE), {"session": True}),
        (HttpResponse(PAGE), {"HTTP_ACCEPT_ENCODING": "br"}),
        (HttpResponse(b"%PDF" * 900, content_type="application/pdf"), {}),
        (HttpResponse("<p>Kort.</p>"), {}),
    ],
    ids=["who is logged in", "who reads no gzip", "what is no page", "what is short"],
)
def test_the_rest_goes_as_it_is(response, more):
    before = response.content

    answer = sent(response, **more)

    assert answer.content == before
    assert not answer.has_header("Content-Encoding")


@pytest.mark.parametrize("fillings", [(b"t" * 64, b"k" * 32), (b"", b""), (PAGE.encode(), PAGE.encode())])
def test_a_page_with_holes_is_whole_gzip(fillings):
    parts = (PAGE.encode(), b'"><input value="', PAGE.encode())

    page = gzip.decompress(PressedParts(parts).filled(*fillings))

    assert page == parts[0] + fillings[0] + parts[1] + fillings[1] + parts[2]


def test_what_fills_a_hole_is_pressed_together_with_nothing():
    """A filling that stands elsewhere on the page would be found by its length, were it pressed with the rest."""
    parts = PressedParts((b"<p>" + b"0123456789abcdef" * 40, b"</p>", b"0123456789abcdef" * 40))
    known, other = b"0123456789abcdef", b"fedcba9876543210"

    assert len(parts.filled(known, known)) == len(parts.filled(other, other))
    assert known in parts.filled(known, other)
