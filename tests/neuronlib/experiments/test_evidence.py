"""What an experiment shows, and what it leaves in the notebook for the ledger."""

from dataclasses import dataclass
from html.parser import HTMLParser

import pytest

from neuronlib.experiments import Evidence, NumericalCheck, Verdict


@dataclass(frozen=True, repr=False)
class Falls(Evidence):
    """Some evidence, made up."""

    ratio: float

    claim = "C99"
    rule = "holds if the ratio is < 1; else contradicted"

    @property
    def measured(self):
        """Return the ratio."""
        return f"ratio {self.ratio}"

    @property
    def spread(self):
        """Return a text that HTML must not take for a tag."""
        return "± 0.1 over 3 <seeds>"

    @property
    def verdict(self):
        """Return what the rule says."""
        return Verdict.HOLDS if self.ratio < 1 else Verdict.CONTRADICTED


def test_the_verdicts_are_those_of_the_ledger():
    assert [str(verdict) for verdict in Verdict] == [
        "holds",
        "holds under conditions",
        "not seen here",
        "contradicted",
        "illustrated",
    ]


@pytest.mark.parametrize(("ratio", "verdict"), [(0.5, "holds"), (1.5, "contradicted")])
def test_evidence_carries_its_computed_verdict_in_the_metadata(ratio, verdict):
    _, metadata = Falls(ratio)._repr_mimebundle_()
    assert metadata == {
        "neuronlib": {
            "claim": "C99",
            "kind": "verdict",
            "verdict": verdict,
            "measured": f"ratio {ratio}",
            "spread": "± 0.1 over 3 <seeds>",
            "rule": "holds if the ratio is < 1; else contradicted",
        }
    }


def test_evidence_prints_claim_verdict_and_how_it_came_about():
    assert repr(Falls(0.5)) == (
        "C99: holds\n"
        "  measured: ratio 0.5\n"
        "  spread: ± 0.1 over 3 <seeds>\n"
        "  rule: holds if the ratio is < 1; else contradicted"
    )


def test_a_page_shows_the_same_as_the_printed_text():
    class Texts(HTMLParser):
        def __init__(self):
            super().__init__()
            self.texts, self.outcome = [], None

        def handle_starttag(self, tag, attributes):
            self.outcome = dict(attributes).get("data-outcome", self.outcome)

        def handle_data(self, data):
            self.texts.append(data.strip())

    shown, _ = Falls(0.5)._repr_mimebundle_()
    assert shown["text/plain"] == repr(Falls(0.5))
    page = Texts()
    page.feed(shown["text/html"])
    assert page.outcome == "holds"
    assert [text for text in page.texts if text] == [
        *("C99", "holds", "measured", "ratio 0.5", "spread", "± 0.1 over 3 <seeds>"),
        *("rule", "holds if the ratio is < 1; else contradicted"),
    ]


def test_evidence_without_a_rule_for_its_verdict_cannot_be_made():
    class Untold(Evidence):
        claim = "C98"

    with pytest.raises(TypeError, match="abstract"):
        Untold()


@pytest.mark.parametrize(
    ("value", "tolerance", "passes"),
    [
        (5.0, 0.0, True),
        (5.0000001, 0.0, False),
        (5.5, 0.5, True),
        (4.5, 0.5, True),
        (5.6, 0.5, False),
        (4.4, 0.5, False),
        (float("nan"), 0.5, False),
        (float("inf"), 0.5, False),
    ],
)
def test_a_check_passes_within_its_tolerance_and_not_beyond(value, tolerance, passes):
    check = NumericalCheck("C6", "a number", value, 5.0, tolerance)
    assert check.passes is passes
    _, metadata = check._repr_mimebundle_()
    assert metadata["neuronlib"]["verdict"] == ("passes" if passes else "fails")
    assert repr(check).startswith("C6: passes" if passes else "C6: fails")


def test_a_check_carries_claim_kind_measurement_and_rule_in_the_metadata():
    _, metadata = NumericalCheck("C4", "weights", 12, 13)._repr_mimebundle_()
    assert metadata == {
        "neuronlib": {
            "claim": "C4",
            "kind": "check",
            "verdict": "fails",
            "measured": "weights: 12",
            "rule": "exactly 13",
        }
    }


def test_a_rounding_error_within_the_tolerance_is_not_printed_but_a_failure_is():
    def said(value):
        return repr(NumericalCheck("C6", "difference", value, 0, tolerance=1e-12))

    assert said(3e-16) == said(1e-15) and "1e-15" not in said(1e-15)
    assert "difference: 0.25\n" in said(0.25)


def test_the_outcome_cannot_be_changed_afterwards():
    check = NumericalCheck("C6", "difference", 1, 2)
    with pytest.raises(AttributeError):
        check.value = 2
    with pytest.raises(AttributeError):
        check.passes = True
