import re
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from samenkracht.accounts import services
from samenkracht.accounts.actors import Staff, System
from samenkracht.accounts.models import Invitation, User
from samenkracht.accounts.permissions import NotPermitted, Permission, may
from samenkracht.accounts.roles import Role
from tests.cast import PASSWORD
from tests.moments import NOW


def test_staff_log_in_with_login_and_password_and_reach_the_workplace(client, cast):
    answer = client.post("/inloggen/", {"login": "Coordinator@test.example", "password": PASSWORD})
    assert (answer.status_code, answer["Location"]) == (302, "/werkplek/")


def test_a_wrong_password_is_answered_with_422_and_says_so_in_dutch(client, cast):
    answer = client.post("/inloggen/", {"login": "coordinator@test.example", "password": "fout"})
    assert answer.status_code == 422
    assert "wachtwoord" in answer.content.decode()
    assert "coordinator@test.example" in answer.content.decode()


def test_sign_up_is_closed(client, db):
    answer = client.post(
        "/aanmelden/", {"email": "new@test.example", "password1": PASSWORD, "password2": PASSWORD, "login": "x"}
    )
    assert answer.status_code in (200, 403)
    assert not User.objects.exists()


def test_there_is_no_superuser_and_no_admin_site(client, cast):
    from django.conf import settings

    assert "django.contrib.admin" not in settings.INSTALLED_APPS
    assert not hasattr(cast.administrator, "is_superuser")
    assert client.get("/admin/").status_code == 404


def test_the_first_administrator_comes_in_by_an_invitation_that_works_once(client, db):
    out = StringIO()
    call_command("invite_administrator", "beheerder@test.example", stdout=out)
    path = "/uitnodiging/" + out.getvalue().strip().split("/uitnodiging/")[1]

    assert client.get(path).status_code == 200
    assert not User.objects.exists()
    typed = {"password": "lang genoeg en niet bekend", "again": "lang genoeg en niet bekend"}
    assert client.post(path, typed).status_code == 302
    assert User.objects.get().role == Role.ADMINISTRATOR
    assert client.post(path, typed).status_code == 410
    assert User.objects.count() == 1


def test_a_second_invitation_for_the_same_address_is_refused_in_one_line(cast):
    with pytest.raises(CommandError, match="Er is al een gebruiker"):
        call_command("invite_administrator", "Administrator@test.example")


def test_an_expired_invitation_stays_expired(db):
    token = services.invite(
        email="a@test.example", display_name="Functie", role=Role.DIRECTOR, by=System("test"), at=NOW
    )
    with pytest.raises(services.InvitationNotValid):
        services.accept(token=token, password=PASSWORD, at=NOW + timedelta(days=8))
    assert not User.objects.exists()


def test_the_token_of_an_invitation_is_not_stored(db):
    token = services.invite(
        email="a@test.example", display_name="Functie", role=Role.DIRECTOR, by=System("test"), at=NOW
    )
    assert token not in str(Invitation.objects.values())


def test_a_weak_password_is_refused_at_its_field(client, db):
    token = services.invite(
        email="a@test.example", display_name="Functie", role=Role.DIRECTOR, by=System("test"), at=NOW
    )
    answer = client.post(f"/uitnodiging/{token}/", {"password": "kort", "again": "kort"})
    assert answer.status_code == 422
    assert "kort" in answer.content.decode()
    assert not User.objects.exists()


LIKE_ONESELF = ("wijkteam.leider@gooi.example", "WIJKTEAM.leider@gooi.example1", "adviseur wmo 2026")


def told_to_choose_another(answer):
    assert answer.status_code == 422
    return "Dit wachtwoord lijkt te veel op uw e-mailadres of functie." in answer.content.decode()


@pytest.mark.parametrize("password", LIKE_ONESELF)
def test_a_password_like_the_own_address_or_function_is_refused_at_each_way_to_choose_one(
    client, db, mailoutbox, password
):
    who = {"email": "wijkteam.leider@gooi.example", "display_name": "Adviseur Wmo", "role": Role.DIRECTOR}
    token = services.invite(**who, by=System("test"), at=NOW)
    assert told_to_choose_another(client.post(f"/uitnodiging/{token}/", {"password": password, "again": password}))
    assert not User.objects.exists()

    user = services.add_user(**who, password=PASSWORD, by=System("test"), at=NOW)
    typed = {"password1": password, "password2": password}
    client.post("/wachtwoord/vergeten/", {"email": user.email})
    link = re.search(r"/wachtwoord/nieuw/\S+", mailoutbox[-1].body)[0]
    opened = client.get(link, follow=True)
    assert told_to_choose_another(client.post(opened.request["PATH_INFO"], typed))

    client.post("/inloggen/", {"login": user.email, "password": PASSWORD})
    assert told_to_choose_another(client.post("/wachtwoord/wijzigen/", typed | {"oldpassword": PASSWORD}))
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_only_the_administrator_adds_users(cast):
    for part, user in cast.users.items():
        if part == "administrator":
            continue
        with pytest.raises(NotPermitted):
            services.add_user(
                email="x@test.example", display_name="x", role=Role.DIRECTOR, password=None, by=Staff(user), at=NOW
            )
    assert may(Staff(cast.administrator), Permission.USERS_WRITE)


def test_an_unknown_permission_is_an_error_and_not_a_no(cast):
    with pytest.raises(ValueError, match="not a valid"):
        may(Staff(cast.administrator), "users.wirte")


def test_the_administrator_invites_a_coordinator_who_can_then_come_in(client, cast):
    client.force_login(cast.administrator)
    typed = {"email": "nieuw@test.example", "display_name": "Coördinator", "role": "coordinator"}
    page = client.post("/werkplek/gebruikers/", typed, follow=True).content.decode()
    link = page.split("<code>")[1].split("</code>")[0]
    client.logout()
    password = "lang genoeg en niet bekend"
    client.post(link[link.index("/uitnodiging/") :], {"password": password, "again": password})
    answer = client.post("/inloggen/", {"login": "nieuw@test.example", "password": password})
    assert (answer.status_code, answer["Location"]) == (302, "/werkplek/")
    assert User.objects.get(email="nieuw@test.example").role == Role.COORDINATOR


def test_an_address_that_is_taken_is_refused_at_its_field(client, cast):
    client.force_login(cast.administrator)
    typed = {"email": "Leader@test.example", "display_name": "Dubbel", "role": "director"}
    answer = client.post("/werkplek/gebruikers/", typed)
    assert answer.status_code == 422
    assert "Er is al een gebruiker met dit e-mailadres." in answer.content.decode()


def test_a_visitor_who_takes_a_published_report_leaves_no_trace(client, cast):
    from samenkracht.audit.models import AuditEvent
    from tests.factories.projects import ProjectFactory
    from tests.permissions.world import make_report

    ProjectFactory(pk=1)  # the one that the made-up report tells about
    report = make_report(cast, "Openbaar rapport", published=True)
    before = AuditEvent.objects.count()
    assert client.get(f"/rapporten/{report.year}/{report.slug}.pdf").status_code == 200
    assert AuditEvent.objects.count() == before
    client.force_login(cast.director)
    assert client.get(f"/werkplek/rapporten/{report.pk}.pdf").status_code == 200
    assert AuditEvent.objects.filter(event="file.downloaded").count() == 1
