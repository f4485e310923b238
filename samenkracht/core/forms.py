"""The base of all forms of staff."""

from django import forms


class StaffForm(forms.Form):
    """Helper settings of crispy in one place."""
