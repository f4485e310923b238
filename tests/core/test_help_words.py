"""The words about help that is not urgent name no number that reaches nobody."""

from importlib import import_module

import pytest
from django.apps import apps

from samenkracht.core.models import RegionText

pytestmark = pytest.mark.django_db
upgrade = import_module("samenkracht.core.migrations.0007_help_words")


def words() -> list[tuple[str, str]]:
    return list(RegionText.objects.filter(key="help_words").values_list("text", "text_en"))


def reword() -> None:
    upgrade.reword(apps, None)


def test_a_new_installation_gives_no_rule_for_the_number_of_a_municipality():
    [(dutch, english)] = words()

    assert "netnummer" not in dutch
    assert "area code" not in english


@pytest.mark.parametrize("own", ["", "Bel het loket."])
def test_the_upgrade_takes_the_rule_out_and_leaves_what_somebody_wrote(own):
    RegionText.objects.filter(key="help_words").update(
        text=own or upgrade.BEFORE["text"], text_en=upgrade.BEFORE["text_en"]
    )

    reword()

    assert words() == [(own or upgrade.AFTER["text"], upgrade.AFTER["text_en"])]
