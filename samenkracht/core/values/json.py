"""One way to write JSON down, so that the same content always has the same digest."""

import hashlib
import json
from typing import Any


def canonical(content: Any) -> bytes:
    """``content`` as UTF-8 JSON with sorted keys and no spaces. Raises TypeError for what is not plain JSON."""
    return json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def digest(content: Any) -> str:
    """The SHA-256 of the canonical form, 64 hexadecimal signs."""
    return hashlib.sha256(canonical(content)).hexdigest()
