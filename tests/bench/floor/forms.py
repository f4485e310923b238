from django import forms

from tests.bench.floor.questions import QUESTIONS, Asked


def _field(asked: Asked) -> forms.Field:
    if asked.options:
        return forms.ChoiceField(choices=asked.options, widget=forms.RadioSelect)
    return forms.CharField(max_length=4000, required=False)


TwentyQuestions = type("TwentyQuestions", (forms.Form,), {asked.name: _field(asked) for asked in QUESTIONS})
