"""The one lawful way up between floors (docs/architecture.md).

A lower floor declares a hook; higher floors add one function each in ``apps.ready()``. It is called in the caller's
transaction, in floor order (the order of INSTALLED_APPS); an error stops the verb.
"""

from collections.abc import Callable
from typing import Generic, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


class Hook(Generic[P, R]):
    """A named place where higher floors may join in. All hooks are listed by ``Hook.known``."""

    known: "dict[str, Hook[..., object]]" = {}

    def __init__(self, name: str, signature: Callable[P, R]) -> None:
        """``signature`` is a function that shows the arguments and the result; it is never called."""
        if name in Hook.known:
            raise ValueError(f"hook {name} exists already")
        self.name = name
        self.signature = signature
        self.functions: list[Callable[P, R]] = []
        Hook.known[name] = self  # type: ignore[assignment]  # the registry forgets the parameters on purpose

    def add(self, function: Callable[P, R]) -> None:
        if function not in self.functions:
            self.functions.append(function)

    def call(self, *args: P.args, **kwargs: P.kwargs) -> list[R]:
        """Call all, in floor order, and give their results."""
        return [function(*args, **kwargs) for function in self.functions]
