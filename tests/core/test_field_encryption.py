import base64

import pytest
from django.core.exceptions import ImproperlyConfigured

from samenkracht.core.security.encryption import CannotDecrypt, decrypt, encrypt

OLD = "1:" + base64.b64encode(b"o" * 32).decode()
NEW = "2:" + base64.b64encode(b"n" * 32).decode()
PLACE = "participation_draft.answers"


def test_sealed_text_comes_back_and_cannot_be_read_in_the_bytes(settings):
    settings.FIELD_KEYS = OLD
    sealed = encrypt("bel mij op 035", place=PLACE)
    assert b"bel mij" not in sealed
    assert decrypt(sealed, place=PLACE) == "bel mij op 035"


def test_a_new_key_writes_and_the_old_key_still_reads(settings):
    settings.FIELD_KEYS = OLD
    sealed = encrypt("oud", place=PLACE)
    settings.FIELD_KEYS = f"{NEW},{OLD}"
    assert decrypt(sealed, place=PLACE) == "oud"
    assert encrypt("nieuw", place=PLACE)[0] == 2


@pytest.mark.parametrize("keys", [NEW, "1:" + base64.b64encode(b"x" * 32).decode()])
def test_a_wrong_key_is_a_clear_error_and_never_a_text(settings, keys):
    settings.FIELD_KEYS = OLD
    sealed = encrypt("geheim", place=PLACE)
    settings.FIELD_KEYS = keys
    with pytest.raises(CannotDecrypt):
        decrypt(sealed, place=PLACE)


def test_bytes_moved_to_another_column_do_not_open(settings):
    settings.FIELD_KEYS = OLD
    with pytest.raises(CannotDecrypt):
        decrypt(encrypt("geheim", place=PLACE), place="other.column")


def test_keys_of_a_wrong_shape_stop_the_work(settings):
    settings.FIELD_KEYS = "1:kort"
    with pytest.raises(ImproperlyConfigured):
        encrypt("x", place=PLACE)
