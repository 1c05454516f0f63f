"""What `import neuronlib` costs: a fresh interpreter for each trial, from its start to its end."""

import subprocess
import sys

from benchmarks.measuring import Contender, Job, Trial


def interpreter_trial(statement: str) -> Trial:
    """Let a new Python execute a statement; isolated, so that no local file gets in its way."""
    command = [sys.executable, "-I", "-c", statement]
    yield
    subprocess.run(command, check=True)
    yield
    return 0.0


def job() -> Job:
    """Return the job: importing neuronlib, importing numpy alone, and importing nothing."""

    def contender(name: str, statement: str, must: float | None = None) -> Contender:
        return Contender(name, lambda _: interpreter_trial(statement), 1, must=must)

    return Job(
        key="import",
        title="import neuronlib",
        setting="A fresh Python for each trial, its own start and end included.",
        task=lambda _: None,
        contenders=(
            contender("neuronlib", "import neuronlib"),
            contender("import numpy", "import numpy", 1.15),
            contender("Python alone", "pass"),
        ),
        rounds=40,
        unit="ms",
        scale=1e3,
        threads=(1,),
    )
