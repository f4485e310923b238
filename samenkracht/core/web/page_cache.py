"""Copies that a process trusts for a moment, so that a rush costs it one look and one drawing, not thousands.

The row stays the truth: nothing is decided by a copy, and a process never hands one out for longer than it said.
"""

import gzip
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from functools import partial, wraps
from time import monotonic
from typing import Any, Final, Generic, TypeGuard, TypeVar

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers

from samenkracht.core.web.compression import WORTH, accepts_gzip

V = TypeVar("V")
View = Callable[..., HttpResponseBase]
# Pages that one process keeps, and bytes of the largest: whoever asks for all kinds of addresses fills 20 MB at most.
MOST_PAGES: Final = 60
LARGEST: Final = 250_000


class TTLCache(Generic[V]):
    """At most ``most`` values of this process, each with when it was put here (seconds of ``monotonic``).

    Each database has its own: tests use several under the same names.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._values: dict[Hashable, tuple[float, V]] = {}

    def set(self, key: Hashable, value: V) -> None:
        if len(self._values) >= self._most:
            self._values.clear()
        self._values[_here(key)] = (monotonic(), value)

    def get(self, key: Hashable, *, seconds: float | None = None) -> tuple[V] | None:
        """The value alone in a tuple, when it is there and not older than ``seconds`` (None: of any age)."""
        found = self._values.get(_here(key))
        if found is None or (seconds is not None and monotonic() - found[0] >= seconds):
            return None
        return (found[1],)

    def __len__(self) -> int:
        return len(self._values)

    def clear(self) -> None:
        """Look again at once."""
        self._values.clear()


def _here(key: Hashable) -> Hashable:
    return (connection.settings_dict["NAME"], key)


@dataclass(slots=True)
class _Page:
    """A drawn page: as it is, and as gzip once somebody wanted that."""

    content: bytes
    headers: dict[str, str]
    pressed: bytes = field(default=b"")

    def answer(self, request: HttpRequest) -> HttpResponse:
        if not accepts_gzip(request) or len(self.content) < WORTH:
            return HttpResponse(self.content, headers=self.headers)
        # It holds nothing secret (see below), so its length may be the same each time.
        self.pressed = self.pressed or gzip.compress(self.content, compresslevel=6, mtime=0)
        answer = HttpResponse(self.pressed, headers=self.headers | {"Content-Encoding": "gzip"})
        patch_vary_headers(answer, ["Accept-Encoding"])
        return answer


pages: TTLCache[_Page] = TTLCache(MOST_PAGES)


def cache_anonymous(view: View) -> View:
    """A public page that depends on nothing that is asked behind its path; see ``cache_anonymous_by``."""
    return cache_anonymous_by()(view)


def cache_anonymous_by(*names: str) -> Callable[[View], View]:
    """A public page that is drawn once a second per process (``PAGE_SECONDS``) for all who come with nothing.

    So it may depend on nothing but its path, what is asked by these names behind it, the database and the clock. It
    is not kept when it is another answer than 200, sets a cookie or holds a token, and not for whoever carries a
    cookie (but that of the token): who is logged in sees what is written in that very moment.
    """
    return partial(_cached, names=names)


def asked_of(request: HttpRequest, names: Iterable[str]) -> list[tuple[str, str]]:
    """What is asked by these names, in the order of the address. Whatever else a link carries along is no question."""
    return [(name, value) for name, values in request.GET.lists() if name in names for value in values]


def _cached(view: View, *, names: tuple[str, ...]) -> View:
    theirs = {settings.CSRF_COOKIE_NAME}

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not settings.PAGE_SECONDS or request.method != "GET" or request.COOKIES.keys() - theirs:
            return view(request, *args, **kwargs)
        # The host too: what one name was asked for is no answer for another one.
        key = (request.get_host(), request.path, *asked_of(request, names))
        if kept := pages.get(key, seconds=settings.PAGE_SECONDS):
            return kept[0].answer(request)
        response = view(request, *args, **kwargs)
        if not _is_equal_for_everybody(response, request):
            return response
        page = _Page(response.content, dict(response.headers))
        pages.set(key, page)
        return page.answer(request)

    # Where the page stands in another language, the same is asked (templatetags/languages.py).
    answered.asks = names  # type: ignore[attr-defined]
    return answered


def _is_equal_for_everybody(response: HttpResponseBase, request: HttpRequest) -> TypeGuard[HttpResponse]:
    return (
        isinstance(response, HttpResponse)
        and response.status_code == 200
        and not response.cookies
        and "CSRF_COOKIE_NEEDS_UPDATE" not in request.META
        and not response.has_header("Content-Encoding")
        and len(response.content) <= LARGEST
    )
