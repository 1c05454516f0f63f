"""What the book offers for a claim: a verdict by a written rule, or a numerical check.

Shown at the end of a cell, each prints itself and carries its claim in the output's metadata, from
which the build collects the ledger. Neither can be given its outcome: both compute it.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from html import escape
from typing import Any, ClassVar, TypeAlias


class Verdict(StrEnum):
    """What an experiment says of a claim."""

    HOLDS = "holds"
    HOLDS_UNDER_CONDITIONS = "holds under conditions"
    NOT_SEEN = "not seen here"
    CONTRADICTED = "contradicted"
    ILLUSTRATED = "illustrated"


class Outcome(ABC):
    """Something that speaks for or against a claim, and shows itself in a notebook."""

    kind: ClassVar[str]
    claim: str

    @abstractmethod
    def _rows(self) -> dict[str, str]:
        """Return what is shown, each entry with its name; the first is the outcome."""

    @property
    def _heading(self) -> str:
        return self.claim

    def _metadata(self) -> dict[str, Any]:
        (_, outcome), *details = self._rows().items()
        record: dict[str, str] = {"claim": self.claim, "kind": self.kind, "verdict": outcome}
        record.update(details)
        return {"neuronlib": record}

    def _repr_mimebundle_(self, **options: Any) -> tuple[dict[str, str], dict[str, Any]]:
        (_, outcome), *details = self._rows().items()
        terms = "".join(f"<dt>{name}</dt><dd>{escape(text)}</dd>" for name, text in details)
        html = (
            f'<div class="outcome" data-outcome="{outcome}"><p><b>{self._heading}</b> '
            f"<strong>{outcome}</strong></p><dl>{terms}</dl></div>"
        )
        return {"text/plain": repr(self), "text/html": html}, self._metadata()

    def __repr__(self) -> str:
        (_, outcome), *details = self._rows().items()
        lines = [f"  {name}: {text}" for name, text in details]
        return "\n".join([f"{self._heading}: {outcome}", *lines])


class Evidence(Outcome):
    """Base of the experiments' results: a frozen dataclass that computes its verdict.

    A subclass names its `claim`, writes down its `rule`, and says what was `measured`, with which
    `spread`, and what `verdict` follows.
    """

    kind = "verdict"
    rule: ClassVar[str]

    @property
    @abstractmethod
    def measured(self) -> str:
        """The measurement in one line, in digits that another machine repeats."""

    @property
    @abstractmethod
    def spread(self) -> str:
        """How far it varies, and over what."""

    @property
    @abstractmethod
    def verdict(self) -> Verdict:
        """What the rule says of the measurements."""

    def _rows(self) -> dict[str, str]:
        return {
            "verdict": str(self.verdict),
            "measured": self.measured,
            "spread": self.spread,
            "rule": self.rule,
        }


# what a table of full-size experiments holds, see `full_size`
Experiment: TypeAlias = Callable[..., Evidence | Mapping[str, Evidence]]


@dataclass(frozen=True, repr=False)
class NumericalCheck(Outcome):
    """A number that must come out as the text says.

    Parameters
    ----------
    claim : str
        Such as "C6".
    quantity : str
        What was computed, in words.
    value, expected : float
    tolerance : float
        Largest allowed distance between the two.

    Examples
    --------
    >>> NumericalCheck("C4", "weights of both layers", 3072 * 100 + 100 * 10, 308_200)
    C4: passes
      measured: weights of both layers: 308200
      rule: exactly 308200
    >>> NumericalCheck("C6", "largest difference", 3e-16, 0, tolerance=1e-12)
    C6: passes
      measured: largest difference: within 1e-12 of 0
      rule: within 1e-12 of 0
    """

    claim: str
    quantity: str
    value: float
    expected: float
    tolerance: float = 0.0

    kind = "check"

    @property
    def passes(self) -> bool:
        """Whether the value is close enough to what was expected."""
        return bool(abs(self.value - self.expected) <= self.tolerance)

    def _rows(self) -> dict[str, str]:
        if self.tolerance == 0:
            rule = f"exactly {self.expected}"
        else:
            rule = f"within {self.tolerance:g} of {self.expected:g}"
        # the last digits of a rounding error differ between machines, so they are not printed
        said = rule if self.passes and self.tolerance > 0 else f"{self.value}"
        return {
            "check": "passes" if self.passes else "fails",
            "measured": f"{self.quantity}: {said}",
            "rule": rule,
        }
