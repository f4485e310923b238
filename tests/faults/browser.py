"""One resident's requests, and the board on which all of them show what is in flight. Standard library only."""

import mmap
import struct
import threading
import time
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlencode

BOARD = struct.Struct("=8q")
PATIENCE = 20.0


class Board:
    """Numbers that another process can read at any moment, without asking: what is in flight right now."""

    NAMES = ("came", "left", "acknowledged", "refused", "requests_in_flight", "sends_in_flight", "unknown", "requests")

    def __init__(self, path: Path, *, new: bool = False) -> None:
        if new:
            path.write_bytes(b"\0" * BOARD.size)
        with path.open("r+b") as file:
            self._map = mmap.mmap(file.fileno(), BOARD.size)
        self._lock = threading.Lock()

    def add(self, name: str, amount: int = 1) -> None:
        place = self.NAMES.index(name) * 8
        with self._lock:
            (now,) = struct.unpack_from("=q", self._map, place)
            struct.pack_into("=q", self._map, place, now + amount)

    def read(self) -> dict[str, int]:
        return dict(zip(self.NAMES, BOARD.unpack(self._map[:]), strict=True))


@dataclass(frozen=True)
class Answer:
    """A complete answer of the portal."""

    status: int
    body: str
    location: str


class CutOff(Exception):
    """No complete answer came; nobody knows what happened."""


@dataclass
class Browser:
    """Cookies and requests of one resident. Speaks as the proxy in front of the portal does: HTTPS outside."""

    port: int
    board: Board
    cookies: dict[str, tuple[str, str]] = field(default_factory=dict)
    took: float = 0.0

    def ask(self, method: str, path: str, values: dict[str, str] | None = None, *, leave: bool = False) -> Answer:
        """One request. With ``leave`` the resident closes the connection without reading the answer."""
        origin = f"https://127.0.0.1:{self.port}"
        cookies = "; ".join(
            f"{name}={value}" for name, (value, under) in self.cookies.items() if path.startswith(under)
        )
        headers = {"X-Forwarded-Proto": "https", "Origin": origin, "Referer": origin + path, "Accept-Language": "nl"}
        headers |= {"Cookie": cookies} if cookies else {}
        body = None
        if values is not None:
            body = urlencode(values)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        flight = ["requests", "requests_in_flight"] + (["sends_in_flight"] if method == "POST" else [])
        for name in flight:
            self.board.add(name)
        began = time.monotonic()
        try:
            connection.request(method, path, body, headers)
            if leave:
                raise CutOff("walked away")
            response = connection.getresponse()
            text = response.read().decode()
        except (OSError, HTTPException, UnicodeDecodeError) as error:
            raise CutOff(type(error).__name__) from error
        finally:
            self.took = time.monotonic() - began
            connection.close()
            for name in flight[1:]:
                self.board.add(name, -1)
        self._keep_cookies(response.headers.get_all("Set-Cookie") or [])
        return Answer(response.status, text, response.headers.get("Location", ""))

    def _keep_cookies(self, lines: list[str]) -> None:
        for line in lines:
            first, *attributes = [part.strip() for part in line.split(";")]
            name, _, value = first.partition("=")
            under = next((a[5:] for a in attributes if a.lower().startswith("path=")), "/")
            self.cookies[name] = (value.strip('"'), under)
