"""One installation for the whole folder; every test takes a fresh database and fresh processes of it."""

import pytest

from tests.faults.installation import Installation


@pytest.fixture(scope="session")
def installation():
    here = Installation()
    try:
        yield here.build()
    finally:
        here.remove()
