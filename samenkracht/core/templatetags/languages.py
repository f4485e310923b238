"""What templates need to know of languages: where else a page stands, and which words stay in the region's own."""

from datetime import datetime
from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from samenkracht.core.values.periods import midnight, whole_days_until
from samenkracht.core.web import languages
from samenkracht.core.web.page_cache import asked_of

register = template.Library()


@register.simple_tag(takes_context=True)
def other_languages(context: template.Context) -> list[languages.Elsewhere]:
    """The same page in the other languages; none for pages of staff and for the answer to a post."""
    request: HttpRequest | None = context.get("request")
    if request is None or request.method not in ("GET", "HEAD") or request.resolver_match is None:
        return []
    match = request.resolver_match
    # Never what a link from elsewhere carries along: the page is kept for others, who would carry it too.
    query = urlencode(asked_of(request, getattr(match.func, "asks", ())))
    found = languages.elsewhere(match.view_name, *match.args, **match.kwargs)
    return [languages.Elsewhere(one.code, one.name, f"{one.url}?{query}" if query else one.url) for one in found]


@register.simple_tag
def other_homes() -> list[languages.Elsewhere]:
    """The home page in the other languages, for an error page: it says nothing of the address that was asked."""
    return languages.elsewhere("home")


@register.simple_tag(takes_context=True)
def alternates(context: template.Context) -> list[tuple[str, str]]:
    """For search engines: every language with the whole address of this page, without what was asked of it."""
    others = other_languages(context)
    if not others:
        return []
    addresses = [(one.code, one.url.partition("?")[0]) for one in others]
    here = (get_language() or settings.LANGUAGE_CODE, context["request"].path)
    return [(code, settings.BASE_URL + path) for code, path in sorted([here, *addresses])]


@register.simple_tag
def own_words(words: object = "") -> SafeString:
    """``<p{% own_words %}>`` marks what the region wrote, in its own language, on a page in another one.

    Words that may be ours as well are given along: ours are lazy, and then nothing is marked. So are words that the
    region may have written in the language of the page too.
    """
    if isinstance(words, Promise) or not languages.is_translated():
        return SafeString("")
    if isinstance(words, languages.OwnWords) and not words.is_foreign:
        return SafeString("")
    return SafeString(f' lang="{settings.LANGUAGE_CODE}"')


@register.simple_tag
def our_words() -> SafeString:
    """The other way round: words of the page itself inside what ``own_words`` marked."""
    return SafeString(f' lang="{get_language()}"' if languages.is_translated() else "")


@register.simple_tag
def in_own_words() -> bool:
    """Whether the page is in the language of the region's own texts."""
    return not languages.is_translated()


@register.filter
def clock(at: datetime) -> str:
    """The hour of an instant, as people say it: 14.05 uur, or 14:05."""
    # Translators: how hours and minutes are written, in the signs of Django's date filter.
    return date_format(timezone.localtime(at), _("H.i \\u\\u\\r"))


@register.filter
def day_and_clock(at: datetime) -> str:
    """An instant as people say it: 12 juni 2027, 14.05 uur, or 12 June 2027, 14:05."""
    return f"{date_format(timezone.localtime(at), 'j F Y')}, {clock(at)}"


@register.filter
def open_until(closes_at: datetime) -> str:
    """THE way to say until when something is open: with its last day, or with the hour when it closes by day."""
    if last := whole_days_until(closes_at):
        return _("Open tot en met %(day)s") % {"day": date_format(last, "j F Y")}
    return _("Open tot %(moment)s") % {"moment": day_and_clock(closes_at)}


@register.filter
def closed_since(closes_at: datetime) -> str:
    """The same of something that is no longer open, in a sentence."""
    if last := whole_days_until(closes_at):
        return _("Hij was open tot en met %(day)s.") % {"day": date_format(last, "j F Y")}
    return _("Hij sloot op %(moment)s.") % {"moment": day_and_clock(closes_at)}


@register.filter
def closed_after(closes_at: datetime) -> str:
    """The same in a few words, for beside a title."""
    if last := whole_days_until(closes_at):
        return _("Gesloten na %(day)s") % {"day": date_format(last, "j F Y")}
    return _("Gesloten op %(moment)s") % {"moment": day_and_clock(closes_at)}


@register.filter
def opens_on(opens_at: datetime) -> str:
    """From when something is open: a day, with the hour when it does not open at midnight."""
    at = timezone.localtime(opens_at)
    return date_format(at, "j F Y") if at == midnight(at.date()) else day_and_clock(at)
