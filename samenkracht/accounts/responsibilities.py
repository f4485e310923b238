"""Where somebody works. Which places there are is known to higher floors."""

from samenkracht.accounts.actors import Actor
from samenkracht.accounts.models import User
from samenkracht.core.hooks import Hook


def _held(*, user: User, to: Actor) -> list[str]:
    """The places that ``user`` holds, in words that ``to`` may read: for who must be put in their place."""
    raise NotImplementedError


responsibilities = Hook("responsibilities", _held)


def responsibilities_of(user: User, *, to: Actor) -> list[str]:
    """All places that ``user`` holds, in words that ``to`` may read."""
    return [place for places in responsibilities.call(user=user, to=to) for place in places]
