"""Telephone numbers in Dutch notation, and what a telephone dials for them."""

import re

import pytest

from samenkracht.core.values import phone
from samenkracht.core.web.forms import PhoneField
from tests.every_form import all_forms

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("typed", "shown", "tel"),
    [
        ("(035) 000 00 00", "(035) 000 00 00", "+31350000000"),
        ("035-0000000", "035-0000000", "+31350000000"),
        ("  0294 \u2013 00 00 00 ", "0294 - 00 00 00", "+31294000000"),
        ("06 0000 0000", "06 0000 0000", "+31600000000"),
        ("+31 (0)35 000 00 00", "+31 (0)35 000 00 00", "+31350000000"),
        ("0031 35 000 00 00", "0031 35 000 00 00", "+31350000000"),
        ("088 076 7000", "088 076 7000", "+31880767000"),
        ("0800-2000", "0800-2000", "08002000"),
        ("0800 0000000", "0800 0000000", "08000000000"),
        ("0900-0000", "0900-0000", "09000000"),
        ("112", "112", "112"),
        ("113", "113", "113"),
        ("116 111", "116 111", "116111"),
        ("14 035", "14 035", "14035"),
        ("14 0294", "14 0294", "140294"),
        ("\uff11\uff11\uff12", "112", "112"),
        ("+49 30 000000", "+49 30 000000", "+4930000000"),
        ("(000) 000 00 00", "(000) 000 00 00", "+31000000000"),
    ],
)
def test_a_number_is_shown_as_people_write_it_and_dialled_from_anywhere(typed, shown, tel):
    assert phone.read(typed) == phone.Phone(shown, tel)


@pytest.mark.parametrize(
    "typed",
    ["", "bel ons", "035", "035 000 00 0", "035 000 00 000", "12", "1122", "+31 35 000", "14 35", "\u0660\u0663\u0665",
     "035 000 00 00<b>", "0" * 200, "0800-20", "tel:112", "+31 350 000 00 001"],
)  # fmt: skip
def test_what_is_no_number_is_refused(typed):
    with pytest.raises(ValueError, match="no telephone number"):
        phone.read(typed)


def test_a_link_is_made_of_what_cannot_be_read_as_well():
    assert phone.link("035 000 00 00 (vraag naar het team)") == "tel:0350000000"
    assert phone.link("0800-2000") == "tel:08002000"


def test_every_telephone_number_is_judged_by_one_rule():
    fields = {
        f"{form.__name__}.{name}": field
        for form in all_forms()
        for name, field in form.base_fields.items()
        if re.search("telefoon", str(field.label), re.I)
    }

    assert {"RegionTextsForm.phone", "HelpNumberForm.number", "ProjectForm.contact_phone"} <= set(fields)
    assert [name for name, field in fields.items() if not isinstance(field, PhoneField)] == []
