"""The tags of our templates: icons, components, dates, numbers. Others: tables.py, accounts/templatetags/rights.py."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from django import template
from django.conf import settings
from django.forms import BaseForm, BoundField, widgets
from django.template.base import FilterExpression, NodeList, Parser, Token, token_kwargs
from django.template.loader import get_template
from django.templatetags.static import static
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from samenkracht.core.templatetags.crispy_samenkracht import sentences
from samenkracht.core.values import phone
from samenkracht.core.values.dates import KnownDate
from samenkracht.core.values.numbers import format_number
from samenkracht.core.web.region import Region
from samenkracht.core.web.region import region as the_region
from samenkracht.core.web.row_actions import row_actions

register = template.Library()

# The outline of a state; a state is never shown by its tint alone.
ICON_OF_KIND = {
    "ok": "ok",
    "let": "let",
    "nood": "nood",
    "info": "info",
    "wacht": "clock",
    "half": "half",
    "rust": "nee",
    "leeg": "leeg",
    "brem": "chat",
}
# Kinds that share the tint of another one and have an outline of their own.
TINT_OF_KIND = {"wacht": "info", "half": "let"}


@cache
def icon_names() -> frozenset[str]:
    """The names of all icons in the sprite."""
    sprite = (Path(settings.BASE_DIR) / "static" / "icons.svg").read_text(encoding="utf-8")
    return frozenset(part.split('"', 1)[0] for part in sprite.split('<symbol id="')[1:])


@register.simple_tag
def icon(name: str) -> SafeString:
    """One icon from the sprite, hidden from assistive technology: words stand beside it.

    Outside production an unknown name is a KeyError.
    """
    if name not in icon_names() and not settings.PRODUCTION:
        raise KeyError(f"static/icons.svg has no icon {name!r}")
    return _drawn_icon(name)


@lru_cache(maxsize=256, typed=True)
def _drawn_icon(name: str) -> SafeString:
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}#{}"/></svg>', static("icons.svg"), name)


@register.simple_tag
def all_icons() -> list[str]:
    """The names of all icons, for the gallery."""
    return sorted(icon_names())


@register.simple_tag(takes_context=True)
def component(context: template.Context, name: str, **values: Any) -> SafeString:
    """Render templates/components/<name>.html with these values and nothing else of the page, except the request."""
    if name in ("badge", "note"):
        kind = values.setdefault("kind", "info")
        values.setdefault("icon", ICON_OF_KIND.get(kind, "info"))
        values["tint"] = TINT_OF_KIND.get(kind, kind)
    if name == "badge" and isinstance(text := values.get("text"), str | Promise):
        return _drawn_badge(values["tint"], values["icon"], str(text))
    if name == "step-count":
        values["dots"] = [
            "step-dots__done" if n < values["step"] else "step-dots__current" if n == values["step"] else ""
            for n in range(1, values["steps"] + 1)
        ]
    if name == "field":
        values["field"].label = values.get("label", values["field"].label)
        values["field"].help_text = values.get("hint", values["field"].help_text)
        values["field"].field.widget.attrs.pop("placeholder", None)
    return SafeString(get_template(f"components/{name}.html").render(values | {"request": context.get("request")}))


ROW_OPTIONS = {"first", "last", "moves", "changes", "removes", "quoted", "worded"}


@register.simple_tag(takes_context=True, name="row_actions")
def row_actions_tag(context: template.Context, noun: str, words: Any, *address: Any, **options: Any) -> SafeString:
    """What may be done with a row: ``{% row_actions "goal" goal.text project.slug goal.pk first=... last=... %}``.

    Up and down unless it is the ``first`` or ``last`` one or ``moves=False``; change unless ``changes=False``; take
    away unless ``removes=False``. ``quoted=False``: the words are a name already. ``worded=False``: icons alone show.
    """
    if unknown := options.keys() - ROW_OPTIONS:
        raise TypeError(f"row_actions knows no {sorted(unknown)}")
    wanted = {
        "up": options.get("moves", True) and not options.get("first"),
        "down": options.get("moves", True) and not options.get("last"),
        "change": options.get("changes", True),
        "remove": options.get("removes", True),
    }
    named = words if options.get("quoted", True) is False else f"“{words}”"
    actions = row_actions(noun, named, address, [name for name, is_wanted in wanted.items() if is_wanted])
    shown = {"actions": actions, "worded": options.get("worded", True), "csrf_token": context.get("csrf_token")}
    return SafeString(get_template("components/row-actions.html").render(shown))


@lru_cache(maxsize=256, typed=True)
def _drawn_badge(tint: str, icon: str, text: str) -> SafeString:
    """Lists say the same few words in many rows. By type too: a text that is markup is another one than its letters."""
    return SafeString(get_template("components/badge.html").render({"tint": tint, "icon": icon, "text": text}))


class CardNode(template.Node):
    """``{% card "id" title kind="mt-5" %} beside the title {% cardbody %} body {% endcard %}``; see ``card``."""

    child_nodelists = ("beside", "body")

    def __init__(self, name: str, title: FilterExpression, options: dict[str, str], parts: Sequence[NodeList]) -> None:
        self.name, self.title = name, title
        self.kind, self.anchor = options.get("kind", ""), options.get("anchor", "")
        *beside, self.body = parts
        self.beside = beside[0] if beside else NodeList()

    def render(self, context: template.Context) -> SafeString:
        shown = {
            "name": self.name,
            "title": self.title.resolve(context),
            "kind": self.kind,
            "anchor": self.anchor,
            "beside": self.beside.render(context),
            "body": self.body.render(context),
        }
        return SafeString(get_template("components/card.html").render(shown))


@register.tag
def card(parser: Parser, token: Token) -> CardNode:
    """A panel with a heading of the second level: its id and title, perhaps more classes (kind) and an id of its own
    (anchor). What stands beside the title comes first, up to ``{% cardbody %}``; without that word all is body.
    """
    name, title, *more = token.split_contents()[1:]
    options = {key: value.strip('"') for key, _equals, value in (one.partition("=") for one in more)}
    parts = [parser.parse(("cardbody", "endcard"))]
    if parser.next_token().contents == "cardbody":
        parts.append(parser.parse(("endcard",)))
        parser.delete_first_token()
    return CardNode(name.strip('"'), parser.compile_filter(title), options, parts)


class NothingNode(template.Node):
    """See ``nothing``."""

    child_nodelists = ("words", "otherwise")

    def __init__(self, options: dict[str, FilterExpression], words: NodeList, otherwise: NodeList) -> None:
        self.when, self.options = options.pop("when", None), options
        self.words, self.otherwise = words, otherwise

    def render(self, context: template.Context) -> SafeString:
        holds = self.when is None or self.when.resolve(context)
        shown = {name: value.resolve(context) for name, value in self.options.items()} if holds else {}
        shown["text"] = SafeString((self.words if holds else self.otherwise).render(context).strip())
        return SafeString(get_template("components/nothing.html").render(shown))


NOTHING_OPTIONS = {"when", "title", "href", "action"}


@register.tag
def nothing(parser: Parser, token: Token) -> NothingNode:
    """Nothing is there yet: ``{% nothing when=writes href=add_url action=_("Maak er een") %} words``, perhaps
    ``{% otherwise %}`` with the words for who may not (when), and ``{% endnothing %}``. Action: a link below them.
    """
    name, *bits = token.split_contents()
    options = token_kwargs(bits, parser)
    if bits or options.keys() - NOTHING_OPTIONS:
        raise template.TemplateSyntaxError(f"{name} knows {sorted(NOTHING_OPTIONS)} only")
    words, otherwise = parser.parse(("otherwise", "endnothing")), NodeList()
    if parser.next_token().contents == "otherwise":
        otherwise = parser.parse(("endnothing",))
        parser.delete_first_token()
    return NothingNode(options, words, otherwise)


@register.simple_tag
def region() -> Region:
    """The region's own data, for pages that are rendered without a request."""
    return the_region()


@register.filter
def tel(number: str) -> str:
    """The address that dials this number: ``<a href="{{ region.phone|tel }}">``."""
    return phone.link(str(number))


@register.simple_tag
def environment() -> str:
    """Which kind of portal this is, when it is no real one: acceptance or demo."""
    return "acceptance" if settings.ACCEPTANCE else "demo" if settings.DEMO else ""


@register.simple_tag
def no_index() -> SafeString:
    """Keeps search engines from a portal where nothing is real; for files SecurityHeaders does."""
    return SafeString('<meta name="robots" content="noindex">' if settings.ACCEPTANCE else "")


@register.simple_tag
def known_date(value: KnownDate | date | None) -> SafeString:
    """A date in words, readable for machines too."""
    if isinstance(value, datetime):
        value = timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    if isinstance(value, date):
        return format_html('<time datetime="{}">{}</time>', value.isoformat(), date_format(value, "j F Y"))
    if value is None or value.is_unknown:
        return format_html('<span class="muted">{}</span>', _("nog niet bekend"))
    if value.is_ongoing:
        return format_html("{}", value.words)
    return format_html('<time datetime="{}">{}</time>', value.iso, value.words)


@register.simple_tag
def number(value: int | float | Decimal | None) -> str:
    """A figure as people write it, 1.234 and 3,5 in Dutch; a dash for a figure that is not there."""
    if value is None or value == "":
        return "–"
    return format_number(value)


class ErrorLink(NamedTuple):
    """One line of the error summary; no target when it concerns the form as a whole."""

    target: str
    text: str


def anchor(field: BoundField) -> str:
    """The id of the element that takes the focus for this field."""
    if isinstance(field.field.widget, (widgets.RadioSelect, widgets.CheckboxSelectMultiple)):
        return f"{field.auto_id}_0"
    return field.id_for_label or field.auto_id


def lines_of(form: BaseForm) -> Iterator[ErrorLink]:
    for text in form.non_field_errors():
        yield ErrorLink("", str(text))
    for field in form:
        for text in sentences(field):
            yield ErrorLink(anchor(field), text)


@register.simple_tag
def error_lines(form: Any) -> list[ErrorLink]:
    """What the error summary says, in the order of the fields; the form then knows that its summary is drawn."""
    if not isinstance(form, BaseForm) or not form.is_bound:
        return []
    form.summary_drawn = True  # type: ignore[attr-defined]  # read by the crispy pack, which would draw it otherwise
    return list(lines_of(form))
