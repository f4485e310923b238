#!/usr/bin/env python3
"""Print the settings of a new installation: .env.example with secrets of its own, for the host that is named.

usage: new_env.py samenkracht.regio.example > /etc/samenkracht/env

Needs nothing but Python. Who prints it twice gets other secrets: what the first ones encrypted stays shut.
"""

import base64
import re
import secrets
import sys
from pathlib import Path

EXAMPLE = Path(__file__).resolve().parent.parent / ".env.example"
HOST = re.compile(r"(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}")


def filled_in(example: str, host: str) -> str:
    """The text of ``example`` with the values of a new installation in their places."""
    values = {
        "SECRET_KEY": secrets.token_urlsafe(64),
        "FIELD_KEYS": "1:" + base64.b64encode(secrets.token_bytes(32)).decode(),
        "RECEIPT_SECRETS": "1:" + secrets.token_urlsafe(48),
        "BASE_URL": f"https://{host}",
        "ALLOWED_HOSTS": host,
    }
    for name, value in values.items():
        example, found = re.subn(rf"(?m)^{name}=.*$", f"{name}={value}", example)
        if found != 1:
            raise SystemExit(f"{name} stands {found} times in {EXAMPLE}.")
    return example


def main(words: list[str]) -> int:
    if len(words) != 1 or not HOST.fullmatch(words[0]):
        print(__doc__, file=sys.stderr)
        return 2
    print(filled_in(EXAMPLE.read_text(), words[0]), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
