"""Every number that anybody types in the portal is read in one way."""

from decimal import Decimal

import pytest
from django import forms
from django.core.exceptions import ValidationError

from samenkracht.core.web.forms import EurosField, NumberField
from tests.every_form import all_fields, all_forms

OF_DJANGO = (forms.IntegerField, forms.DecimalField, forms.FloatField)
AMOUNT = NumberField(decimals=2)
COUNT = NumberField()


def number_fields() -> dict[str, NumberField]:
    return {name: field for name, field in all_fields() if isinstance(field, NumberField)}


def test_no_form_reads_numbers_in_another_way():
    read_otherwise = [
        name
        for name, field in all_fields()
        if isinstance(field, OF_DJANGO) or isinstance(field.widget, forms.NumberInput)
    ]

    assert len(all_forms()) > 50
    assert read_otherwise == []


def test_the_number_fields_of_the_portal_are_found():
    assert {
        "PlanLineForm.target_number",
        "GoalForm.target",
        "GoalValueForm.value",
        "FundingForm.amount",
        "FactsForm.minutes",
        "QuestionForm.lowest",
        "QuestionForm.highest",
        "QuestionForm.decimals",
    } <= set(number_fields())


@pytest.mark.parametrize("name", number_fields())
def test_a_thousand_is_a_thousand_in_every_field_or_too_much_for_it(name):
    field = number_fields()[name]

    if field.highest >= 1000:
        assert field.clean("1.000") == 1000
    else:
        with pytest.raises(ValidationError, match=f"Schrijf een getal van {field.highest} of lager."):
            field.clean("1.000")


@pytest.mark.parametrize("name", number_fields())
def test_what_stands_in_a_field_is_read_again_as_the_same_number(name):
    field = number_fields()[name]
    part = Decimal(10) ** -field.decimals
    for number in {field.lowest, field.highest, min(field.highest, 1000), min(field.highest, 12) - part}:
        assert field.clean(field.prepare_value(number)) == number
        assert not field.has_changed(number, field.prepare_value(number))


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("1.000", 1000), ("1.000.000", 1_000_000), ("1,5", Decimal("1.5")), ("1.5", Decimal("1.5")),
        ("12,50", Decimal("12.5")), ("1.250,75", Decimal("1250.75")), (" 80 ", 80), ("-3", -3), ("1 000", 1000),
    ],
)  # fmt: skip
def test_a_number_is_read_as_people_write_it(typed, number):
    assert AMOUNT.clean(typed) == number


@pytest.mark.parametrize(
    ("field", "typed", "message"),
    [
        (COUNT, "1,5", "Schrijf een heel getal, zonder komma."),
        (COUNT, "veel", "Schrijf een heel getal in cijfers, zoals 80 of 1.250."),
        (COUNT, "1.00.0", "Schrijf een heel getal in cijfers, zoals 80 of 1.250."),
        (COUNT, "9" * 10, "Schrijf een getal van 1.000.000.000 of lager."),
        (AMOUNT, "1,234", "Schrijf hoogstens 2 cijfers achter de komma."),
        (AMOUNT, "1e5", "Schrijf een getal in cijfers, zoals 80 of 12,5."),
        (EurosField(), "12,50", "Schrijf een bedrag in hele euro’s, zoals 25.000."),
        (EurosField(), "2.5", "Schrijf een bedrag in hele euro’s, zoals 25.000."),
    ],
)
def test_what_cannot_be_taken_is_refused_with_the_reason(field, typed, message):
    with pytest.raises(ValidationError) as refusal:
        field.clean(typed)

    assert refusal.value.messages == [message]


@pytest.mark.parametrize("typed", ["25000", "25.000", "€ 25.000", "25.000,-", "€25.000,00"])
def test_an_amount_may_carry_the_signs_of_money(typed):
    assert EurosField().clean(typed) == 25_000
