"""The library's pages in the book: no public name is missing, and none is made up."""

import importlib
import pkgutil
import re
from pathlib import Path
from types import ModuleType

import pytest

import neuronlib
import neuronlib.experiments

PAGES = sorted((Path(__file__).resolve().parents[2] / "chapters").glob("api*.md"))
DIRECTIVE = re.compile(r"^\.\. auto(\w+):: ([\w.]+)((?:\n   :.*)*)", re.MULTILINE)
SHOWN_BY_MODULE = ("datasets", "diagnostics", "initialisation", "spiking")


def public(module):
    """Return what a module offers: its `__all__`, or what it defines without an underscore."""
    if hasattr(module, "__all__"):
        return set(module.__all__)
    return {
        name
        for name, thing in vars(module).items()
        if not name.startswith("_") and getattr(thing, "__module__", "") == module.__name__
    }


def shown():
    """Return every thing that the pages show, by its full name."""
    found = []
    for page in PAGES:
        for kind, name, options in DIRECTIVE.findall(page.read_text(encoding="utf-8")):
            if kind != "module":
                found.append(f"neuronlib.{name}")
                continue
            (members,) = re.findall(r":members:(.*)", options)
            chosen = [one.strip() for one in members.split(",") if one.strip()]
            found += [f"{name}.{one}" for one in chosen or public(importlib.import_module(name))]
    return found


def test_there_are_pages():
    assert [page.name for page in PAGES] == ["api-book.md", "api-tools.md", "api.md"]


def test_every_public_name_of_the_library_is_shown():
    names = set(neuronlib.__all__) - set(SHOWN_BY_MODULE)
    assert {f"neuronlib.{name}" for name in names} <= set(shown())


@pytest.mark.parametrize(
    "part", [*SHOWN_BY_MODULE, "sweeps", "experiments", "scenes", "plotting", "demos"]
)
def test_every_public_name_of_a_part_is_shown(part):
    module = importlib.import_module(f"neuronlib.{part}")
    names = {
        name
        for name in public(module)
        if not isinstance(getattr(module, name), ModuleType | type(...))
    }
    assert {f"neuronlib.{part}.{name}" for name in names} <= set(shown())


def test_every_module_of_experiments_is_shown():
    text = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
    prefix = "neuronlib.experiments."
    modules = {
        one.name
        for one in pkgutil.iter_modules(neuronlib.experiments.__path__, prefix)
        if one.name.removeprefix(prefix) not in ("evidence", "__main__")
    }
    assert modules == set(re.findall(r"automodule:: (neuronlib\.experiments\.\w+)", text))


def test_what_is_shown_exists():
    for name in shown():
        module, _, thing = name.rpartition(".")
        assert hasattr(importlib.import_module(module), thing), name


def test_nothing_is_shown_twice():
    names = shown()
    assert sorted(names) == sorted(set(names))
