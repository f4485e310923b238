import gc
from datetime import timedelta

from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "samenkracht.core"
    label = "core"

    def ready(self) -> None:
        from samenkracht.core.jobs.housekeeping import term
        from samenkracht.core.web import converters

        converters.register()
        term("core.OutboxEntry", after=None, why="leaves when its work is done; a test watches that none stays behind")
        term("core.StuckWork", after=None, why="leaves when its work is done; staff see it until then")
        term("core.ProbeResult", after=timedelta(days=7), field="finished_at", why="says only that a worker lives")
        term("core.Opening", after=None, why="one row, for as long as the database is served")
        term("core.ReferenceEdition", after=None, why="one row, which each change of reference data writes over")
        term("core.RegionText", after=None, why="how the region can be reached, for as long as there is a portal")
        term("core.CacheEntry", after=timedelta(0), field="expires", why="a limit that ended holds nobody back")
        term("sessions.Session", after=timedelta(0), field="expire_date", why="expired sessions are of no use")
        term("contenttypes.ContentType", after=None, why="names of tables")
        term("auth.Permission", after=None, why="made by Django, not used")
        term("auth.Group", after=None, why="made by Django, not used")
        look_for_garbage()


def look_for_garbage() -> None:
    """Begin with it where manage.py put it off, and leave out what is loaded by now: that stays."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()
