"""The page of the benchmarks: the stored results, and the machine they come from, as tables.

The ``{benchmarks-table}`` directive shows what ``make bench`` has stored; it measures nothing.
"""

from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective
from sphinx.util.typing import ExtensionMetadata

from benchmarks.results import COLUMNS, LEFT_OUT, Description, Results
from sphinx_ext.tables import table

RESULTS = "benchmarks/results.json"


class BenchmarksTable(SphinxDirective):
    """``{benchmarks-table}``: the machine, and a section with a table for each job."""

    def run(self) -> list[nodes.Node]:
        """Read the results and set them."""
        file = Path(self.env.srcdir, RESULTS)
        self.env.note_dependency(str(file))
        if not file.is_file():
            raise self.error(f"there is no {RESULTS}: measure first (`make bench`)")
        results = Results.from_json(file.read_text(encoding="utf-8"))
        return [
            nodes.paragraph("", f"On one thread {results.summary}."),
            _machine(results),
            *(_job(key, job, results) for key, job in results.jobs.items()),
        ]


def _machine(results: Results) -> nodes.Node:
    peers = {name: version or LEFT_OUT for name, version in results.peers.items()}
    rows = [("", ([name], [text])) for name, text in (results.machine | peers).items()]
    return table("Measured on this machine, with these peers", ("What", "Which"), rows)


def _job(key: str, job: Description, results: Results) -> nodes.Node:
    rows = [("", [[text] for text in row.cells()]) for row in results.rows_of(key)]
    return nodes.section(
        "",
        nodes.title("", job.title),
        nodes.paragraph("", job.setting),
        table(job.caption, COLUMNS, rows),
        ids=[nodes.make_id(f"benchmark-{key}")],
    )


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add the directive."""
    app.setup_extension("sphinx_ext.tables")
    app.add_directive("benchmarks-table", BenchmarksTable)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
