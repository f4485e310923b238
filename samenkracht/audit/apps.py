from datetime import timedelta

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "samenkracht.audit"
    label = "audit"

    def ready(self) -> None:
        from samenkracht.core.jobs.housekeeping import term

        # The trigger of migration 0002 lets go of an event after these seven years, not a day earlier.
        term("audit.AuditEvent", after=timedelta(days=7 * 366), field="at", why="seven years, then of no use")
