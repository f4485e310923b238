"""How long a session lasts."""

import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY as RECORDS

from tests.accounts.test_second_factor import come_in

TEN_HOURS = 10 * 3600


@pytest.mark.parametrize(("ago", "status"), [(TEN_HOURS - 60, 200), (TEN_HOURS + 1, 302)])
def test_session_ends_ten_hours_after_one_showed_who_one_is_whatever_was_written_to_it_since(client, cast, ago, status):
    come_in(client)
    session = client.session
    session[RECORDS] = [record | {"at": record["at"] - ago} for record in session[RECORDS]]
    session.save()  # moves its end to ten hours from now

    assert client.get("/werkplek/").status_code == status
    if status == 302:
        assert client.get("/inloggen/?next=/werkplek/").status_code == 200, "the login page takes them for logged in"
        come_in(client)
        assert client.get("/werkplek/").status_code == 200
