"""Addresses of this floor."""

from participation.builder import urls as builder
from participation.erasure import urls as erasure
from participation.exports import urls as exports
from participation.intake import urls as intake

# In each language of the portal: see samenkracht/urls.py.
residents = intake.urlpatterns
# "nieuw" is an address of its own beside those of forms; it comes first in its wing.
urlpatterns = [*erasure.urlpatterns, *builder.urlpatterns, *exports.urlpatterns]
