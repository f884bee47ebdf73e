"""A life written as steps of one object: each public method that begins with `step_` is a check, in the order of the text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from results import FAILED, PASSED, Check


def play(suite: str, route: str, life: Any) -> list[Check]:
    """Plays the steps; one that fails does not keep the others from being tried."""
    return [played(suite, route, name, getattr(life, name)) for name in vars(type(life)) if name.startswith("step_")]


def played(suite: str, route: str, name: str, step: Callable[[], None]) -> Check:
    """The step's docstring is the check's name."""
    title = (step.__doc__ or name).strip().split("\n")[0].rstrip(".")
    try:
        step()
    except Exception as error:  # pylint: disable=broad-exception-caught
        return Check(suite, route, title, FAILED, f"{type(error).__name__}: {error}")
    return Check(suite, route, title, PASSED)


def expect(found: Any, wanted: Any, what: str = "") -> None:
    """Compares, and says both."""
    if found != wanted:
        raise AssertionError(f"{what}: expected {wanted!r}, found {found!r}")
