"""Tables: ``{% table %}``, ``{% column %}``, ``{% rows %}``, ``{% row %}``, ``{% cell %}``, ``{% foot %}``."""

from dataclasses import dataclass, field
from typing import Any

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.loader import get_template
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()
# No name of a template begins with this sign: a value of a page cannot stand in its way.
CURRENT = "_table"


@dataclass(frozen=True, slots=True)
class DrawnColumn:
    """The tags that open its cells: one that heads a row, one that does not, and one that says no label."""

    head: SafeString
    labelled: SafeString
    bare: SafeString


@dataclass(slots=True)
class DrawnTable:
    """What a table knows while it is drawn: whether it stacks, its columns, and at which of them the row is."""

    stacks: bool
    columns: list[DrawnColumn] = field(default_factory=list)
    at: int = 0


class TableNode(template.Node):
    """See ``table``."""

    child_nodelists = ("head", "body", "foot")

    def __init__(self, kinds: str, caption: FilterExpression, classes: str, parts: list[NodeList]) -> None:
        self.kinds, self.caption, self.classes = kinds.split(), caption, classes
        self.head, self.body, self.foot = parts

    def render(self, context: template.Context) -> SafeString:
        with context.push(**{CURRENT: DrawnTable(stacks="plain" not in self.kinds)}):
            shown = {
                "kinds": self.kinds,
                "classes": self.classes,
                "caption": self.caption.resolve(context),
                "head": self.head.render(context),
                "body": self.body.render(context),
                "foot": SafeString(self.foot.render(context).strip()),
            }
        return SafeString(get_template("components/table.html").render(shown))


@register.tag
def table(parser: Parser, token: Token) -> TableNode:
    """A table: ``{% table "cards dense" caption kind="mt-5" %} columns {% rows %} rows {% endtable %}``.

    How it becomes narrow (``cards``, ``few-columns``, ``plain``) with what else ``styles/`` says of a ``table--``, a
    caption that is heard, perhaps more classes (kind). Rows after ``{% foot %}`` are its foot. Columns say once what
    their cells are; a row begins with its heading::

        {% table "cards" _("Geldbronnen") %}
          {% column _("Bron") %}
          {% column _("Euro") kind="tabular-nums" %}
          {% rows %}
          {% for one in money %}
            {% row %}
              {{ one.source }}
              {% cell %}{% number one.amount %}
            {% endrow %}
          {% endfor %}
        {% endtable %}
    """
    kinds, caption, *more = token.split_contents()[1:]
    options = {key: value.strip('"') for key, _equals, value in (one.partition("=") for one in more)}
    parts = [parser.parse(("rows",))]
    parser.delete_first_token()
    parts.append(parser.parse(("foot", "endtable")))
    if parser.next_token().contents == "foot":
        parts.append(parser.parse(("endtable",)))
        parser.delete_first_token()
    else:
        parts.append(NodeList())
    return TableNode(kinds.strip('"'), parser.compile_filter(caption), options.get("kind", ""), parts)


@register.simple_tag(takes_context=True)
def column(
    context: template.Context,
    heading: str | Promise,
    *,
    kind: str = "",
    cells: str = "",
    label: str | Promise | None = None,
    hidden: bool = False,
    when: object = True,
) -> SafeString:
    """A column of the table around it, with the classes of all of it (kind) and of its cells alone (cells).

    Cells of a table that stacks say what they are: heading or ``label``, or nothing when that is empty.
    A ``hidden`` heading is heard alone and its cells say nothing: they hold what can be done with the row. There is no
    such column unless ``when`` holds; rows then have no cell for it either.
    """
    if not when:
        return SafeString("")
    drawn: DrawnTable = context[CURRENT]
    said = "" if hidden or not drawn.stacks else heading if label is None else label
    classes = attribute("class", f"{kind} {cells}".strip())
    drawn.columns.append(
        DrawnColumn(
            head=format_html('<th scope="row"{}>', classes),
            labelled=format_html("<td{}{}>", classes, attribute("data-l", said)),
            bare=format_html("<td{}>", classes),
        )
    )
    words = format_html('<span class="visually-hidden">{}</span>', heading) if hidden else heading
    return format_html('<th scope="col"{}>{}</th>', attribute("class", kind), words)


def attribute(name: str, value: str | Promise) -> SafeString:
    return format_html(' {}="{}"', name, value) if value else SafeString("")


@register.simple_tag(takes_context=True)
def cell(context: template.Context, *, labelled: bool = True) -> SafeString:
    """Ends the cell before it and begins the next one of the row. An empty one need not say its label."""
    drawn: DrawnTable = context[CURRENT]
    ended = "</td>" if drawn.at else "</th>"
    drawn.at += 1
    begun = drawn.columns[drawn.at]
    return SafeString(ended + (begun.labelled if labelled else begun.bare))


@register.simple_block_tag(takes_context=True)
def row(context: template.Context, content: SafeString, *anchor: Any) -> SafeString:
    """A row, its heading first, with a cell for every column. What stands after the word becomes its id."""
    drawn: DrawnTable = context[CURRENT]
    if drawn.at + 1 != len(drawn.columns):
        raise ValueError(f"a row of {drawn.at + 1} cells in a table of {len(drawn.columns)} columns")
    ended, drawn.at = "</td>" if drawn.at else "</th>", 0
    begun = format_html("<tr{}>{}", attribute("id", "-".join(map(str, anchor))), drawn.columns[0].head)
    return SafeString(f"{begun}{content}{ended}</tr>")
