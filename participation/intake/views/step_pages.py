"""How a step is drawn: live when it holds answers, otherwise from the page that is kept ready.

Both come from one template and one context, without anything of the visitor but token and key; so they are equal for
everybody but for these two placeholders (docs/adr/0014).
"""

import hashlib
import secrets
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.translation import get_language

from participation.formbuilder.build import StepForm
from participation.formbuilder.path import path
from participation.intake.queries import FormNow
from participation.intake.services import prerendered
from participation.models import FormVersion
from participation.register import queries
from samenkracht.core.security.tokens import bare_token
from samenkracht.core.values.json import digest
from samenkracht.core.values.periods import local_day, midnight
from samenkracht.core.web import languages
from samenkracht.core.web.compression import accepts_gzip
from samenkracht.core.web.region import region

# What draws a page.
SOURCES = ("templates", "participation", "samenkracht/core", "samenkracht/locale")
# Files that a page names; under another name (their hash, in production) the page is another one.
NAMED = ("css/public.css", "icons.svg", "favicon.svg", "fonts/source-sans-3-latin-wght-normal.woff2")


def step_html(
    now: FormNow, version: FormVersion, index: int, form: StepForm, *, token: str, key: str, **extra: Any
) -> str:
    """The page of one step. ``extra``: note (words on top), returning (go back to the overview after this),
    stale (the page before this one had expired).
    """
    definition = queries.definition_of(version)
    way = path(definition, {})
    context = {
        "now": now,
        "version_id": version.pk,
        "form": form,
        "step": definition.steps[index],
        "number": index + 1,
        "steps": len(way),
        "pages": way.pages,
        "token": token,
        "key": key,
        "region": region(now.edition),
        "others": languages.elsewhere("form_fill", slug=now.slug),
    }
    return render_to_string("participation/intake/step.html", context | extra)


def prerendered_page(
    request: HttpRequest, now: FormNow, version: FormVersion, index: int, *, key: str, at: datetime
) -> HttpResponse:
    """The empty step, from bytes that are kept ready."""
    if settings.DEBUG:  # while developing, templates change under a running process
        forget_pages()
    parts = _parts(
        connection.settings_dict["NAME"], now, version.pk, index, get_language() or "nl", local_day(at).toordinal()
    )
    if not accepts_gzip(request):
        return HttpResponse(parts.filled(token=get_token(request), key=key), headers={"Vary": "Accept-Encoding"})
    pressed = parts.pressed.filled(bare_token(request).encode(), key.encode())
    return HttpResponse(pressed, headers={"Vary": "Accept-Encoding", "Content-Encoding": "gzip"})


@lru_cache(maxsize=1024)
def _parts(database: str, now: FormNow, version_id: int, index: int, language: str, day: int) -> prerendered.Parts:
    at = midnight(date.fromordinal(day))
    version = queries.version_of(now.form_id, version_id)
    if version is None:
        raise ValueError("only a version of this form is prepared")
    stamp = page_stamp(now, at)
    found = prerendered.find(version_id=version_id, step=index, language=language, stamp=stamp)
    if found is None:
        found = prepare(now, version, index, at=at)
        prerendered.store(version_id=version_id, step=index, language=language, stamp=stamp, parts=found, at=at)
    return found


def forget_pages() -> None:
    """Make this process as if it had just started: for tests, whose databases use the same numbers again."""
    _parts.cache_clear()
    build.cache_clear()


@cache
def build() -> str:
    """Another one after every change of what draws a page: a stored page must not outlive its code, release or not."""
    base, drawing = settings.BASE_DIR, (".html", ".py", ".mo")
    files = sorted(path for name in SOURCES for path in (base / name).rglob("*") if path.suffix in drawing)
    known = [[str(path.relative_to(base)), hashlib.sha256(path.read_bytes()).hexdigest()] for path in files]
    return digest([settings.RELEASE, known])


def page_stamp(now: FormNow, at: datetime) -> str:
    """Everything outside version, step and language from which a page is made; another stamp is another page."""
    files = [static(name) for name in NAMED]
    return digest(
        [
            build(),
            *files,
            settings.MODE,
            queries.lookup_context(at, now.edition).fingerprint,
            *now.shown,
        ]
    )


def prepare(now: FormNow, version: FormVersion, index: int, *, at: datetime) -> prerendered.Parts:
    """Draw a step once with random marks as its two placeholders, and cut it there.

    A fixed mark could be typed in a label.
    """
    token, key = secrets.token_hex(16), secrets.token_hex(16)
    form = queries.step_form(version, index, at=at, edition=now.edition)()
    page = step_html(now, version, index, form, token=token, key=key)
    if page.count(token) != 1 or page.count(key) != 1 or page.index(token) > page.index(key):
        raise RuntimeError("a prepared page has exactly two placeholders, the token's before the key's")
    head, rest = page.split(token)
    middle, tail = rest.split(key)
    return prerendered.Parts(head.encode(), middle.encode(), tail.encode())
