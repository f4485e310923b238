"""How log lines are written: what happened and where, never the values that it happened with."""

import logging
import traceback
from collections.abc import Iterator, Mapping
from types import TracebackType
from typing import Any, Final

# What a job's own log lines would quote: its arguments, what it gave back, and the words of an error.
HELD: Final = {"args", "kwargs", "return_value", "traceback", "exc"}
# Shorter words of an error stand in every line.
TELLING = 4

ExceptionInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class WithoutValues(logging.Formatter):
    """Of an error the type, the places and the database's code. Its own words may quote a row, an answer or a name."""

    def format(self, record: logging.LogRecord) -> str:
        kept = logging.makeLogRecord(record.__dict__)
        # What another formatter made of the error has its words.
        kept.msg, kept.args, kept.exc_text = _message(record), None, None
        return super().format(kept)

    def formatException(self, ei: ExceptionInfo) -> str:  # noqa: N802  # logging's own name
        """The places that the error passed, causes first."""
        lines = []
        for error in reversed(list(_chain(ei[1]))):
            lines += traceback.format_tb(error.__traceback__)
            lines.append(f"{_name(error)}\n")
        return "".join(lines).rstrip()


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__


def _name(error: BaseException) -> str:
    """Such as IntegrityError, or UniqueViolation (23505)."""
    code = getattr(error, "sqlstate", None)
    return f"{type(error).__name__} ({code})" if code else type(error).__name__


def _message(record: logging.LogRecord) -> str:
    error = record.exc_info[1] if record.exc_info else None
    args: Any = record.args
    if isinstance(args, Mapping):
        said = _name(error) if error else "-"
        args = {name: said if name in HELD else value for name, value in args.items()}
    elif isinstance(args, tuple):
        args = tuple(_name(one) if isinstance(one, BaseException) else one for one in args)
    text = str(record.msg) % args if args else str(record.msg)
    for one in _chain(error):
        for words in (repr(one), str(one)):
            if len(words) >= TELLING:
                text = text.replace(words, _name(one))
    return text
