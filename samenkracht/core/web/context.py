"""What every page needs of this installation."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from samenkracht.core.web.region import region


def site(request: HttpRequest) -> dict[str, Any]:
    """The region's own data and whether this is a demo."""
    return {"region": SimpleLazyObject(region), "is_demo": settings.DEMO}
