"""The demo: a region that looks alive, with web, worker and beat in one command."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """Everything here refuses to run outside MODE=demo and the tests."""

    name = "samenkracht.demo"
    label = "demo"
