"""The main menu of staff, in templates."""

from django import template

from samenkracht.pages.menu import MenuItem, menu_of

register = template.Library()


@register.simple_tag(takes_context=True)
def menu_items(context: template.Context) -> list[MenuItem]:
    """What the person behind this request sees of the menu; nothing where a page is drawn for nobody."""
    actor = getattr(context.get("request"), "actor", None)
    return [] if actor is None else menu_of(actor)
