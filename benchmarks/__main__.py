"""Measure, print the tables, and write ``results.json`` when everything was measured.

``python -m benchmarks [--date DATE] [JOB …]``; with jobs, only these are measured and printed.
``pages`` stands for all jobs whose keys begin with ``pages-``.
"""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks import machine, peers
from benchmarks.jobs import all_jobs
from benchmarks.results import FILE, Description, Results, Row, as_text

THREADS = (1, 2)


def run(keys: Sequence[str], date: str) -> Results:
    """Return what the children measure, one after the other."""
    rows: list[Row] = []
    for threads in THREADS:
        child = subprocess.run(
            [sys.executable, "-m", "benchmarks.child", str(threads), *keys],
            cwd=Path(__file__).parent.parent,
            env=os.environ | peers.thread_variables(threads),
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        rows += [Row(**row) for row in json.loads(child.stdout)]
    jobs = {
        key: Description(job.title, job.setting, job.rounds, job.outcome)
        for key, job in all_jobs().items()
        if any(row.job == key for row in rows)
    }
    return Results({"Date": date, **machine.describe()}, peers.versions(), jobs, rows)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure all jobs or the named ones."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("jobs", nargs="*", metavar="JOB", help=", ".join(all_jobs()))
    parser.add_argument("--date", default="not given", help="written into the results")
    options = parser.parse_args(arguments)
    keys = []
    for name in options.jobs:
        meant = [key for key in all_jobs() if key == name or key.startswith(f"{name}-")]
        if not meant:
            parser.error(f"no such job: {name}; there are {', '.join(all_jobs())}")
        keys += meant
    results = run(keys or list(all_jobs()), options.date)
    print(as_text(results))
    if not options.jobs:
        FILE.write_text(results.to_json(), encoding="utf-8")
        print(f"\nwritten to benchmarks/{FILE.name}")


if __name__ == "__main__":
    main()
