"""The table and the file: what a reader of either is promised."""

import json
import re
import subprocess
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from benchmarks import __main__ as command
from benchmarks import child
from benchmarks.jobs import all_jobs
from benchmarks.measuring import BOUND, Contender, Job, Trial
from benchmarks.results import COLUMNS, FILE, Description, Results, Row, as_text

STEP = Row(
    job="step",
    threads=1,
    peer="PyTorch, eager",
    unit="µs",
    neuronlib=40.26,
    other=362.4,
    ratio=0.1111,
    lowest=0.1049,
    highest=0.1302,
    must="≤ 0.15",
    reached=True,
    outcomes=[0.0992, 0.0993],
    apart=1e-4,
)
RESULTS = Results(
    machine={"Date": "2026-01-31", "Processor": "A fast one"},
    peers={"PyTorch": "2.13.0", "JAX": None},
    jobs={"step": Description("A training step", "200 points.", 15, "final loss")},
    rows=[
        STEP,
        replace(STEP, must="≤ 0.1", reached=False, peer="JAX"),
        replace(STEP, threads=2, must="", reached=None, outcomes=[], apart=None),
    ],
)


def test_a_row_says_job_peer_times_ratio_bound_and_whether_it_is_reached() -> None:
    assert dict(zip(COLUMNS, STEP.cells(), strict=True)) == {
        "Peer": "PyTorch, eager",
        "Threads": "1",
        "neuronlib": "40.3\N{NO-BREAK SPACE}µs",
        "The peer": "362\N{NO-BREAK SPACE}µs",
        "Ratio": "0.111 (0.105 to 0.130)",
        "Must be": "≤ 0.15, reached",
        "Outcomes": "0.0992 and 0.0993",
    }


def test_the_text_has_the_machine_a_table_for_each_job_and_a_summary() -> None:
    lines = as_text(RESULTS).splitlines()

    assert lines[:2] == ["Date: 2026-01-31", "Processor: A fast one"]
    title = lines.index("A training step: medians of 15 rounds; outcome: final loss")
    assert lines[title + 1] == "200 points."
    assert re.split(r"\s{2,}", lines[title + 2]) == list(COLUMNS)
    assert len({line.index("0.111 (") for line in lines[title + 3 : title + 6]}) == 1
    assert lines[-1] == "1 of 2 bounds are reached."


def test_a_missing_peer_is_named() -> None:
    assert "JAX: not installed, left out" in as_text(RESULTS).splitlines()


def test_the_file_keeps_everything() -> None:
    assert Results.from_json(RESULTS.to_json()) == RESULTS


def test_the_file_has_the_promised_form() -> None:
    told = json.loads(RESULTS.to_json())

    assert set(told) == {"machine", "peers", "jobs", "rows"}
    assert told["peers"]["JAX"] is None
    assert told["jobs"]["step"] == {
        "title": "A training step",
        "setting": "200 points.",
        "rounds": 15,
        "outcome": "final loss",
    }
    assert {"job", "peer", "neuronlib", "other", "ratio", "must", "reached"} <= set(told["rows"][0])
    assert told["rows"][1]["reached"] is False


def test_the_stored_results_are_of_todays_jobs_and_peers() -> None:
    stored = Results.from_json(FILE.read_text(encoding="utf-8"))

    assert {key: job.title for key, job in stored.jobs.items()} == {
        key: job.title for key, job in all_jobs().items()
    }
    compared = [job for job in all_jobs().values() if isinstance(job, Job)]
    names = {rival.name for job in compared for rival in job.contenders[1:]}
    assert {row.peer for row in stored.rows} <= names | {BOUND}
    assert {row.threads for row in stored.rows} == set(command.THREADS)


# The commands


@pytest.fixture
def stored(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Let a run return RESULTS at once, and give it another file to write."""
    file = tmp_path / "results.json"
    monkeypatch.setattr(command, "FILE", file)
    monkeypatch.setattr(command, "run", lambda keys, date: RESULTS)
    return file


def test_a_whole_run_prints_the_table_and_writes_the_file(
    stored: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command.main(["--date", "2026-01-31"])

    assert as_text(RESULTS) in capsys.readouterr().out
    assert Results.from_json(stored.read_text(encoding="utf-8")) == RESULTS


def test_a_run_of_some_jobs_leaves_the_file_alone(stored: Path) -> None:
    command.main(["step"])

    assert not stored.exists()


def test_an_unknown_job_is_refused_with_those_there_are(
    stored: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        command.main(["stairs"])

    told = capsys.readouterr().err
    assert "no such job: stairs" in told
    assert "seeds" in told


def test_a_job_of_which_nothing_was_measured_is_not_in_the_results(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    row = json.dumps([asdict(RESULTS.rows[0])])
    child_said = subprocess.CompletedProcess([], 0, stdout=row)
    monkeypatch.setattr(command.subprocess, "run", lambda *_, **__: child_said)
    monkeypatch.setattr(command.peers, "versions", dict)
    monkeypatch.setattr(command.machine, "describe", dict)

    assert list(command.run(["step", "control"], "today").jobs) == [RESULTS.rows[0].job]


def nothing(_: object) -> Trial:
    yield
    yield
    return 0.0


def test_a_child_prints_rows_of_the_named_jobs_that_ask_for_its_threads(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    contenders = (Contender("neuronlib", nothing, 1), Contender("rest", nothing, 1))
    job = Job("a", "A", "On it.", lambda _: None, contenders, 1, "s", 1.0)
    jobs = {"a": job, "b": replace(job, key="b"), "c": replace(job, key="c", threads=(1,))}
    monkeypatch.setattr(child, "all_jobs", lambda: jobs)
    monkeypatch.setattr(child.peers, "limit_pytorch", lambda threads: None)

    child.main(["2", "a", "c"])

    told = capsys.readouterr()
    (row,) = (Row(**row) for row in json.loads(told.out))
    assert (row.job, row.peer, row.threads) == ("a", "rest", 2)
    assert told.err == "A, threads: 2 …\n"
