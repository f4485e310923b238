"""The gate for PDFs: PDF/UA-1 or not. What the validator cannot read does not pass."""

import page

# The validator stops at tables of more than 1,024 rows unless told otherwise.
LIMITS = page.SafetyLimits(max_table_grid_rows=20_000, max_table_grid_cells=400_000)


def problems(document: bytes) -> list[str]:
    """What keeps the document from PDF/UA-1; an empty list lets it through. An exception is a problem."""
    try:
        report = page.validate_pdf_bytes(document, profile="ua1", limits=LIMITS)
    except page.PageError as error:
        return [f"{type(error).__name__}: {error}"]
    found = [f"{failure.rule_id}: {failure.message}" for failure in report.failures]
    return found or ([] if report.is_compliant else ["not compliant, without a reason"])
