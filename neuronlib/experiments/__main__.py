"""Carry out the full-size runs, and keep each result as soon as it is there.

``python -m neuronlib.experiments [CLAIM …] [--processes N]``; an experiment that fails costs its
own claims alone.
"""

import argparse
import os
import sys
import traceback
from collections.abc import Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from multiprocessing import get_context

from neuronlib.experiments.full_size import (
    COMMAND,
    FILE,
    found_experiments,
    keep,
    run,
    settings_of,
    sharing,
)


def main(arguments: Sequence[str] | None = None) -> None:
    """Carry out all experiments, or those of the named claims."""
    parser = argparse.ArgumentParser(prog=COMMAND, description=__doc__)
    parser.add_argument("claims", nargs="*", metavar="CLAIM", help="such as C36; else all")
    parser.add_argument("--processes", type=int, default=1, metavar="N", help="that share the work")
    options = parser.parse_args(arguments)
    found = found_experiments()
    if unknown := [claim for claim in options.claims if claim not in found]:
        parser.error(
            f"no full-size experiment on {', '.join(unknown)}; there are {', '.join(found)}"
        )
    if options.processes < 1:
        parser.error(f"--processes: got {options.processes}, expected 1 or more")
    chosen = {claim: found[claim] for claim in found if claim in (options.claims or found)}
    failed = []
    with _workers(options.processes) as executor:
        for claims, experiment in sharing(chosen):
            print(f"{', '.join(claims)}: {settings_of(experiment)}", flush=True)
            try:
                runs = run(claims, experiment, executor)
            except Exception:  # whatever it is, the others are still run
                traceback.print_exc()
                failed += claims
                continue
            keep(runs, FILE)
            for each in runs:
                print(f"{each}\n  seconds: {each.seconds}", flush=True)
    if failed:
        sys.exit(f"Failed, and nothing new is kept of them: {', '.join(failed)}")


def _workers(processes: int) -> AbstractContextManager[Executor | None]:
    if processes == 1:
        return nullcontext()
    # the processes share the cores already; threads of their own would only be in each other's way
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    return ProcessPoolExecutor(processes, mp_context=get_context("spawn"))  # as on every system


if __name__ == "__main__":
    main()
