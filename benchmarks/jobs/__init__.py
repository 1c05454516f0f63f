"""The jobs, a module each: what is done, by neuronlib and by those it is measured against."""

from benchmarks.jobs import digits, imports, notes_network, region, seeds, training_step
from benchmarks.measuring import Job


def all_jobs() -> dict[str, Job]:
    """Return every job by its key, in the order of the tables."""
    jobs = (
        training_step.job(),
        training_step.one_output_job(),
        seeds.job(),
        digits.job(),
        notes_network.job(),
        region.job(),
        imports.job(),
    )
    return {job.key: job for job in jobs}
