"""What somebody asks to have erased."""

from participation.models import Submission


def of_receipt(receipt_hash: str) -> Submission | None:
    """The submission with this receipt, without its answers; None where there never was one or it was erased."""
    found = Submission.objects.filter(receipt_hash=receipt_hash).defer("answers")
    return found.select_related("form__project").first()
