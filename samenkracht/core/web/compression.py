"""Pages as gzip. What is secret is never pressed together with what somebody else may have put in (BREACH)."""

import struct
import zlib
from collections.abc import Callable, Sequence
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers
from django.utils.text import compress_string

# Smaller ones gain nothing.
WORTH: Final = 1_000
# Random bytes at most in the head of the file, so that the length does not tell what changed inside.
MOST_RANDOM: Final = 100
# Deflate, no time, made anywhere.
GZIP: Final = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"


def accepts_gzip(request: HttpRequest) -> bool:
    """Does this browser read gzip?"""
    return "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", "")


class Compressed:
    """Sends pages as gzip to people who are not logged in.

    Pages of staff go as they are: they hold names beside words from the address. Files are WhiteNoise's business.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if self._is_for_this(request, response):
            patch_vary_headers(response, ["Accept-Encoding"])
            if accepts_gzip(request) and isinstance(response, HttpResponse):
                response.content = compress_string(response.content, max_random_bytes=MOST_RANDOM)
                response.headers["Content-Length"] = str(len(response.content))
                response.headers["Content-Encoding"] = "gzip"
        return response

    @staticmethod
    def _is_for_this(request: HttpRequest, response: HttpResponseBase) -> bool:
        return (
            isinstance(response, HttpResponse)
            and not response.has_header("Content-Encoding")
            and settings.SESSION_COOKIE_NAME not in request.COOKIES
            and response.headers.get("Content-Type", "").startswith("text/html")
            and len(response.content) >= WORTH
        )


class PressedParts:
    """A page with holes as gzip: its parts are pressed once, what fills a hole is put in as it is.

    So the length tells nothing of what stands in the holes, and a request presses nothing.
    """

    __slots__ = ("_parts", "_pressed")

    def __init__(self, parts: Sequence[bytes]) -> None:
        self._parts = tuple(parts)
        ends = [zlib.Z_FULL_FLUSH] * (len(parts) - 1) + [zlib.Z_FINISH]
        self._pressed = tuple(_pressed(part, end) for part, end in zip(parts, ends, strict=True))

    def filled(self, *fillings: bytes) -> bytes:
        """The whole page with these in its holes, as gzip."""
        pieces = [GZIP, self._pressed[0]]
        checksum, size = zlib.crc32(self._parts[0]), len(self._parts[0])
        for filling, part, pressed in zip(fillings, self._parts[1:], self._pressed[1:], strict=True):
            checksum = zlib.crc32(part, zlib.crc32(filling, checksum))
            size += len(filling) + len(part)
            pieces += (_as_it_is(filling), pressed)
        return b"".join((*pieces, struct.pack("<II", checksum, size)))


def _pressed(part: bytes, end: int) -> bytes:
    """Whole blocks that look back at nothing before them and end at a whole byte."""
    press = zlib.compressobj(level=9, wbits=-15)
    return press.compress(part) + press.flush(end)


def _as_it_is(filling: bytes) -> bytes:
    """A block that is not pressed (RFC 1951, 3.2.4)."""
    return struct.pack("<BHH", 0, len(filling), len(filling) ^ 0xFFFF) + filling
