from django.apps import AppConfig


class BackupsConfig(AppConfig):
    name = "samenkracht.backups"
    label = "backups"
