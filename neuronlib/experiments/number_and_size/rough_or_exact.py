"""What size does to networks that learn noisy labels: C109, C111, C112, C113 and C120.

The networks come from `noisy_fits`, trained once; each function here looks at one thing.
"""

from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar

import numpy as np

from neuronlib.diagnostics import boundary_length, connected_regions, linear_regions
from neuronlib.experiments.evidence import Evidence, Verdict
from neuronlib.experiments.number_and_size.noisy_labels import LIMITS, NoisyFits
from neuronlib.experiments.number_and_size.percentages import percent
from neuronlib.inputs import FloatArray, IntArray

CLEARLY = 2 / 3  # share of the draws that must be won; a tie is half a win
THREE_STRENGTHS = (0.001, 0.01, 0.1)  # the notes' values of λ


@dataclass(frozen=True, repr=False)
class MoreComplicated(Evidence):
    """How complicated the functions are that networks of each size have learnt.

    Parameters
    ----------
    widths : tuple of int
    regions : array of int, shape (D, n_widths)
        Linear regions in the square.
    lengths : array, shape (D, n_widths)
        Of the decision boundary in it.
    """

    widths: tuple[int, ...]
    regions: IntArray
    lengths: FloatArray

    claim = "C109"
    rule: ClassVar[str] = (
        "holds if the medians over the draws of both the number of linear regions and the length "
        "of the boundary rise from each size to the next; holds under conditions if only one of "
        "the two does; else contradicted"
    )

    @property
    def measured(self) -> str:
        """Both medians, for each size."""
        regions = " → ".join(f"{n:.0f}" for n in np.median(self.regions, axis=0))
        lengths = " → ".join(f"{length:.0f}" for length in np.median(self.lengths, axis=0))
        sizes = ", ".join(map(str, self.widths))
        return f"{sizes} units: {regions} linear regions, boundary of length {lengths}"

    @property
    def spread(self) -> str:
        """The range of the regions of the largest size."""
        low, high = np.percentile(self.regions[:, -1], [25, 75])
        return (
            f"middle half {low:.0f}–{high:.0f} regions with {self.widths[-1]} units, "
            f"over {len(self.regions)} draws of the data"
        )

    @property
    def verdict(self) -> Verdict:
        """What the rule says."""
        rises = [
            bool((np.diff(np.median(values, axis=0)) > 0).all())
            for values in (self.regions, self.lengths)
        ]
        if all(rises):
            return Verdict.HOLDS
        return Verdict.HOLDS_UNDER_CONDITIONS if any(rises) else Verdict.CONTRADICTED


def more_complicated(fits: NoisyFits) -> MoreComplicated:
    """Count linear regions and measure the boundary of networks trained without regularisation.

    Parameters
    ----------
    fits : NoisyFits
        In the plane.
    """
    stacks = [fits.networks(width) for width in fits.widths]
    regions = [
        [len(linear_regions(stack.member(s), LIMITS)) for s in range(fits.n_draws)]
        for stack in stacks
    ]
    lengths = [boundary_length(stack, LIMITS) for stack in stacks]
    return MoreComplicated(fits.widths, np.array(regions).T, np.array(lengths).T)


@dataclass(frozen=True, repr=False)
class FitsEveryPoint(Evidence):
    """How many training points the largest size misses, and into how many pieces it cuts the plane.

    Parameters
    ----------
    width : int
    errors : dict
        Training error for each number of examples: shape (D,), one per draw.
    pieces : dict
        Connected regions of each class, likewise: shape (D, 2).
    """

    width: int
    errors: dict[int, FloatArray]
    pieces: dict[int, IntArray]

    claim = "C111"
    rule: ClassVar[str] = (
        "for each number of points, counts the draws in which every point is fitted and at least "
        "one class has two or more separate regions; holds if these are most draws for every "
        "number of points, holds under conditions if for some number they are a quarter of them or "
        "more; else not seen here"
    )

    def share(self, n_examples: int) -> float:
        """Return the share of draws with every point fitted and disjoint regions."""
        is_disjoint = self.pieces[n_examples].max(axis=1) >= 2
        return float(((self.errors[n_examples] == 0) & is_disjoint).mean())

    @property
    def measured(self) -> str:
        """The share of draws, and what is typical."""
        told = []
        for n, errors in self.errors.items():
            missed = percent(float(np.median(errors)))
            regions = np.median(self.pieces[n].sum(axis=1))
            share = percent(self.share(n))
            told.append(f"{n} points: {share} of draws (misses {missed}, {regions:.0f} regions)")
        return f"{self.width} units fit all with disjoint regions, {'; '.join(told)}"

    @property
    def spread(self) -> str:
        """The range of the number of regions."""
        told = [
            f"{pieces.sum(axis=1).min()}–{pieces.sum(axis=1).max()} regions ({n})"
            for n, pieces in self.pieces.items()
        ]
        (n_draws,) = {len(errors) for errors in self.errors.values()}
        return f"{', '.join(told)}, over {n_draws} draws of the data"

    @property
    def verdict(self) -> Verdict:
        """What the rule says."""
        shares = [self.share(n_examples) for n_examples in self.errors]
        if min(shares) > 0.5:
            return Verdict.HOLDS
        return Verdict.HOLDS_UNDER_CONDITIONS if max(shares) >= 0.25 else Verdict.NOT_SEEN


def fits_every_point(*several: NoisyFits) -> FitsEveryPoint:
    """Look at the largest size, without regularisation, for several numbers of examples.

    Parameters
    ----------
    several : NoisyFits
        In the plane, with the same largest size.
    """
    (width,) = {fits.widths[-1] for fits in several}
    return FitsEveryPoint(
        width,
        {fits.n_examples: fits.trained_furthest(fits.training_error)[:, -1] for fits in several},
        {fits.n_examples: connected_regions(fits.networks(width), LIMITS) for fits in several},
    )


def won(ours: FloatArray, theirs: FloatArray) -> float:
    """Return the share of draws in which our error is the smaller one; a tie counts half.

    Examples
    --------
    >>> won(np.array([0.1, 0.2, 0.3, 0.4]), np.array([0.2, 0.2, 0.4, 0.5]))
    0.875
    """
    return float((ours < theirs).mean() + (ours == theirs).mean() / 2)


@dataclass(frozen=True, repr=False)
class Contest(Evidence):
    """Base of two comparisons: clean test errors of two contenders, draw by draw.

    Parameters
    ----------
    width : int
        The largest number of units.
    errors : dict
        By setting: shape (D, 2); the claim says that the first contender errs less.
    """

    width: int
    errors: dict[str, FloatArray]

    rule: ClassVar[str] = (
        "a setting speaks for the claim if the first contender has the smaller clean test error in "
        "at least two thirds of the draws, a tie counting half, and against it if in at most one "
        "third; holds if all settings speak for it, holds under conditions if some do, "
        "contradicted if all speak against it; else not seen here"
    )
    contenders: ClassVar[str]

    @property
    def wins(self) -> dict[str, float]:
        """Share of the draws that the first contender wins, by setting."""
        return {name: won(*pair.T) for name, pair in self.errors.items()}

    def percent(self, setting: str) -> tuple[int, int]:
        """Return the two median errors of a setting, in whole percent."""
        first, second = 100 * np.median(self.errors[setting], axis=0)
        return round(float(first)), round(float(second))

    @property
    def measured(self) -> str:
        """Both medians for each setting, and how often the first wins."""
        told = [
            "{}: {} % against {} %".format(name, *self.percent(name)) + f", wins {percent(share)}"
            for name, share in self.wins.items()
        ]
        return f"{self.contenders.format(self.width)}; {'; '.join(told)}"

    @property
    def spread(self) -> str:
        """The middle half of the differences, by setting."""
        told = []
        for name, pair in self.errors.items():
            ends = 100 * np.percentile(pair[:, 1] - pair[:, 0], [25, 75])
            low, high = (f"{round(float(end)):+d}".replace("-", "−") for end in ends)
            told.append(f"{low} to {high} ({name}, {len(pair)} draws)")
        return f"second minus first, in points: {'; '.join(told)}"

    @property
    def verdict(self) -> Verdict:
        """What the rule says."""
        shares = self.wins.values()
        if any(share >= CLEARLY for share in shares):
            everywhere = all(share >= CLEARLY for share in shares)
            return Verdict.HOLDS if everywhere else Verdict.HOLDS_UNDER_CONDITIONS
        against = all(share <= 1 - CLEARLY for share in shares)
        return Verdict.CONTRADICTED if against else Verdict.NOT_SEEN


class BroadStrokes(Contest):
    """Three units against many, both without regularisation."""

    claim = "C112"
    contenders = "3 units against {}"


def broad_strokes(*several: NoisyFits) -> BroadStrokes:
    """Compare 3 units with the largest size at λ = 0, in two settings for each kind of data.

    “To the end” takes the learning rate with the smallest training loss, “tuned” the one with the
    smallest loss on the validation set, which may be the one that has fitted less.

    Parameters
    ----------
    several : NoisyFits
        Each with 3 among its sizes, and with the same largest one.
    """
    (width,) = {fits.widths[-1] for fits in several}
    errors = {}
    for fits in several:
        both = [fits.widths.index(3), -1]
        errors[f"{fits.kind}, to the end"] = fits.trained_furthest(fits.test_error)[:, both]
        errors[f"{fits.kind}, tuned"] = fits.rate_tuned()[:, both]
    return BroadStrokes(width, errors)


class RegularisationNotSize(Contest):
    """Two remedies: λ tuned with many units, or the number of units tuned without λ."""

    claim = "C113"
    contenders = "{} units with tuned λ against the best size without"


def regularisation_not_size(*several: NoisyFits) -> RegularisationNotSize:
    """Compare the two remedies; λ, size and rate are chosen on the validation set.

    Parameters
    ----------
    several : NoisyFits
        With the same largest size.
    """
    (width,) = {fits.widths[-1] for fits in several}
    errors = {
        str(fits.kind): np.stack([fits.l2_tuned()[:, -1], fits.size_tuned()], axis=1)
        for fits in several
    }
    return RegularisationNotSize(width, errors)


@dataclass(frozen=True, repr=False)
class SmootherBoundary(Evidence):
    """The boundary of the largest size under three strengths of L2.

    Parameters
    ----------
    l2 : tuple of float
        λ, rising.
    lengths : array, shape (D, n_l2)
    pieces : array of int, shape (D, n_l2)
        Connected regions of both classes together; one if no boundary is left.
    errors : array, shape (D, n_l2)
        On clean test points.
    """

    l2: tuple[float, ...]
    lengths: FloatArray
    pieces: IntArray
    errors: FloatArray

    claim = "C120"
    rule: ClassVar[str] = (
        "holds if the median length of the boundary falls at each step of λ; holds under "
        "conditions if at some step; else contradicted"
    )

    @property
    def measured(self) -> str:
        """Medians for each λ."""
        told = [" → ".join(f"{length:.1f}" for length in np.median(self.lengths, axis=0))]
        told.append(" → ".join(f"{n:.0f}" for n in np.median(self.pieces, axis=0)))
        told.append(" → ".join(f"{100 * error:.0f}" for error in np.median(self.errors, axis=0)))
        strengths = ", ".join(f"{one:g}" for one in self.l2)
        return "λ = {}: length {}, regions {}, clean test error {} %".format(strengths, *told)

    @property
    def spread(self) -> str:
        """How often the boundary is shorter after each step."""
        told = [
            f"{percent((self.lengths[:, k + 1] < self.lengths[:, k]).mean())} ({one:g} → {other:g})"
            for k, (one, other) in enumerate(pairwise(self.l2))
        ]
        return f"shorter in {', '.join(told)} of {len(self.lengths)} draws"

    @property
    def verdict(self) -> Verdict:
        """What the rule says."""
        falls = np.diff(np.median(self.lengths, axis=0)) < 0
        if falls.all():
            return Verdict.HOLDS
        return Verdict.HOLDS_UNDER_CONDITIONS if falls.any() else Verdict.CONTRADICTED


def smoother_boundary(fits: NoisyFits) -> SmootherBoundary:
    """Measure the boundary of the largest size for λ = 0.001, 0.01 and 0.1.

    Parameters
    ----------
    fits : NoisyFits
        In the plane.
    """
    width, draws = fits.widths[-1], np.arange(fits.n_draws)
    lengths, pieces, errors = [], [], []
    for l2 in THREE_STRENGTHS:
        networks, k = fits.networks(width, l2), fits.l2.index(l2)
        lengths.append(boundary_length(networks, LIMITS))
        pieces.append(connected_regions(networks, LIMITS).sum(axis=1))
        rates = fits.objective[:, -1, k].argmin(axis=1)
        errors.append(fits.test_error[draws, -1, k, rates])
    return SmootherBoundary(
        THREE_STRENGTHS, np.array(lengths).T, np.array(pieces).T, np.array(errors).T
    )
