"""One number of threads, in a process of its own: libraries read theirs when they are loaded.

Started by ``python -m benchmarks`` as ``python -m benchmarks.child THREADS JOB …``; prints its rows
as JSON and says on stderr how far it has come.
"""

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict

from benchmarks import peers
from benchmarks.jobs import all_jobs
from benchmarks.measuring import measure


def main(arguments: Sequence[str]) -> None:
    """Measure the named jobs."""
    threads, keys = int(arguments[0]), arguments[1:]
    peers.limit_pytorch(threads)
    installed, rows = peers.versions(), []
    for key, job in all_jobs().items():
        if key in keys and threads in job.threads:
            print(f"{job.title}, threads: {threads} …", file=sys.stderr, flush=True)
            rows += measure(job, threads, installed)
    json.dump([asdict(row) for row in rows], sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1:])
