"""The route table against the portal: what each actor gets is derived from the matrix, never from the code."""

import hashlib
import re
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import connection, transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.cast import Cast
from tests.services.write_guard import TABLE

HERE = Path(__file__).parent
UNWATCHED_TABLES = {"django_session"}
UNWATCHED_COLUMNS = {("accounts_user", "last_login")}
READS = re.compile(r"\s*(SELECT|SAVEPOINT|RELEASE|ROLLBACK)\b", re.I)
CHANGING = ("POST", "PUT", "PATCH", "DELETE")
ALL_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
# allauth's and Django's generic class-based views describe themselves; a description changes nothing.
DESCRIBING = ("OPTIONS", "HEAD")

# Public pages without anything personal may be kept by the reader's own browser for a moment, never by a proxy.
WANTED_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@dataclass(frozen=True)
class Route:
    """One line of routes.toml."""

    name: str
    methods: tuple[str, ...]
    permission: str = "public"
    object: str = ""
    kind: str = "page"
    post: dict[str, Any] = field(default_factory=dict, hash=False)
    cannot_be_wrong: tuple[str, ...] = ()
    note: str = ""
    page: str = ""


@lru_cache
def matrix() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads((HERE / "matrix.toml").read_text())


@lru_cache
def routes() -> tuple[Route, ...]:
    lines = tomllib.loads((HERE / "routes.toml").read_text())["route"]
    return tuple(
        Route(**(line | {n: tuple(line.get(n, ())) for n in ("methods", "cannot_be_wrong")})) for line in lines
    )


def served_names(patterns: list[Any] | None = None) -> dict[str, list[Any]]:
    """Every route that the portal serves: its name (or its pattern where it has none) and its callbacks."""
    found: dict[str, list[Any]] = {}
    for entry in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(entry, URLResolver):
            for name, callbacks in served_names(entry.url_patterns).items():
                found.setdefault(name, []).extend(callbacks)
        elif isinstance(entry, URLPattern):
            found.setdefault(entry.name or str(entry.pattern), []).append(entry.callback)
    return found


def allowed(permission: str, part: str, column: str) -> bool:
    """What the matrix says of ``part``; ``column`` is own, other or kind."""
    named = matrix()[permission].get(column, [])
    groups = matrix()["groups"]
    return part in {one for name in named for one in groups.get(name, [name])}


def expected(route: Route, part: str, column: str) -> str:
    """served, login, hidden (404 like a missing one), forbidden (403)."""
    if route.permission == "public":
        return "served"
    if part == "resident":
        return "login"
    if not route.object or route.kind == "kind":
        known = "served" if column != "missing" else "hidden"
        return known if allowed(route.permission, part, "kind") else "forbidden"
    if column == "missing":
        return "hidden"
    return "served" if allowed(route.permission, part, column) else "hidden"


def outcome(response: Any) -> str:
    """What an answer means."""
    if response.status_code == 302 and response["Location"].startswith("/inloggen/"):
        return "login"
    return {403: "forbidden", 404: "hidden", 405: "method"}.get(response.status_code, "served")


def body(response: Any) -> str:
    """The body without what differs by request: tokens and the path asked for."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    text = content.decode("utf-8", "replace")
    return re.sub(r'(name="csrfmiddlewaretoken" value="|name="key" value=")[^"]*', r"\1", text)


def complaints(response: Any) -> list[str]:
    """What the headers of an answer lack, or say too much."""
    found = [f"{name}: {response.get(name)!r}" for name, value in WANTED_HEADERS.items() if response.get(name) != value]
    policy = response.get("Content-Security-Policy", "")
    for part in ("default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'"):
        if part not in policy:
            found.append(f"policy lacks {part}")
    found += [f"policy has {word}" for word in ("unsafe-inline", "unsafe-eval", "http:", " * ") if word in policy]
    if "no-store" not in response.get("Cache-Control", ""):
        found.append(f"Cache-Control: {response.get('Cache-Control')!r}")
    return found


def database_hash(*, without: tuple[str, ...] = ()) -> str:
    """A digest over all rows of all tables but sessions and the moment of the last login."""
    total = hashlib.sha256()
    with connection.cursor() as cursor:
        for table, statement in whole_tables(connection.vendor):
            if table not in without:
                total.update(table.encode())
                cursor.execute(statement)
                for row in cursor:
                    total.update(repr([bytes(v) if isinstance(v, memoryview) else v for v in row]).encode())
    return total.hexdigest()


@lru_cache
def whole_tables(vendor: str) -> list[tuple[str, str]]:
    """Each watched table, and what reads all of it. Asked for hundreds of times: querysets would be built each time."""
    found = []
    for model in sorted(apps.get_models(include_auto_created=True), key=lambda m: m._meta.db_table):
        table = model._meta.db_table
        if table not in UNWATCHED_TABLES:
            columns = [f.attname for f in model._meta.concrete_fields if (table, f.column) not in UNWATCHED_COLUMNS]
            found.append((table, str(model._default_manager.order_by("pk").values_list(*columns).query)))
    return found


@dataclass
class Watch:
    """Whether the watched tables changed. It is known when the block has ended."""

    changed: bool = False


@contextmanager
def undone(*, look: bool = True, without: tuple[str, ...] = ()) -> Iterator[Watch]:
    """Undo what the block changes; with ``look``, tell whether there was something to undo.

    Who wrote to no watched table changed nothing; so the whole database is read only after a statement that did.
    """
    watch, after = Watch(), ""
    with transaction.atomic():
        with written() as tables:
            yield watch
        if look and tables - set(without):
            after = database_hash(without=without)
        transaction.set_rollback(True)
    watch.changed = bool(after) and after != database_hash(without=without)


@contextmanager
def written() -> Iterator[set[str]]:
    """The watched tables that statements inside the block wrote to; ``?`` when a statement does not tell."""
    tables: set[str] = set()

    def look(execute: Any, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        if not READS.match(sql):
            found = TABLE.search(sql)
            tables.add(found[1] if found else "?")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(look):
        yield tables
    tables -= UNWATCHED_TABLES


def login_as(cast: Cast, part: str, **headers: str) -> Client:
    """A fresh client, logged in as ``part`` unless it is the resident."""
    client = Client(raise_request_exception=False, **headers)
    if part != "resident":
        client.force_login(cast.users[part])
    return client


def address(route: Route, arguments: dict[str, Any]) -> str:
    return str(reverse(route.name, kwargs=arguments))
