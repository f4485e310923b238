"""What a server that is not ours must be set to: said by ``manage.py check --database default``."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Tags, Warning, register
from django.db import DEFAULT_DB_ALIAS, connections

# Django writes values into its statements, and a refused row stands in the detail of a message. In the log of the
# server either would be an address, the text of a colleague or the key of a session. (setting, may be, why)
SILENT = (
    ("log_error_verbosity", ("terse",), "a row that is refused stands in its log"),
    ("log_min_error_statement", ("panic", "fatal"), "a statement that fails stands in its log with its values"),
    ("log_parameter_max_length_on_error", ("0",), "the values of a statement that fails stand in its log"),
    ("log_statement", ("none", "ddl"), "statements stand in its log with their values"),
    ("log_min_duration_statement", ("-1",), "slow statements stand in its log with their values"),
)


@register(Tags.database)
def postgresql_keeps_values_out_of_its_log(
    *, databases: Sequence[str] | None = None, **_rest: Any
) -> list[CheckMessage]:
    """One warning per setting of PostgreSQL that lets what people typed into its log."""
    if DEFAULT_DB_ALIAS not in (databases or ()) or connections[DEFAULT_DB_ALIAS].vendor != "postgresql":
        return []
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute("SELECT name, setting FROM pg_settings WHERE name = ANY(%s)", [[name for name, _, _ in SILENT]])
        found = dict(cursor.fetchall())
    return [
        Warning(f"PostgreSQL: {why}.", hint=f"Set {name} to {fit[0]}; it is {found[name]}.", id="samenkracht.W001")
        for name, fit, why in SILENT
        if name in found and found[name] not in fit
    ]
