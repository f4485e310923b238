"""The guard on writes is shown red, and shown to let through what it must."""

from pathlib import Path

import pytest
from django.db import connection

from samenkracht.accounts import services
from samenkracht.accounts.actors import System
from samenkracht.accounts.models import User
from samenkracht.accounts.roles import Role
from tests.moments import NOW
from tests.services.rooms import room_of, rooms
from tests.services.write_guard import READING_ROOMS, ROOT, WriteOutsideService

WRITES = "def act(model): model.objects.filter(pk=0).update(display_name='x')"


def planted(place: str):
    """A function as if it stood in this file of the portal."""
    names: dict[str, object] = {}
    exec(compile(WRITES, str(ROOT / place), "exec"), names)  # noqa: S102 - planting is the point
    return names["act"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "place",
    [
        # A file in every such room of every wing, whether the room is a file or a folder.
        *(str(room if room.suffix else room / "planted.py") for room in rooms(*sorted(READING_ROOMS))),
        "reports/tasks.py",
        "samenkracht/pages/planted.py",
        "samenkracht/core/web/forms.py",
        "participation/queries.py",
    ],
)
def test_write_from_a_reading_room_is_refused(place):
    with pytest.raises(WriteOutsideService, match=place):
        planted(place)(User)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "place",
    [
        "projects/goals/services.py",
        "participation/builder/services/forms.py",
        "samenkracht/core/planted.py",
        "tests/planted.py",
    ],
)
def test_write_from_a_service_passes(place):
    planted(place)(User)


@pytest.mark.django_db
def test_model_is_passed_over_and_its_caller_is_asked():
    names: dict[str, object] = {"inner": planted("projects/models/planted.py")}
    exec(compile("def act(model): inner(model)", str(ROOT / "projects/goals/views.py"), "exec"), names)  # noqa: S102

    with pytest.raises(WriteOutsideService, match="projects/goals/views.py"):
        names["act"](User)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM accounts_user WHERE id = 0",
        "WITH gone AS (SELECT 1) UPDATE accounts_user SET display_name = 'x' WHERE id = 0",
        "  insert into audit_event default values",
    ],
)
def test_plain_sql_is_seen_too(sql):
    code = "def act(cursor, sql): cursor.execute(sql)"
    names: dict[str, object] = {}
    exec(compile(code, str(ROOT / "reports/runs/views/planted.py"), "exec"), names)  # noqa: S102

    with connection.cursor() as cursor, pytest.raises(WriteOutsideService):
        names["act"](cursor, sql)


@pytest.mark.django_db
def test_service_called_by_a_view_may_write(django_user_model):
    code = "def act(add, **words): return add(**words)"
    names: dict[str, object] = {}
    exec(compile(code, str(ROOT / "samenkracht/accounts/views.py"), "exec"), names)  # noqa: S102
    user = names["act"](
        services.add_user,
        email="x@test.example",
        display_name="Beheerder",
        role=Role.ADMINISTRATOR,
        password=None,
        by=System("test"),
        at=NOW,
    )

    assert list(django_user_model.objects.all()) == [user]


@pytest.mark.once
@pytest.mark.parametrize(
    ("place", "room"),
    [
        ("projects/goals/views.py", "views"),
        ("projects/plans/views/decisions.py", "views"),
        ("participation/builder/services/forms.py", "services"),
        ("participation/formbuilder/types/choice.py", "formbuilder"),
        ("projects/models/plan.py", "models"),
        ("reports/tasks.py", "tasks"),
        ("samenkracht/accounts/forms.py", "forms"),
        ("samenkracht/core/web/forms.py", "forms"),
        ("samenkracht/backups/services.py", "services"),
        ("projects/pages/services.py", "services"),  # a wing may be called like a room
    ],
)
def test_a_room_is_read_from_the_path_below_the_wing(place, room):
    assert room_of(Path(place)) == room
