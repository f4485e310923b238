"""What staff fill in about forms: text in, clean values out."""

from participation.forms.building import (
    FactsForm,
    KindForm,
    QuestionForm,
    StepTextsForm,
    facts_initial,
    kinds,
    question_initial,
)
from participation.forms.erasing import CodeForm, ErasingForm
from participation.forms.exporting import ExportForm

__all__ = [
    "CodeForm",
    "ErasingForm",
    "ExportForm",
    "FactsForm",
    "KindForm",
    "QuestionForm",
    "StepTextsForm",
    "facts_initial",
    "kinds",
    "question_initial",
]
