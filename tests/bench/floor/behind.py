"""The portal's own settings, middleware included, with the controls' addresses in place of the portal's pages."""

from samenkracht.settings import *  # noqa: F403 - all of them, so that the middleware is the portal's

ROOT_URLCONF = "tests.bench.floor.urls"
INSTALLED_APPS = [*INSTALLED_APPS, "tests.bench.floor.apps.FloorConfig"]  # type: ignore[has-type]  # noqa: F405
