"""What stands in an address."""

from django.urls import register_converter


class NumberConverter:
    """A number that a column can hold; what is longer is the address of nothing, and never an error of the database."""

    regex = "[0-9]{1,18}"

    def to_python(self, text: str) -> int:
        return int(text)

    def to_url(self, number: int) -> str:
        return str(number)


def register() -> None:
    register_converter(NumberConverter, "number")
