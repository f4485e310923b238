"""Templates that are written over many lines and sent as if they were not."""

import re
from typing import Final

from django.template import Origin
from django.template.loaders import filesystem

BLOCKS: Final = (
    "html|head|body|meta|link|title|base|script|template|header|footer|main|nav|section|article|aside|div|p|hr|br|h[1-6]"
    "|ul|ol|li|dl|dt|dd|table|caption|colgroup|col|thead|tbody|tfoot|tr|th|td|form|fieldset|legend|select|optgroup|option"
    "|details|summary|figure|figcaption|blockquote|svg|g|path|circle|rect|use"
)
STRUCTURE: Final = (
    "extends|load|block|endblock|if|elif|else|endif|for|empty|endfor|with|endwith|url|include|comment|endcomment"
    "|csrf_token|blocktranslate|plural|endblocktranslate|component|may|crispy"
    "|table|column|rows|row|cell|endrow|foot|endtable|nothing|otherwise|endnothing"
)
BLOCK: Final = re.compile(rf"</?(?:{BLOCKS})\b|<!doctype|{{%\s*(?:{STRUCTURE})\b|{{#", re.IGNORECASE)
# A tag of HTML with all that Django puts in it, a tag, a variable or a comment of Django.
TOKEN: Final = re.compile(
    r"({%.*?%}|{{.*?}}|{#.*?#}|<!--.*?-->|<[/!]?[a-zA-Z](?:{{.*?}}|{%.*?%}|[^<>{]|{(?![{%#]))*>)", re.DOTALL
)
BREAK: Final = re.compile(r"\s*\n\s*")
INDENT: Final = re.compile(r"\n\s+")


class Loader(filesystem.Loader):
    """A line break beside a block is nothing; every other one stays, without the indent of the next line.

    A block is what a browser sets on a line of its own, and what decides in Django (``if``, ``for``, ``include``). So
    these stand one a line in a page's template, and the page is no larger for it and holds no blank that nobody wrote.
    """

    def get_contents(self, origin: Origin) -> str:
        text: str = super().get_contents(origin)
        return without_breaks(text) if origin.name.endswith(".html") else text


def without_breaks(text: str) -> str:
    """The template without the line breaks between two tags of which one is a block; inside a tag they are blanks."""
    parts = [BREAK.sub(" ", part) if part.startswith("<") else part for part in TOKEN.split(text)]
    for place in range(2, len(parts) - 1, 2):
        before, between, after = parts[place - 1 : place + 2]
        if "\n" in between and not between.strip() and (BLOCK.match(before) or BLOCK.match(after)):
            parts[place] = ""
    return INDENT.sub("\n", "".join(parts))
