"""The jobs, a module each: what is done, by neuronlib and by those it is measured against."""

from benchmarks.jobs import (
    demos,
    digits,
    imports,
    notes_network,
    pages,
    region,
    seeds,
    training_step,
)
from benchmarks.measuring import Budget, Job


def all_jobs() -> dict[str, Job | Budget]:
    """Return every job by its key, in the order of the tables."""
    jobs: tuple[Job | Budget, ...] = (
        training_step.job(),
        training_step.one_output_job(),
        seeds.job(),
        digits.job(),
        notes_network.job(),
        region.job(),
        imports.job(),
        demos.lines_job(),
        demos.region_job(),
        demos.slowest_budget(),
        demos.burst_job(),
        demos.training_budget(),
        demos.memory_budget(),
        *pages.budgets(),
    )
    return {job.key: job for job in jobs}
