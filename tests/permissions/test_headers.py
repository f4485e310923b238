"""The headers of answers that no route of the table gives; those of its routes are asked for with the matrix."""

import pytest
from django.test import Client, override_settings

from tests.permissions.harness import complaints


@pytest.mark.django_db
def test_answers_to_nonsense_carry_the_headers_too():
    client = Client(raise_request_exception=False)
    for response in (client.get("/bestaat-niet/"), client.get("/projecten/%00/"), client.put("/inloggen/")):
        assert response.status_code in (400, 404, 405)
        assert not complaints(response)


@pytest.mark.django_db
@override_settings(SECURE_HSTS_SECONDS=31536000, SECURE_HSTS_INCLUDE_SUBDOMAINS=True)
def test_over_tls_browsers_are_told_to_stay_there_for_a_year():
    response = Client().get("/", secure=True)
    assert "max-age=31536000" in response["Strict-Transport-Security"]
