"""A business "no"."""

from django.utils.functional import Promise


class Refused(Exception):  # a refusal is an answer, not an error
    """A verb said no for a reason that people may read. Subclasses stand beside their verb."""

    for_people: str | Promise = "Dit kan nu niet."

    def __str__(self) -> str:
        return str(self.for_people)
