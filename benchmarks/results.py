"""What was measured, as a table for the terminal and as a file of JSON for the book's page.

The file tells all that the page needs: it shows what was run, not what the code has become since.
Nothing here measures, and nothing heavier than the standard library is loaded.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Self

FILE = Path(__file__).with_name("results.json")
COLUMNS = ("Peer", "Threads", "neuronlib", "The peer", "Ratio", "Must be", "Outcomes")
LEFT_OUT = "not installed, left out"


@dataclass(frozen=True)
class Row:
    """neuronlib beside one peer at one job.

    Parameters
    ----------
    job : str
        A key of ``Results.jobs``.
    threads : int
        How many a product of matrices may use.
    peer : str
    unit : str
        Of the next two.
    neuronlib, other : float
        Medians over the rounds.
    ratio, lowest, highest : float
        Median, minimum and maximum over the rounds of neuronlib / peer.
    must : str
        The bound that the median has to keep; empty if there is none.
    reached : bool or None
        Whether it does; None if there is no bound.
    outcomes : list of two floats
        What neuronlib and the peer came to in the mean; empty if nothing can be compared.
    apart : float or None
        The mean distance between the two, element by element.
    """

    job: str
    threads: int
    peer: str
    unit: str
    neuronlib: float
    other: float
    ratio: float
    lowest: float
    highest: float
    must: str = ""
    reached: bool | None = None
    outcomes: list[float] = field(default_factory=list)
    apart: float | None = None

    def cells(self) -> tuple[str, ...]:
        """Return the row in words, one for each of ``COLUMNS``."""
        return (
            self.peer,
            str(self.threads),
            _with_unit(self.neuronlib, self.unit),
            _with_unit(self.other, self.unit),
            f"{_three_digits(self.ratio)} ({_three_digits(self.lowest)} to "
            f"{_three_digits(self.highest)})",
            f"{self.must}, {'reached' if self.reached else 'missed'}" if self.must else "",
            " and ".join(f"{outcome:.4f}" for outcome in self.outcomes),
        )


@dataclass(frozen=True)
class Description:
    """A job as the tables name it: what is done, on what, in how many rounds, to what outcome."""

    title: str
    setting: str
    rounds: int
    outcome: str

    @property
    def caption(self) -> str:
        """What stands above the table."""
        outcome = f"; outcome: {self.outcome}" if self.outcome else ""
        return f"{self.title}: medians of {self.rounds} rounds{outcome}"


@dataclass(frozen=True)
class Results:
    """All of a run.

    Parameters
    ----------
    machine : dict
        What it was measured on, by name.
    peers : dict
        Each peer's version; None for one that is not installed.
    jobs : dict
        By the key that the rows name.
    rows : sequence of Row
    """

    machine: dict[str, str]
    peers: dict[str, str | None]
    jobs: dict[str, Description]
    rows: Sequence[Row]

    @property
    def summary(self) -> str:
        """How many of the bounds are reached."""
        bounds = [row.reached for row in self.rows if row.must]
        return f"{bounds.count(True)} of {len(bounds)} bounds are reached"

    def rows_of(self, job: str) -> list[Row]:
        """Return the rows of one job."""
        return [row for row in self.rows if row.job == job]

    def to_json(self) -> str:
        """Return all of it as text."""
        return json.dumps(asdict(self), indent=1, ensure_ascii=False) + "\n"

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Return what ``to_json`` wrote."""
        told = json.loads(text)
        return cls(
            told["machine"],
            told["peers"],
            {key: Description(**job) for key, job in told["jobs"].items()},
            [Row(**row) for row in told["rows"]],
        )


def as_text(results: Results) -> str:
    """Return the tables as they are printed."""
    lines = [f"{name}: {text}" for name, text in results.machine.items()]
    lines += [f"{name}: {version or LEFT_OUT}" for name, version in results.peers.items()]
    for key, job in results.jobs.items():
        cells = [COLUMNS, *(row.cells() for row in results.rows_of(key))]
        widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
        lines += ["", job.caption, job.setting]
        lines += ["  ".join(map(str.ljust, line, widths)).rstrip() for line in cells]
    return "\n".join([*lines, "", f"{results.summary}."])


def _with_unit(value: float, unit: str) -> str:
    return f"{_three_digits(value)}\N{NO-BREAK SPACE}{unit}"


def _three_digits(value: float) -> str:
    return f"{value:.0f}" if value >= 100 else f"{value:#.3g}"
