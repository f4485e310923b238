"""Concurrent edits are merged by field: nobody undoes unseen what somebody else did.

A page that changes something stored carries a hash of each field as it was drawn. When it is posted, the hashes are
compared with what is stored by then. A field that only the other one changed keeps what the other one wrote; a field
that both changed comes back with what was typed and what now stands. Sending that page again is a decision: then what
was typed holds. A page without hashes (one of before) decides for all fields.

``core.web.forms.run`` makes the comparison inside the transaction that stores, while everybody else with a form of the
same row waits. So it holds for two requests of the same moment too.
"""

import hashlib
from typing import Any, Final

from django import forms
from django.forms.widgets import CheckboxInput
from django.http import QueryDict
from django.utils.text import Truncator, format_lazy
from django.utils.translation import gettext_lazy as _

SEEN: Final = "seen"
HASH_LENGTH: Final = 10  # signs; two texts have the same hash once in a million million
LONGEST: Final = 400

CHANGED = _(
    "Iemand anders maakte hier intussen van: “{now}”. Wat u invulde staat er nog en is niet bewaard. "
    "Bewaart u nu nog een keer, dan geldt wat hier staat."
)
EMPTIED = _(
    "Iemand anders maakte dit intussen leeg. Wat u invulde staat er nog en is niet bewaard. "
    "Bewaart u nu nog een keer, dan geldt wat hier staat."
)


def field_hashes(form: forms.BaseForm) -> str:
    """One hash per field of what is stored: ``name:hash name:hash``."""
    return " ".join(f"{name}:{_hash(_stored(form, name))}" for name in _names(form))


def merge(form: forms.BaseForm) -> tuple[Any, dict[str, Any]]:
    """What was posted with, where only somebody else changed a field, what stands there now.

    Gives the data, with the hashes of now, and words for each field that both changed to something different.
    """
    seen = dict(pair.partition(":")[::2] for pair in str(form.data.get(SEEN, "")).split())
    data, differing = _open_copy(form.data), {}
    for name in _names(form):
        stands, mine = _stored(form, name), _posted(form, name)
        if name not in seen or _hash(stands) == seen[name] or mine == stands:
            continue
        if _hash(mine) == seen[name]:
            data.setlist(form.add_prefix(name), stands)
        else:
            differing[name] = _words_for(form.fields[name], stands)
    if seen:
        data[SEEN] = field_hashes(form)
    return data, differing


def _names(form: forms.BaseForm) -> list[str]:
    return [name for name, field in form.fields.items() if not field.widget.needs_multipart_form]


def _open_copy(data: Any) -> QueryDict:
    if isinstance(data, QueryDict):
        return data.copy()
    copy = QueryDict(mutable=True)
    copy.update(data)
    return copy


def _stored(form: forms.BaseForm, name: str) -> list[str]:
    """The values as a page would post them that was not touched."""
    field = form.fields[name]
    value = form.get_initial_for_field(field, name)
    if isinstance(field.widget, CheckboxInput):
        return ["on"] if value else []
    return _texts(field.widget.format_value(field.prepare_value(value)))


def _posted(form: forms.BaseForm, name: str) -> list[str]:
    widget = form.fields[name].widget
    value = widget.value_from_datadict(form.data, form.files, form.add_prefix(name))
    if isinstance(widget, CheckboxInput):
        return ["on"] if value else []
    return _texts(value)


def _texts(value: Any) -> list[str]:
    """Sorted, without what a browser or a field changes of itself: ends of lines, space around, empty ones."""
    values = value if isinstance(value, list | tuple) else [value]
    texts = ("" if one is None else "\n".join(str(one).splitlines()).strip() for one in values)
    return sorted(text for text in texts if text)


def _hash(texts: list[str]) -> str:
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()[:HASH_LENGTH]


def _words_for(field: forms.Field, stands: list[str]) -> Any:
    if not stands:
        return EMPTIED
    words = dict(_flat(getattr(field, "choices", ())))
    now = ", ".join(str(words.get(text, text)) for text in stands)
    return format_lazy(CHANGED, now=Truncator(now.rstrip(". ")).chars(LONGEST))


def _flat(choices: Any) -> list[tuple[str, Any]]:
    """Pairs of value and words, out of their groups."""
    found: list[tuple[str, Any]] = []
    for value, words in choices:
        found += _flat(words) if isinstance(words, list | tuple) else [(str(value), words)]
    return found
