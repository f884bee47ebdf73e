"""The mutants by name."""

import dataclasses
import importlib
import threading

# Module to heading.
FAMILIES = {
    "status": "Statuses and errors",
    "media": "Media types, headers, query strings",
    "resources": "People and groups as they are shown and written",
    "lists": "Pages, order, projections",
    "filters": "Filters",
    "patch": "PATCH",
    "members": "Members of groups",
    "discovery": "Discovery",
    "versions": "ETags and Bulk",
}


@dataclasses.dataclass(frozen=True)
class Mutant:
    """One mistake."""

    name: str
    mistake: str
    seen: str
    family: str
    # Makes the function of (request, send), with a memory of its own.
    make: object


MUTANTS = {}


class Memory(dict):
    """What a mutant remembers between requests."""

    def __init__(self):
        super().__init__()
        self.lock = threading.Lock()


def mutant(mistake, seen=""):
    """Registers a function (request, send, memory) -> Response under its name, with '-' for '_'."""

    def register(function):
        name = function.__name__.replace("_", "-")
        assert name not in MUTANTS, name

        def make():
            memory = Memory()
            return lambda request, send: function(request, send, memory)

        MUTANTS[name] = Mutant(name, mistake, seen, function.__module__.rpartition(".")[2], make)
        return function

    return register


def all_mutants():
    """Every mutant, family by family."""
    for family in FAMILIES:
        importlib.import_module(f"mutants.{family}")
    return list(MUTANTS.values())
