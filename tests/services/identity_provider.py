"""A real OpenID Connect provider as a process: discovery, keys, signed answers, its own login page."""

import json
import shutil
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path
from typing import Any

from tests.services import processes
from tests.services.environment import PROVIDER, ROOT

PASSWORD = "geheim van de provider"


class IdentityProvider:
    """django-oauth-toolkit on a spare port, with people and faults as a test wants them."""

    def __init__(self) -> None:
        self.port = processes.free_port()
        self.issuer = f"http://127.0.0.1:{self.port}/o"
        self.var = Path(tempfile.mkdtemp(prefix="samenkracht-provider-"))
        self.process: subprocess.Popen[bytes] | None = None
        self.settings = PROVIDER | {"OIDC_ISSUER": self.issuer}

    def start(self) -> "IdentityProvider":
        program, log = ROOT / "tests" / "services" / "identity_program.py", self.var / "log"
        words = [str(self.port), PROVIDER["OIDC_CLIENT_ID"], PROVIDER["OIDC_CLIENT_SECRET"], PASSWORD]
        command = [sys.executable, "-W", "ignore", str(program), *words, str(self.var / "provider.sqlite3")]
        self.process = processes.start(command, log=log)
        processes.wait_until(
            lambda: processes.answers_on(self.port), what="The provider", seconds=90, process=self.process, log=log
        )
        return self

    def tell(self, **asked: Any) -> None:
        """Something for the provider to know; without ``spoil`` it answers rightly from here on."""
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/tell/", data=json.dumps(asked).encode(), method="POST"
        )
        urllib.request.urlopen(request, timeout=60).read()  # noqa: S310 - a server of this test

    def person(self, who: str, email: str, **told: Any) -> None:
        """Somebody with an account at the provider; ``told`` goes into the signed answer."""
        self.tell(person=who, email=email, told=told)

    def remove(self) -> None:
        if self.process is not None:
            processes.stop(self.process)
        shutil.rmtree(self.var, ignore_errors=True)
