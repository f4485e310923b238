"""What the tests run in, settled before Django reads its settings.

TEST_DATABASE=sqlite (default): a SQLite file and the filesystem broker. TEST_DATABASE=postgresql: PostgreSQL and Redis,
started here once for the whole run and removed at its end.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from tests.services.postgresql import PostgreSQL
from tests.services.redis import Redis

ROOT = Path(__file__).resolve().parents[2]
OURS = ("DATABASE_URL", "REDIS_URL", "SECRET_KEY", "FIELD_KEYS", "RECEIPT_SECRETS", "ALLOWED_HOSTS", "BASE_URL", "PORT",
        "STAFF_SECOND_FACTOR", "CLOCK_OFFSET", "ACCEPTANCE_MAILBOX",
        "OIDC_NAME", "OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET",
        "OIDC_VERIFIED_CLAIM", "OIDC_REQUIRED_ACR", "OIDC_REQUIRED_AMR")  # fmt: skip
# The way in through an identity provider is there in tests, and nobody answers at its end. Who tries it starts one.
PROVIDER = {
    "OIDC_NAME": "Regio-account",
    "OIDC_ISSUER": "http://127.0.0.1:9/o",
    "OIDC_CLIENT_ID": "samenkracht",
    "OIDC_CLIENT_SECRET": "secret-of-the-client",
}


class Surroundings:
    """The servers and the folder of this run."""

    def __init__(self) -> None:
        self.database = os.environ.get("TEST_DATABASE", "sqlite")
        if self.database not in ("sqlite", "postgresql"):
            raise RuntimeError(f"TEST_DATABASE is {self.database!r}; it must be sqlite or postgresql.")
        self.var = Path(tempfile.mkdtemp(prefix="samenkracht-test-"))
        self.postgresql: PostgreSQL | None = None
        self.redis: Redis | None = None
        atexit.register(self.remove)

    def prepare(self) -> None:
        """Start what is needed and set the environment that samenkracht.settings reads."""
        for name in OURS:
            os.environ.pop(name, None)
        os.environ.update(PROVIDER)
        os.environ["MODE"] = "test"
        # Tests of other things come in with a password alone; tests/accounts/test_second_factor.py switches it on.
        os.environ["STAFF_SECOND_FACTOR"] = "off"
        os.environ["DJANGO_SETTINGS_MODULE"] = "samenkracht.settings"
        os.environ["VAR_DIR"] = str(self.var)
        # Playwright keeps an event loop in the tests' thread; Django would take every query there for a mistake.
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
        for folder in ("broker/messages", "broker/control"):
            (self.var / folder).mkdir(parents=True, exist_ok=True)
        if self.database == "postgresql":
            self.postgresql = PostgreSQL().start()
            self.redis = Redis().start()
            os.environ["DATABASE_URL"] = self.postgresql.create_database("samenkracht")
            os.environ["REDIS_URL"] = self.redis.url

    def remove(self) -> None:
        """Stop the servers and delete the folder. Doing it twice does no harm."""
        if self.postgresql is not None:
            self.postgresql.remove()
        if self.redis is not None:
            self.redis.remove()
        shutil.rmtree(self.var, ignore_errors=True)


here = Surroundings()
