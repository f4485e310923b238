"""The example region, built by calling services only, so that building it is a test of them."""

from samenkracht.accounts.models import User
from samenkracht.core import clock
from samenkracht.demo import cast, looking_back, papers, register, route
from samenkracht.demo.history import History
from samenkracht.demo.stories import STORIES
from samenkracht.demo.timeline import DemoRegion


def seed(*, size: float = 1.0) -> None:
    """Fill an empty database with the example region; a database that has people is left alone.

    ``size`` scales how many residents take part; below one, papers of earlier quarters are left out too.
    """
    if User.objects.exists():
        return
    region = DemoRegion(History(now=clock.now()), size=size)
    long_ago = region.ago(425)
    region.cast = cast.people(at=long_ago)
    register.agenda(by=region.staff("beheerder"), now=region.now, at=long_ago)
    register.help_now(now=region.now, by=region.staff("beheerder"), at=long_ago)
    region.calendar = route.calendar(region, at=long_ago)
    tales = [story(region) for story in STORIES]
    tales += [*route.proposals(region), *looking_back.tales(region), papers.nights(region), papers.quarters(region)]
    for tale in tales:
        region.history.add(tale)
    region.history.play()
