"""The full-size runs: which there are, carrying one out, and what was kept of it.

`python -m neuronlib.experiments [CLAIM …] [--processes N]` carries them out and keeps each in
`full_size.json`, from where a chapter shows it and the ledger takes its verdict.

A chapter's module ends with a table of them, by claim. An experiment takes `executor=` and returns
the `Evidence` on its claim, whose class names its `claim` and its `rule`::

    FULL_SIZE: dict[str, Experiment] = {"C36": partial(forgetting, n_seeds=1000)}

Where one measurement answers several claims, they share one object. It is called once for all of
them, and returns a mapping from each claim to its evidence::

    _all_slopes = partial(slopes_by_claim, n_seeds=1000)
    FULL_SIZE: dict[str, Experiment] = {"C62": _all_slopes, "C63": _all_slopes}
"""

import importlib
import inspect
import json
import pkgutil
import re
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import asdict, dataclass
from functools import partial
from importlib.metadata import version
from pathlib import Path
from time import perf_counter
from typing import Any
from warnings import catch_warnings, simplefilter

import numpy as np

from neuronlib import experiments
from neuronlib.experiments.evidence import Experiment, Outcome, Verdict

FILE = Path(__file__).with_name("full_size.json")
COMMAND = "python -m neuronlib.experiments"


@dataclass(frozen=True, repr=False)
class FullSizeRun(Outcome):
    """What was kept of a full-size run, for one claim.

    It prints itself as evidence does, but leaves nothing in the output's metadata: the ledger reads
    the file, and on a chapter's page it counts the chapter's own run alone. Nor does it repeat the
    rule, which is that of the chapter's own run.

    Parameters
    ----------
    claim : str
    verdict : Verdict
    measured, spread, rule : str
        As the evidence had them.
    settings : str
        The call, with its defaults.
    versions : dict
        Of neuronlib and numpy.
    seconds : int
        What it took; where one measurement answers several claims, for all of them.
    """

    claim: str
    verdict: Verdict
    measured: str
    spread: str
    rule: str
    settings: str
    versions: Mapping[str, str]
    seconds: int

    @property
    def _heading(self) -> str:
        return f"Full-size run, {self.claim}"

    def _rows(self) -> dict[str, str]:
        return {
            "verdict": str(self.verdict),
            "measured": self.measured,
            "spread": self.spread,
            "settings": self.settings,
        }

    def _metadata(self) -> dict[str, Any]:
        return {}


def full_size(claim: str) -> FullSizeRun:
    """Return what was kept of the full-size run for a claim.

    Parameters
    ----------
    claim : str
        Such as "C36".

    Raises
    ------
    ValueError
        If there was none yet.

    Examples
    --------
    >>> full_size("C36").settings
    'forgetting(n_seeds=1000, steps=300, learning_rate=0.1, l2=0.03, momentum=0.9)'
    """
    runs = kept_runs(FILE)
    if claim not in runs:
        raise ValueError(
            f"claim: got {claim!r}, which has no full-size run yet; `{COMMAND} {claim}` makes one"
        )
    return runs[claim]


# What is kept


def kept_runs(file: Path) -> dict[str, FullSizeRun]:
    """Return the runs in a file by their claims; none if there is no file."""
    if not file.exists():
        return {}
    rows = json.loads(file.read_text(encoding="utf-8"))
    return {
        claim: FullSizeRun(claim, **row | {"verdict": Verdict(row["verdict"])})
        for claim, row in rows.items()
    }


def keep(runs: Iterable[FullSizeRun], file: Path) -> None:
    """Put runs into a file, in place of those on the same claims."""
    kept = kept_runs(file) | {run.claim: run for run in runs}
    rows = {claim: asdict(kept[claim]) for claim in sorted(kept, key=_place)}
    for row in rows.values():
        del row["claim"]  # it stands before the row
    whole = file.with_suffix(".new")  # so that no interruption leaves half a file
    text = json.dumps(rows, indent=1, ensure_ascii=False)
    whole.write_text(f"{text}\n", encoding="utf-8", newline="\n")
    whole.replace(file)


def _place(claim: str) -> tuple[int, str]:
    return len(claim), claim  # C5 before C36 before C104


# What is run


def found_experiments() -> dict[str, Experiment]:
    """Return the full-size experiments of all modules by their claims, in the claims' order."""
    found: dict[str, Experiment] = {}
    for module in pkgutil.walk_packages(experiments.__path__, f"{experiments.__name__}."):
        table = getattr(importlib.import_module(module.name), "FULL_SIZE", {})
        for claim, experiment in table.items():
            # a package may show the table of one of its modules
            if found.setdefault(claim, experiment) is not experiment:
                raise ValueError(f"FULL_SIZE: {claim} has a second experiment in {module.name}")
    return {claim: found[claim] for claim in sorted(found, key=_place)}


def sharing(table: Mapping[str, Experiment]) -> list[tuple[list[str], Experiment]]:
    """Return each experiment of a table once, with the claims that share it.

    Examples
    --------
    >>> first, second = partial(max), partial(min)
    >>> [claims for claims, _ in sharing({"C1": first, "C2": second, "C3": first})]
    [['C1', 'C3'], ['C2']]
    """
    shared: dict[int, tuple[list[str], Experiment]] = {}
    for claim, experiment in table.items():
        claims, _ = shared.setdefault(id(experiment), ([], experiment))
        claims.append(claim)
    return list(shared.values())


def run(
    claims: Sequence[str], experiment: Experiment, executor: Executor | None = None
) -> list[FullSizeRun]:
    """Carry out an experiment, and return what it says of each of the claims.

    Raises
    ------
    ValueError
        If it says nothing of one of them.
    UserWarning
        If it warns, as `sweep` does of settings that failed: what they would say is missing.
    """
    begin = perf_counter()
    with catch_warnings():
        simplefilter("error", UserWarning)
        result = experiment(executor=executor)
    seconds = round(perf_counter() - begin)
    evidence = result if isinstance(result, Mapping) else {result.claim: result}
    if missing := [claim for claim in claims if claim not in evidence]:
        raise ValueError(f"got evidence on {', '.join(evidence)}, expected it on {missing} as well")
    return [
        FullSizeRun(
            claim,
            evidence[claim].verdict,
            evidence[claim].measured,
            evidence[claim].spread,
            evidence[claim].rule,
            settings_of(experiment),
            {"neuronlib": version("neuronlib"), "numpy": np.__version__},
            seconds,
        )
        for claim in claims
    ]


def settings_of(experiment: Experiment) -> str:
    """Return the call of an experiment as text, with its defaults.

    Examples
    --------
    >>> settings_of(partial(sorted, [3, 1], reverse=True))
    'sorted(iterable=[3, 1], key=None, reverse=True)'
    """
    fixed = experiment if isinstance(experiment, partial) else partial(experiment)
    call = inspect.signature(fixed.func).bind_partial(*fixed.args, **fixed.keywords)
    call.apply_defaults()
    settings = (
        f"{name}={_text(value)}" for name, value in call.arguments.items() if name != "executor"
    )
    return f"{fixed.func.__name__}({', '.join(settings)})"


def _text(value: object) -> str:
    name = getattr(value, "__name__", None)
    return name or re.sub(" at 0x[0-9a-f]+", "", repr(value))  # addresses change with every run
