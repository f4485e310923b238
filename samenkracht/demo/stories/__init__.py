"""The stories of the example region: seventeen projects, each with a course of its own."""

from collections.abc import Callable
from typing import Final

from samenkracht.demo.history import Scenario
from samenkracht.demo.stories import care, home, method, space
from samenkracht.demo.timeline import DemoRegion

STORIES: Final[tuple[Callable[[DemoRegion], Scenario], ...]] = (
    home.energy, space.water, home.shelter, method.samenkracht, care.household, space.waste, care.transport,
    care.respite, space.cycling, method.messages, space.heat, home.debts, home.living, space.homes, method.loans,
    method.school, method.purchasing,
)  # fmt: skip
