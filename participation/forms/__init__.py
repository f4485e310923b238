"""What staff fill in about forms: text in, clean values out."""

from participation.forms.builder import (
    FactsForm,
    KindForm,
    QuestionForm,
    StepTextsForm,
    facts_initial,
    kinds,
    question_initial,
)
from participation.forms.erasure import CodeForm, ErasingForm
from participation.forms.exports import ExportForm

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
