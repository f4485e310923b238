"""Every form class of the portal, for rules that hold for all of them."""

import importlib
import pkgutil
from collections.abc import Iterator
from typing import Any

from django import forms

from participation.formbuilder.types import SETTINGS

APPS = ("samenkracht", "projects", "participation", "reports")


def all_forms() -> list[type[Any]]:
    """Every form class of the portal, of every module that holds forms."""
    for app in APPS:
        package = importlib.import_module(app)
        for module in pkgutil.walk_packages(package.__path__, f"{app}."):
            if "forms" in module.name.split(".") or ".views" in module.name or ".types" in module.name:
                importlib.import_module(module.name)
    found = {one for one in below(forms.BaseForm) if one.__module__.split(".")[0] in APPS}
    return sorted(found, key=lambda one: f"{one.__module__}.{one.__qualname__}")


def below(kind: type[Any]) -> Iterator[type[Any]]:
    for one in kind.__subclasses__():
        yield one
        yield from below(one)


def all_fields() -> list[tuple[str, forms.Field]]:
    """Every field of every form with its name; those that a question type declares as settings too."""
    declared = [(f"{form.__name__}.{name}", field) for form in all_forms() for name, field in form.base_fields.items()]
    return declared + [(f"QuestionForm.{key}", setting.field()) for key, setting in SETTINGS.items()]
