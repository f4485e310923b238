"""How long a session lasts."""

from datetime import timedelta

import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY as RECORDS

from samenkracht.core import clock
from tests.accounts.test_second_factor import come_in, set_up

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


@pytest.mark.parametrize("days", [-400, 400])
def test_session_lasts_as_long_in_a_portal_whose_clock_was_moved(client, cast, settings, portal_clock, days):
    """allauth writes down by the machine's clock when one showed who one is."""
    settings.STAFF_SECOND_FACTOR = True
    portal_clock.at = clock.of_the_machine() + timedelta(days=days)
    come_in(client)
    set_up(client)
    assert client.get("/werkplek/").status_code == 200

    session = client.session
    session[RECORDS] = [record | {"at": record["at"] - TEN_HOURS - 1} for record in session[RECORDS]]
    session.save()
    assert client.get("/werkplek/").status_code == 302
