"""The signs that an XML file can hold. What people typed may hold others; those have no shape and are left out."""

import re

# Controls besides tab, line feed and carriage return; halves of pairs; two code points that are no sign.
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def writable(text: str) -> str:
    """``text`` as it is, without the signs that no XML file can hold; every line ends in the same way."""
    return UNWRITABLE.sub("", text).replace("\r\n", "\n").replace("\r", "\n")
