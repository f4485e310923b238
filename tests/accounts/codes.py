"""The codes of an app on a telephone: RFC 6238, written down here so that the portal's own reckoning is not asked."""

import base64
import hashlib
import hmac
import struct
import time

PERIOD = 30


def code(secret: str, *, at: float | None = None) -> str:
    """The six digits that the app shows at this moment."""
    step = int(time.time() if at is None else at) // PERIOD
    digest = hmac.new(base64.b32decode(secret), struct.pack(">Q", step), hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"


def fresh_code(secret: str) -> str:
    """A code that stays right for a few seconds more; waits for the next one when this one nearly ends."""
    left = PERIOD - time.time() % PERIOD
    if left < 4:
        time.sleep(left + 0.1)
    return code(secret)
