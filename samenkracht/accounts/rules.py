"""The rules that are about no object of a higher floor."""

from samenkracht.accounts.actors import Actor, has_role
from samenkracht.accounts.permissions import Permission, rule
from samenkracht.accounts.roles import EVERY_ROLE, Role


@rule(Permission.WORKPLACE_ENTER)
def may_enter_workplace(actor: Actor, target: object) -> bool:
    """Everybody with a role."""
    return has_role(actor, *EVERY_ROLE)


@rule(Permission.UNREADABLE_READ)
def may_see_what_is_unreadable(actor: Actor, target: object) -> bool:
    """Which stored values cannot be read, without the values: the administrator."""
    return may_write_users(actor, target)


@rule(Permission.STUCK_WORK_READ)
def may_see_stuck_work(actor: Actor, target: object) -> bool:
    """Which work failed and waits to be tried again: the administrator."""
    return may_write_users(actor, target)


@rule(Permission.STUCK_WORK_RETRY)
def may_retry_stuck_work(actor: Actor, target: object) -> bool:
    """Have work tried again that failed too often: the administrator."""
    return may_write_users(actor, target)


@rule(Permission.USERS_WRITE)
def may_write_users(actor: Actor, target: object) -> bool:
    """The administrator."""
    return has_role(actor, Role.ADMINISTRATOR)
