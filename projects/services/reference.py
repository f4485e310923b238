"""What every change of reference data has in common."""

from samenkracht.core import reference


def bump_edition() -> None:
    """Let every process read the reference data anew within two seconds.

    Each verb that changes them calls this in its transaction, before it reads again what it changed: municipalities,
    postcode areas, agendas, programmes, speerpunten, texts and numbers of the region. Raises RuntimeError outside a
    transaction.
    """
    reference.give_out()
