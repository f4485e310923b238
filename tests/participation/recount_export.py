"""The table of a form's submissions once more, by another road: plain SQL, JSON and AES, none of the portal's code.

Each row is a dict from the key of a column to what must stand in the CSV.
"""

import base64
import json
from datetime import UTC, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import connection

WAYS_OUT = {
    "no_fixed_address": "Ik heb geen vaste woon- of verblijfplaats",
    "outside_region": "Ik woon buiten de regio",
    "not_said": "Dat zeg ik liever niet",
}
YES_NO = {"yes": "Ja", "no": "Nee", "unknown": "Weet ik niet"}
CHANNELS = {"online": "Online", "phone": "Telefoon", "paper": "Op papier"}


def rows_of(form_id: int, *, as_codes: bool = False) -> list[dict[str, str]]:
    """What must be told of every submission that is there, by number."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT code, name FROM projects_municipality")
        places = dict(cursor.fetchall()) | WAYS_OUT
        cursor.execute(
            "SELECT s.id, s.received_at, s.channel, s.municipality, v.number, v.definition, s.answers, s.key"
            " FROM participation_submission s JOIN participation_formversion v ON v.id = s.version_id"
            " WHERE s.form_id = %s ORDER BY s.id",
            [form_id],
        )
        return [row_of(found, {} if as_codes else places, as_codes=as_codes) for found in cursor.fetchall()]


def row_of(found: tuple, places: dict[str, str], *, as_codes: bool) -> dict[str, str]:
    number, at, channel, place, version, definition, answers, key = found
    definition, answers = (json.loads(one) if isinstance(one, str) else one for one in (definition, answers))
    at = at if isinstance(at, datetime) else datetime.fromisoformat(at)
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    row = {
        "Inzending": str(number),
        "Ontvangen op": at.astimezone(ZoneInfo("Europe/Amsterdam")).strftime("%Y-%m-%d"),
        "Hoe binnengekomen": channel if as_codes else CHANNELS[channel],
        "Gemeente": places.get(place, place),
        "Versie": str(version),
    }
    for step in definition["steps"]:
        for question in step["questions"]:
            if question["kind"] != "explanation":
                answer = in_words(answers["a"].get(question["key"]), f"{UUID(str(key)).hex}/{question['key']}")
                row |= cells_of(question, answer, places, as_codes=as_codes)
    return row


def in_words(answer: Any, where: str) -> Any:
    """What was answered, out of the seal: the number of the key, the nonce, and the rest."""
    if not isinstance(answer, dict) or "sealed" not in answer:
        return answer
    sealed = base64.b64decode(answer["sealed"])
    keys = dict(one.split(":") for one in settings.FIELD_KEYS.split(","))
    key = AESGCM(base64.b64decode(keys[str(sealed[0])]))
    return key.decrypt(sealed[1:13], sealed[13:], f"participation_submission.answers/{where}".encode()).decode()


def cells_of(question: dict, answer: Any, places: dict[str, str], *, as_codes: bool) -> dict[str, str]:
    key, kind = question["key"], question["kind"]
    labels = {option["key"]: option["label"] for option in question["options"]}
    if question["other"] is not None:
        labels["other"] = question["other"]
    if kind == "several":
        cells = {f"{key}.{option}": "" for option in labels}
        if answer is not None:
            yes, no = ("1", "0") if as_codes else ("Ja", "Nee")
            cells = {f"{key}.{option}": yes if option in answer["options"] else no for option in labels}
        return cells | ({f"{key}.other.text": (answer or {}).get("text", "")} if "other" in labels else {})
    if kind == "choice":
        picked = (answer or {}).get("option", "")
        cells = {key: picked if as_codes else labels.get(picked, "")}
        return cells | ({f"{key}.other.text": (answer or {}).get("text", "")} if "other" in labels else {})
    text = "" if answer is None else str(answer)
    if kind == "number":
        text = text.replace(".", ",")
    elif kind in ("yes_no", "scale") and not as_codes:
        text = YES_NO.get(text, text)
    elif kind == "municipality":
        text = places.get(text, text)
    return {key: text}
