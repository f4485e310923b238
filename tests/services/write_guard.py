"""Only services change the world: a test fails when a view, form, page or task changes rows itself."""

import re
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from types import FrameType
from typing import Any

from tests.services.rooms import room_of

ROOT = Path(__file__).resolve().parents[2]
APPS = ("samenkracht", "projects", "participation", "reports")
# Rooms that only read, ask or draw.
READING_ROOMS = frozenset(
    {"views", "forms", "pages", "tasks", "urls", "queries", "permissions", "collect", "render", "content", "indicators",
     "formbuilder", "analysis", "templatetags", "channels", "context"}
)  # fmt: skip
# What models and fields do, they do for their caller; that one is asked.
PASSED_OVER = frozenset({"models", "enums"})
CHANGES = re.compile(
    r"^\s*(?:WITH\b.*?\b)?(INSERT\s+INTO|INSERT\s+OR|REPLACE\s+INTO|UPDATE|DELETE\s+FROM|TRUNCATE)\s", re.I | re.S
)
TABLE = re.compile(r"(?:INTO|UPDATE|FROM|TRUNCATE)\s+(?:ONLY\s+)?[\"`]?(\w+)[\"`]?", re.I)
# Tables of the libraries (sessions, cache, login): the libraries write them, in the middle of a request.
OF_LIBRARIES = ("django_", "account_", "mfa_", "socialaccount_", "auth_", "cache_entries")
# What Django and allauth write about an account at login and at a change of password.
OF_LOGIN = re.compile(r"^\s*UPDATE\s+\"?accounts_user\"?\s+SET\s+\"?(last_login|password)\"?\s*=", re.I)


class WriteOutsideService(AssertionError):
    """Names the statement's table and the line that caused it."""


def guard(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    """A wrapper for ``connection.execute_wrapper``."""
    refuse_write_outside_service(sql)
    return execute(sql, params, many, context)


def refuse_write_outside_service(sql: str) -> None:
    """Raise WriteOutsideService when the nearest frame of the project stands in a room that must not write."""
    if not CHANGES.match(sql) or OF_LOGIN.match(sql):
        return
    found = TABLE.search(sql)
    table = found.group(1) if found else "?"
    if table.startswith(OF_LIBRARIES):
        return
    frame = nearest_project_frame(sys._getframe(1))
    if frame is None:
        return
    place = Path(frame.f_code.co_filename).relative_to(ROOT)
    if room_of(place) in READING_ROOMS:
        raise WriteOutsideService(f"{place}:{frame.f_lineno} writes to {table}; only services do: {sql[:200]}")


def nearest_project_frame(frame: FrameType | None) -> FrameType | None:
    """The innermost frame of the portal's own code, models passed over; None when a test or a script itself writes."""
    while frame is not None:
        kind = kind_of(frame.f_code.co_filename)
        if kind == "test":
            return None
        if kind == "portal":
            return frame
        frame = frame.f_back
    return None


@cache
def kind_of(file: str) -> str:
    """test, portal (its models passed over), or nothing for code that acts for whoever called it."""
    if not file.startswith(f"{ROOT}/"):
        return ""
    place = Path(file).relative_to(ROOT)
    if place.parts[0] == "tests" and "services" not in place.parts:
        return "test"
    return "portal" if place.parts[0] in APPS and room_of(place) not in PASSED_OVER else ""
