"""wrk, and what it said."""

import json
import secrets
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

MISSING = "wrk is not installed (Debian: apt-get install wrk); without it no rate is measured"
CONNECTIONS = 8
# One secret is both cookie and field, so that a post needs no page before it; each post has a key of its own.
TOKEN = "t" * 32
SCRIPT = """
wrk.method = "{method}"
wrk.headers["X-Forwarded-Proto"] = "https"
wrk.headers["Accept-Encoding"] = "gzip"
wrk.headers["Accept-Language"] = "nl"
wrk.headers["Connection"] = "close"
{post}
done = function(summary, latency, requests)
  local e = summary.errors
  io.write(string.format(
    'RESULT {{"requests":%d,"microseconds":%d,"bytes":%d,"p50":%d,"p99":%d,"status":%d,"socket":%d}}',
    summary.requests, summary.duration, summary.bytes, latency:percentile(50), latency:percentile(99), e.status,
    e.connect + e.read + e.write + e.timeout))
end
"""
POST = """
wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"
wrk.headers["Cookie"] = "{cookie}={token}"
wrk.headers["Referer"] = "https://{host}/"
local body, number = "{body}", 0
request = function()
  number = number + 1
  return wrk.format(nil, nil, nil, body .. string.format("%016x", number))
end
"""


@dataclass(frozen=True, slots=True)
class Pull:
    """One series of requests."""

    requests: int
    seconds: float
    bytes: int
    p50: float
    p99: float
    errors: int

    @property
    def rate(self) -> float:
        return self.requests / self.seconds


def find() -> str | None:
    """The program; None when it is not on this machine."""
    return shutil.which("wrk")


def pull(address: str, *, seconds: int, post: dict[str, str] | None = None, cookie: str = "") -> Pull:
    """Ask as fast as it answers, over CONNECTIONS connections. ``post``: fields; a fresh ``key`` joins each time."""
    lines = ""
    if post is not None:
        body = urlencode(post | {"csrfmiddlewaretoken": TOKEN}) + "&key=" + secrets.token_hex(8)
        lines = POST.format(cookie=cookie, token=TOKEN, host=address.split("/")[2], body=body)
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(SCRIPT.format(method="GET" if post is None else "POST", post=lines))
        script.flush()
        command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "5s", "-s", script.name, address]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode or "RESULT " not in done.stdout:
        raise RuntimeError(f"wrk failed.\n{done.stdout}\n{done.stderr}")
    said = json.loads(done.stdout.rpartition("RESULT ")[2])
    return Pull(
        requests=said["requests"],
        seconds=said["microseconds"] / 1e6,
        bytes=said["bytes"],
        p50=said["p50"] / 1e3,
        p99=said["p99"] / 1e3,
        errors=said["status"] + said["socket"],
    )


def is_there() -> bool:
    return find() is not None and Path(str(find())).exists()
