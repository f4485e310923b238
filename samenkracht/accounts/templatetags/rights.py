"""The one question for permission, in templates."""

from typing import Any

from django import template

from samenkracht.accounts.permissions import Permission
from samenkracht.accounts.permissions import may as actor_may

register = template.Library()


@register.simple_tag(takes_context=True)
def may(context: template.Context, permission: str, target: Any = None) -> bool:
    """Whether the person behind this request has the permission: ``{% may "REPORT_LIST" as x %}``."""
    actor = getattr(context.get("request"), "actor", None)
    return actor is not None and actor_may(actor, Permission[permission], target)
