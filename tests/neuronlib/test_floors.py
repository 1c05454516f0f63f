"""The library's floors: an upper one imports lower ones, never the other way."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import neuronlib

FOLDER = Path(neuronlib.__file__).parent
FLOORS = {
    **dict.fromkeys(["inputs", "activations", "learned_activations", "initialisation"], 0),
    **dict.fromkeys(["losses", "datasets", "gradient_check", "graph"], 0),
    **dict.fromkeys(["neuron", "layer", "network", "fast", "spiking"], 1),
    **dict.fromkeys(["training", "diagnostics", "sweeps"], 2),
    **dict.fromkeys(["experiments", "scenes", "exercises"], 3),
    "plotting": 4,
    "demos": 5,
}
DEPENDENCIES = {
    **{floor: {"numpy"} for floor in range(4)},
    4: {"numpy", "matplotlib", "PIL", "contourpy"},  # the last two are matplotlib's own
    5: {"numpy", "matplotlib", "ipywidgets", "PIL", "anywidget", "traitlets"},
}
OPTIONAL = {"sweeps.py": {"tqdm"}}  # loaded where it is used, if it is there
MODULES = sorted(FOLDER.rglob("*.py"))


def imports(module):
    """Yield every module that a file imports, anywhere in it, by its full name."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: imports by full name are easier to follow"
            if node.module == "neuronlib":
                yield from (f"neuronlib.{alias.name}" for alias in node.names)
            else:
                yield node.module


def floor_of(module):
    """Return the floor of a file; the front door may show the lower three."""
    first = module.relative_to(FOLDER).parts[0].removesuffix(".py")
    return 2 if first == "__init__" else FLOORS[first]


def floor_of_name(name):
    """Return the floor of what `neuronlib.…` names."""
    part = name.split(".")[1]
    if part in FLOORS:
        return FLOORS[part]
    # `from neuronlib import relu`: the name of a thing, not of a module
    return FLOORS[getattr(neuronlib, part).__module__.split(".")[1]]


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(FOLDER)))
def test_a_module_imports_no_floor_above_its_own_and_no_package_it_may_not(module):
    floor = floor_of(module)
    for name in imports(module):
        package = name.split(".")[0]
        if package == "neuronlib":
            assert floor_of_name(name) <= floor, f"floor {floor} imports {name}"
        elif package not in sys.stdlib_module_names:
            allowed = DEPENDENCIES[floor] | OPTIONAL.get(str(module.relative_to(FOLDER)), set())
            assert package in allowed, f"floor {floor} imports {name}"


def test_every_floor_has_its_modules():
    found = {module.relative_to(FOLDER).parts[0].removesuffix(".py") for module in MODULES}
    assert found - {"__init__"} == set(FLOORS)


def loaded_by(statement):
    script = f"import sys; {statement}; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


HEAVY = {
    "matplotlib", "ipywidgets", "IPython", "sklearn", "scipy", "PIL", "asyncio", "tqdm", "dask",
    "torch", "jax",
}  # fmt: skip


def test_import_neuronlib_loads_numpy_and_nothing_heavier():
    loaded = loaded_by("import neuronlib")
    assert "numpy" in loaded and not loaded & HEAVY


def test_import_neuronlib_waits_with_what_is_used_later():
    ours = loaded_by("import neuronlib") - loaded_by("import numpy")
    assert "neuronlib.network" in ours
    assert not ours & {"neuronlib.diagnostics", "neuronlib.spiking", "numpy.random"}
    assert "neuronlib.spiking" in loaded_by("import neuronlib; neuronlib.spiking")


def test_a_name_that_is_none_is_refused():
    with pytest.raises(AttributeError, match="module 'neuronlib' has no attribute 'perceptron'"):
        _ = neuronlib.perceptron


def test_sweeps_load_no_progress_bar_before_they_need_one():
    assert not loaded_by("import neuronlib.sweeps") & HEAVY


def test_experiments_scenes_and_exercises_need_numpy_alone():
    loaded = loaded_by(
        "import neuronlib.scenes, neuronlib.exercises, neuronlib.experiments.one_neuron"
    )
    assert not loaded & HEAVY


def test_plotting_needs_no_widgets():
    assert not loaded_by("import neuronlib.plotting") & {"ipywidgets", "IPython", "sklearn"}


def test_reading_the_digits_needs_no_scikit_learn():
    assert not loaded_by("import neuronlib; neuronlib.datasets.digits()") & HEAVY


def test_every_public_name_exists_and_is_listed():
    assert neuronlib.__all__ == sorted(neuronlib.__all__)
    for name in neuronlib.__all__:
        assert hasattr(neuronlib, name)
