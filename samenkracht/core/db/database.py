"""What the database says when it is not there."""

from typing import Final

from django.db import InterfaceError, OperationalError, ProgrammingError

# It is stopped, cannot be reached, has no room left, or made somebody wait too long.
NO_DATABASE: Final = (OperationalError, InterfaceError)
# Or it is there and nobody ran ``migrate`` yet.
NO_TABLES: Final = (ProgrammingError,)
