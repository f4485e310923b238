"""The administrator's page about what is stored and cannot be read."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from samenkracht.accounts.guards import StaffRequest, guarded
from samenkracht.accounts.permissions import Permission
from samenkracht.pages.unreadable import unread


@guarded(Permission.UNREADABLE_READ)
@require_safe
def unreadable_list(request: StaffRequest) -> HttpResponse:
    return render(request, "pages/unreadable.html", {"nav": "overzicht", "unread": unread(request.actor)})
