"""What the demo runs in: its mode and its secrets. manage.py calls this before Django reads its settings."""

import base64
import os
import secrets
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SETTLED_BY_HAND = ("MODE", "SECRET_KEY", "DATABASE_URL")


def settle(words: list[str]) -> None:
    """Give the environment of the demo to ``manage.py demo``, and to other commands beside an existing demo.

    Whoever set MODE, SECRET_KEY or DATABASE_URL runs an installation of their own, and nothing is touched.
    """
    starts_demo = words[:1] == ["demo"]
    if starts_demo:
        os.environ.setdefault("MODE", "demo")
    elif any(name in os.environ for name in SETTLED_BY_HAND) or not kept_in().exists():
        return
    if os.environ.get("MODE", "demo") != "demo":
        return
    os.environ["MODE"] = "demo"
    for name, value in keep_secrets().items():
        os.environ.setdefault(name, value)
    # The demo's passwords are known to everybody, so a second factor would guard nothing. Production refuses this.
    os.environ.setdefault("STAFF_SECOND_FACTOR", "off")
    os.environ.setdefault("BASE_URL", f"http://127.0.0.1:{os.environ.get('PORT', '8000')}")


def var_dir() -> Path:
    """The folder of the demo's state."""
    return Path(os.environ.get("VAR_DIR", ROOT / "var"))


def kept_in() -> Path:
    """The file with the demo's secrets, readable by its owner alone."""
    return var_dir() / "demo.env"


def keep_secrets() -> dict[str, str]:
    """The demo's secrets: made at the first start, the same ever after."""
    path = kept_in()
    if not path.exists():
        made = {
            "SECRET_KEY": secrets.token_urlsafe(64),
            "FIELD_KEYS": "1:" + base64.b64encode(secrets.token_bytes(32)).decode(),
            "RECEIPT_SECRETS": "1:" + secrets.token_urlsafe(32),
        }
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text("".join(f"{name}={value}\n" for name, value in made.items()))
    lines = path.read_text().splitlines()
    return dict(line.split("=", 1) for line in lines if "=" in line)
