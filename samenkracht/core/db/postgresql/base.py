"""The connection to PostgreSQL. Django loads this module by the setting ENGINE."""

import select
import time
from typing import Any, Final

from django.db.backends.postgresql import base, operations
from django.db.backends.utils import CursorWrapper

# How long a connection that answered is trusted while nothing is heard on it.
ASK_EVERY: Final = 5.0


class DatabaseOperations(operations.DatabaseOperations):
    """Django's, which also know what a prepared statement said."""

    def last_executed_query(self, cursor: Any, sql: str, params: Any) -> str:
        """The statement with its values in place, for Django's own list of queries (tests, debugging)."""
        if isinstance(cursor, base.ServerBindingCursor):
            composed: str = self.compose_sql(sql, params)
            return composed
        return super().last_executed_query(cursor, sql, params)


class DatabaseWrapper(base.DatabaseWrapper):
    """Before the first query of a request Django asks the server "SELECT 1": one of six statements of a submission.

    A server that stops says so or hangs up, and both can be heard on the connection without asking. So it is asked
    when something is heard, and otherwise once in ASK_EVERY seconds.
    """

    ops_class = DatabaseOperations
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

    def get_connection_params(self) -> dict[str, Any]:
        """As Django's, and what goes through ``prepared`` is prepared at its first use."""
        parameters: dict[str, Any] = super().get_connection_params()
        return parameters | {"prepare_threshold": 0}

    def prepared(self) -> CursorWrapper:
        """A cursor for a statement whose text is always the same and that is in the way of everybody.

        Django puts the values into the text, and the server reads and plans it anew each time: of a submission that
        was more than storing it. Watched and logged as any other cursor; the ORM's own queries cannot use it.
        """
        self.close_if_health_check_failed()
        self.ensure_connection()
        with self.wrap_database_errors:
            cursor: CursorWrapper = self._prepare_cursor(base.ServerBindingCursor(self.connection))  # type: ignore[attr-defined,call-arg]  # not in the stubs
        return cursor

    def _something_is_heard(self) -> bool:
        """A word of farewell, the end of the line, or no line at all; between requests a server is silent."""
        line = select.poll()
        line.register(self.connection.pgconn.socket, select.POLLIN)
        return bool(line.poll(0))
