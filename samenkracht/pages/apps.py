from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "samenkracht.pages"
    label = "pages"
