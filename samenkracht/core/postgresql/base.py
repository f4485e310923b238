"""The connection to PostgreSQL. Django loads this module by the setting ENGINE."""

import select
import time
from typing import Final

from django.db.backends.postgresql import base

# How long a connection that answered is trusted while nothing is heard on it.
ASK_EVERY: Final = 5.0


class DatabaseWrapper(base.DatabaseWrapper):
    """Before the first query of a request Django asks the server "SELECT 1": one of six statements of a submission.

    A server that stops says so or hangs up, and both can be heard on the connection without asking. So it is asked
    when something is heard, and otherwise once in ASK_EVERY seconds.
    """

    _answered_at = float("-inf")

    def is_usable(self) -> bool:
        """Is the connection fit for the next request?"""
        if self.connection is None:
            return False
        now = time.monotonic()
        if now - self._answered_at < ASK_EVERY and not self._something_is_heard():
            return True
        usable: bool = super().is_usable()
        self._answered_at = now if usable else float("-inf")
        return usable

    def _something_is_heard(self) -> bool:
        """A word of farewell, the end of the line, or no line at all; between requests a server is silent."""
        line = select.poll()
        line.register(self.connection.pgconn.socket, select.POLLIN)
        return bool(line.poll(0))
