"""The full-size runs: those that are kept, what is found and run, what the command does."""

import json
import os
import sys
import warnings
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import FrozenInstanceError, dataclass
from functools import partial
from html.parser import HTMLParser

import numpy as np
import pytest

from neuronlib import experiments
from neuronlib.experiments import Evidence, Verdict, __main__, full_size
from neuronlib.experiments.full_size import (
    FILE,
    FullSizeRun,
    found_experiments,
    keep,
    kept_runs,
    run,
    settings_of,
    sharing,
)
from neuronlib.experiments.one_neuron import forgetting


@dataclass(frozen=True, repr=False)
class Falls(Evidence):
    """Some evidence, made up."""

    ratio: float
    claim: str = "C98"

    rule = "holds if the ratio is < 1; else contradicted"

    @property
    def measured(self):
        """Return the ratio."""
        return f"ratio {self.ratio}"

    @property
    def spread(self):
        """Return a text."""
        return "none"

    @property
    def verdict(self):
        """Return what the rule says."""
        return Verdict.HOLDS if self.ratio < 1 else Verdict.CONTRADICTED


def falling(*, n_seeds=5, ratio=0.5, executor=None):
    return Falls(ratio / n_seeds)


def falling_for_two(*, n_seeds=5, executor=None):
    return {claim: Falls(n_seeds, claim) for claim in ("C97", "C96")}


def failing(*, executor=None):
    raise ArithmeticError("nothing converges")


def warning_of_lost_settings(*, executor=None):
    warnings.warn("1 of 9 settings failed", stacklevel=1)
    return Falls(0.5)


RUN = FullSizeRun(
    "C98",
    Verdict.HOLDS,
    "ratio 0.1",
    "± 0.1 over 9 <seeds>",
    "holds if it falls",
    "falling(n_seeds=9)",
    {"neuronlib": "0.1.0", "numpy": "2.0.0"},
    12,
)


# What is kept today


def classes_of_evidence(of=Evidence) -> Iterator[type[Evidence]]:
    for each in of.__subclasses__():
        yield each
        yield from classes_of_evidence(each)


@pytest.fixture(scope="module")
def found():
    return found_experiments()


def renew(claims):
    return f"renew with `python -m neuronlib.experiments {' '.join(claims)}`"


def test_every_full_size_experiment_has_been_run(found):
    missing = [claim for claim in found if claim not in kept_runs(FILE)]
    assert missing == [], renew(missing)


def test_nothing_is_kept_that_no_experiment_gives_any_more(found):
    assert kept_runs(FILE).keys() - found.keys() == set(), f"take these out of {FILE.name}"


def test_the_kept_settings_are_those_of_the_code(found):
    stale = [
        claim
        for claim, kept in kept_runs(FILE).items()
        if claim in found and kept.settings != settings_of(found[claim])
    ]
    assert stale == [], renew(stale)


def test_the_kept_rules_are_those_of_the_code(found):
    rules = {
        of.claim: of.rule
        for of in classes_of_evidence()
        if of.__module__.startswith("neuronlib.") and hasattr(of, "claim")
    }
    kept = kept_runs(FILE)
    unnamed = [claim for claim in kept if not isinstance(rules.get(claim), str)]
    assert unnamed == [], "the class of its evidence names its claim and its rule"
    stale = [claim for claim, each in kept.items() if each.rule != rules[claim]]
    assert stale == [], renew(stale)


# What a chapter shows


def test_a_kept_run_is_found_by_its_claim_and_tells_its_verdict():
    kept = full_size.full_size("C36")
    assert kept == kept_runs(FILE)["C36"]
    assert isinstance(kept.verdict, Verdict)
    assert "over 1000 seeds" in kept.spread


def test_a_claim_without_a_full_size_run_is_refused_with_the_command_that_makes_one():
    with pytest.raises(ValueError, match=r"'C99'.*`python -m neuronlib.experiments C99`"):
        full_size.full_size("C99")


def test_a_kept_run_prints_as_evidence_does_under_a_heading_of_its_own():
    assert repr(RUN) == (
        "Full-size run, C98: holds\n"
        "  measured: ratio 0.1\n"
        "  spread: ± 0.1 over 9 <seeds>\n"
        "  settings: falling(n_seeds=9)"
    )


def test_a_kept_run_shows_itself_but_tells_the_ledger_nothing():
    texts = []
    page = HTMLParser()
    page.handle_data = texts.append
    shown, metadata = RUN._repr_mimebundle_()
    page.feed(shown["text/html"])
    assert metadata == {}
    assert shown["text/plain"] == repr(RUN)
    assert [text for text in texts if text.strip()] == [
        *("Full-size run, C98", "holds", "measured", "ratio 0.1"),
        *("spread", "± 0.1 over 9 <seeds>", "settings", "falling(n_seeds=9)"),
    ]


def test_a_kept_run_cannot_be_changed():
    with pytest.raises(FrozenInstanceError):
        RUN.verdict = Verdict.CONTRADICTED


# Keeping


def but_for(claim, **other):
    return FullSizeRun(**vars(RUN) | {"claim": claim} | other)


def test_what_is_kept_comes_back_as_it_was(tmp_path):
    assert kept_runs(tmp_path / "kept.json") == {}
    keep([RUN], tmp_path / "kept.json")
    assert kept_runs(tmp_path / "kept.json") == {"C98": RUN}


def test_a_new_run_takes_the_place_of_its_own_claim_alone(tmp_path):
    file = tmp_path / "kept.json"
    keep([RUN, but_for("C7")], file)
    keep([but_for("C98", measured="ratio 0.2")], file)
    assert kept_runs(file) == {
        "C7": but_for("C7"),
        "C98": but_for("C98", measured="ratio 0.2"),
    }


def test_the_file_is_the_same_in_whichever_order_the_claims_come(tmp_path):
    runs = [but_for(claim) for claim in ("C104", "C5", "C36")]
    for name, order in (("one", runs), ("other", runs[::-1])):
        for each in order:
            keep([each], tmp_path / name)
    text = (tmp_path / "one").read_text(encoding="utf-8")
    assert text == (tmp_path / "other").read_text(encoding="utf-8")
    assert list(json.loads(text)) == ["C5", "C36", "C104"]
    assert "± 0.1" in text and text.endswith("}\n")


def test_a_verdict_that_is_none_is_not_read(tmp_path):
    (tmp_path / "kept.json").write_text('{"C1": {"verdict": "true"}}')
    with pytest.raises(ValueError, match="'true'"):
        kept_runs(tmp_path / "kept.json")


# Finding and running


@pytest.fixture
def more_chapters(tmp_path, monkeypatch):
    """Return a function that adds modules to the experiments for the time of a test."""
    monkeypatch.setattr(experiments, "__path__", [*experiments.__path__, str(tmp_path)])

    def add(**sources):
        for name, source in sources.items():
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / f"{name}.py").write_text(source)

    before = set(sys.modules)
    yield add
    for name in set(sys.modules) - before:
        if name.startswith("neuronlib.experiments."):
            del sys.modules[name]
            vars(experiments).pop(name.rpartition(".")[2], None)


def test_a_new_chapters_experiments_are_found_without_a_list(more_chapters, found):
    more_chapters(a_chapter_more="FULL_SIZE = {'C1': max, 'C980': min}")
    more = found_experiments()
    assert (more["C1"], more["C980"]) == (max, min)
    assert list(more) == ["C1", *found, "C980"]


def test_a_module_may_pass_on_the_table_of_another(more_chapters):
    more_chapters(
        first="FULL_SIZE = {'C980': max}",
        second="from neuronlib.experiments.first import FULL_SIZE",
    )
    assert found_experiments()["C980"] is max


def test_two_experiments_on_one_claim_are_refused(more_chapters):
    more_chapters(first="FULL_SIZE = {'C980': max}", second="FULL_SIZE = {'C980': min}")
    with pytest.raises(ValueError, match=r"C980 has a second experiment in .*experiments\.second"):
        found_experiments()


def test_claims_share_an_experiment_if_they_name_the_same_object():
    for_two, other = partial(falling_for_two), partial(falling_for_two)
    table = {"C97": for_two, "C98": other, "C96": for_two}
    assert sharing(table) == [(["C97", "C96"], for_two), (["C98"], other)]


def test_a_run_has_what_the_evidence_says_and_how_it_was_come_by():
    (each,) = run(["C98"], partial(falling, n_seeds=10))
    evidence = Falls(0.05)
    assert (each.claim, each.verdict, each.measured, each.spread, each.rule) == (
        *("C98", evidence.verdict, evidence.measured, evidence.spread, evidence.rule),
    )
    assert each.settings == "falling(n_seeds=10, ratio=0.5)"
    assert each.versions["numpy"] == np.__version__ and each.versions["neuronlib"]
    assert each.seconds == 0


def test_one_measurement_answers_the_claims_that_are_asked_for():
    assert [(each.claim, each.measured) for each in run(["C96"], falling_for_two)] == [
        ("C96", "ratio 5")
    ]
    assert [each.claim for each in run(["C97", "C96"], falling_for_two)] == ["C97", "C96"]


@pytest.mark.parametrize("experiment", [falling, falling_for_two])
def test_evidence_that_says_nothing_of_a_claim_is_refused(experiment):
    with pytest.raises(ValueError, match=r"got evidence on C9\d.*, expected it on \['C1'\]"):
        run(["C1"], experiment)


def test_an_experiment_that_has_lost_settings_does_not_count():
    with pytest.raises(UserWarning, match="1 of 9 settings failed"):
        run(["C98"], warning_of_lost_settings)


def test_the_executor_is_handed_on():
    given = []

    def noting(*, executor):
        given.append(executor)
        return Falls(0.5)

    with ThreadPoolExecutor() as executor:
        run(["C98"], noting, executor)
    assert given == [executor]


def test_settings_are_told_with_defaults_and_without_what_changes_from_run_to_run():
    def experiment(sizes, *, loss=falling, other=(failing,), executor=None):
        return Falls(0.5)

    assert settings_of(partial(experiment, [2, 3])) == (
        "experiment(sizes=[2, 3], loss=falling, other=(<function failing>,))"
    )


# The command


@pytest.fixture
def command(tmp_path, monkeypatch):
    """Return a function that runs the command with experiments and a file of its own."""
    file = tmp_path / "full_size.json"
    for_two = partial(falling_for_two, n_seeds=3)
    table = {"C98": partial(falling), "C1": partial(failing), "C97": for_two, "C96": for_two}
    monkeypatch.setattr(__main__, "FILE", file)
    monkeypatch.setattr(__main__, "found_experiments", lambda: table)

    def call(*arguments):
        __main__.main(arguments)
        return kept_runs(file)

    call.file = file
    return call


def test_the_command_runs_the_named_claims_and_prints_them(command, capsys):
    assert set(command("C98")) == {"C98"}
    assert capsys.readouterr().out == (
        "C98: falling(n_seeds=5, ratio=0.5)\n"
        "Full-size run, C98: holds\n"
        "  measured: ratio 0.1\n"
        "  spread: none\n"
        "  settings: falling(n_seeds=5, ratio=0.5)\n"
        "  seconds: 0\n"
    )


def test_claims_that_share_an_experiment_are_run_once(command, capsys):
    assert set(command("C96", "C97")) == {"C96", "C97"}
    assert capsys.readouterr().out.count("falling_for_two(n_seeds=3)\nFull") == 1


def test_an_experiment_that_fails_is_named_and_the_others_are_kept(command, capsys):
    with pytest.raises(SystemExit, match=r"nothing new is kept of them: C1$"):
        command()
    assert set(kept_runs(command.file)) == {"C98", "C97", "C96"}
    assert "ArithmeticError: nothing converges" in capsys.readouterr().err


def test_a_result_is_kept_before_the_next_experiment_starts(command, monkeypatch):
    kept = []

    def looking(*, executor=None):
        kept.extend(kept_runs(command.file))
        return Falls(0.5, "C2")

    monkeypatch.setattr(
        __main__, "found_experiments", lambda: {"C98": partial(falling), "C2": looking}
    )
    command()
    assert kept == ["C98"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["C99"], "no full-size experiment on C99; there are C98, C1, C97, C96"),
        (["--processes", "0"], "--processes: got 0, expected 1 or more"),
    ],
)
def test_what_the_command_cannot_do_it_says(command, capsys, arguments, message):
    with pytest.raises(SystemExit):
        command(*arguments)
    assert message in capsys.readouterr().err


def test_processes_share_the_work_and_bring_the_same(command, monkeypatch):
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "2")  # so that it is put back
    monkeypatch.delenv("OPENBLAS_NUM_THREADS")
    experiment = partial(forgetting, n_seeds=3, steps=20)
    monkeypatch.setattr(__main__, "found_experiments", lambda: {"C36": experiment})
    alone, shared = (command("--processes", str(n))["C36"] for n in (1, 2))
    assert (shared.measured, shared.spread) == (alone.measured, alone.spread)
    assert os.environ["OPENBLAS_NUM_THREADS"] == "1"  # for each of the processes
