"""What an installation says of its region: name, how it can be reached, and words of its own.

The database is the truth. The settings give the words of a new installation, which a migration copies. After that they
say only what a process writes on a page that it must draw before it ever reached its database.
"""

import logging
from dataclasses import asdict, dataclass
from typing import Final

from django.conf import settings
from django.db import Error

from samenkracht.core.db.snapshot import is_reading_snapshot
from samenkracht.core.models import RegionText
from samenkracht.core.web import reference
from samenkracht.core.web.languages import OwnWords
from samenkracht.core.web.page_cache import TTLCache

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Region:
    """The region of this installation, as pages show it."""

    name: str
    email: str
    phone: str
    privacy_email: str = ""
    post_address: str = ""
    motto: OwnWords = OwnWords("")
    phone_hours: OwnWords = OwnWords("")
    help_words: OwnWords = OwnWords("")

    @property
    def privacy_contact(self) -> str:
        """Where questions about personal data go."""
        return self.privacy_email or self.email


# In the order of the screen; those of the second group may stand in English too.
PLAIN: Final = ("name", "email", "phone", "privacy_email", "post_address")
TRANSLATED: Final = ("motto", "phone_hours", "help_words")
ALWAYS_THERE: Final = ("name", "email", "phone")
_LAST: Final = "last"
_regions: TTLCache[Region] = TTLCache(4)


def region(edition: str | None = None) -> Region:
    """The region in this edition of the reference data (None: that of now).

    Without a database it is as this process knew it last, or else as the settings say.
    """
    try:
        edition = reference.edition() if edition is None else edition
        is_private = reference.is_changing() or is_reading_snapshot()
        if not is_private and (kept := _regions.get(("edition", edition))):
            return kept[0]
        found = read()
    except Error as error:
        # A page that says what is wrong must come. The error's own words may quote a row.
        logger.warning("region.not_read error=%s", type(error).__name__)
        older = _regions.get(_LAST)
        return older[0] if older else of_settings()
    if not is_private:
        _regions.set(("edition", edition), found)
        _regions.set(_LAST, found)
    return found


def read() -> Region:
    """As it stands in the database; one query."""
    rows = {row.key: row for row in RegionText.objects.all()}
    given = as_stored(of_settings())

    def text(key: str) -> str:
        found = rows[key].text if key in rows else ""
        return found or (given[key][0] if key in ALWAYS_THERE else "")

    def words(key: str) -> OwnWords:
        return OwnWords(rows[key].text, rows[key].text_en) if key in rows else OwnWords("")

    return Region(
        name=text("name"),
        email=text("email"),
        phone=text("phone"),
        privacy_email=text("privacy_email"),
        post_address=text("post_address"),
        motto=words("motto"),
        phone_hours=words("phone_hours"),
        help_words=words("help_words"),
    )


def of_settings() -> Region:
    """What the settings give a new installation."""
    given = settings.REGION
    return Region(
        name=given["name"], email=given["email"], phone=given["phone"], motto=OwnWords(given["motto"]),
    )  # fmt: skip


def as_stored(found: Region) -> dict[str, tuple[str, str]]:
    """Dutch and English by key, of what is filled in."""
    facts = asdict(found)
    texts = {key: (facts[key], "") for key in PLAIN} | {key: (facts[key]["nl"], facts[key]["en"]) for key in TRANSLATED}
    return {key: pair for key, pair in texts.items() if any(pair)}


def forget() -> None:
    """Make this process as if it had just started: for tests, whose databases use the same numbers again."""
    _regions.clear()
