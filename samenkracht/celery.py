"""The job queue.

Messages are notifications: what must happen stands in our own rows, and beat sweeps up what a notification missed.
"""

import os

from celery import Celery
from celery.schedules import crontab

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samenkracht.settings")

app = Celery("samenkracht")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.conf.beat_schedule = {
    "probe": {"task": "core.probe", "schedule": 10.0, "options": {"expires": 30}},
    "housekeeping": {
        "task": "core.housekeeping",
        "schedule": crontab(hour="1", minute="30"),
        "options": {"expires": 3600},
    },
    "outbox": {"task": "core.sweep_outbox", "schedule": 10.0, "options": {"expires": 30}},
    "runs": {"task": "reports.sweep_runs", "schedule": 15.0, "options": {"expires": 30}},
    "publish": {"task": "projects.publish_due", "schedule": crontab(minute="1"), "options": {"expires": 1800}},
    "daily": {"task": "reports.daily", "schedule": crontab(minute="10"), "options": {"expires": 1800}},
}
