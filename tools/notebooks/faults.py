"""What can be wrong with a chapter, as far as reading it tells.

Each function takes a notebook and returns its faults; none starts a kernel.
The notebook tools and the tests import it.
"""

import difflib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from nbformat import NotebookNode

from tools.notebooks.files import clean_outputs, text_data
from tools.notebooks.prose import pictures_without_alt, typed_verdicts, verdict_literals

MAX_CODE_LINES = 12
MIN_ALT_LENGTH = 20
DIFF_LINES = 12
# nbval passes over these; any other type that is not stored as text it would miss.
SKIPPED_BY_NBVAL = {"image/png", "image/jpeg", "application/vnd.jupyter.widget-view+json"}

Rule = Literal["execution", "file", "output", "number", "exercise", "style", "alt text", "verdict"]


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong in a chapter.

    Attributes
    ----------
    rule : str
        Which rule is broken.
    cell : int or None
        The cell, counted from 1 over all cells; None for the whole file.
    message : str
        What is wrong, and what to do.
    """

    rule: Rule
    cell: int | None
    message: str

    def at(self, place: str) -> str:
        """Return the line that reports this fault in the file called `place`."""
        cell = "" if self.cell is None else f", cell {self.cell}"
        return f"{place}{cell}: {self.message}"


def faults_as_stored(notebook: NotebookNode) -> Iterator[Fault]:
    """Yield the faults of a chapter that show without running it.

    Parameters
    ----------
    notebook : NotebookNode
        The chapter as it is stored.

    Yields
    ------
    Fault
        Cells that never ran or are too long, pictures without alt text, typed verdicts,
        memory addresses.
    """
    for position, cell in enumerate(notebook.cells, start=1):
        if cell.cell_type == "markdown":
            for picture in pictures_without_alt(cell.source):
                yield Fault("alt text", position, f"{picture} has no alt text: say what it shows")
            for verdict in typed_verdicts(cell.source):
                advice = "take it from the result, as in **holds**<!--= result.verdict -->"
                yield Fault("verdict", position, f"the verdict {verdict!r} is typed: {advice}")
        elif cell.cell_type == "code":
            yield from _faults_of_code(position, cell)


def _faults_of_code(position: int, cell: NotebookNode) -> Iterator[Fault]:
    if not cell.source.strip():
        yield Fault("execution", position, "an empty code cell: delete it")
    elif cell.get("execution_count") is None:
        advice = "run it: python -m tools.notebooks run"
        yield Fault("execution", position, f"the cell was never executed: {advice}")
    lines = sum(bool(line.strip()) for line in cell.source.splitlines())
    if lines > MAX_CODE_LINES:
        advice = "move the work into a function of neuronlib, or split the cell"
        yield Fault("style", position, f"{lines} lines of code, at most {MAX_CODE_LINES}: {advice}")
    for verdict in verdict_literals(cell.source):
        advice = "let the experiment compute it"
        yield Fault("verdict", position, f"the verdict {verdict!r} is typed in code: {advice}")
    if address := re.search(r"<[^<>\n]* at 0x[0-9a-fA-F]+>", outputs_as_text(cell)):
        advice = "it differs at every run; write `_ = …` before the last expression"
        yield Fault("output", position, f"the output holds {address[0]}: {advice}")


def faults_of_fresh_cell(position: int, cell: NotebookNode) -> Iterator[Fault]:
    """Yield the faults that only the full outputs of a cell show.

    Parameters
    ----------
    position : int
        The cell's place, counted from 1.
    cell : NotebookNode
        A code cell that has just run, not cleaned.

    Yields
    ------
    Fault
        Figures without alt text, and outputs that can't be stored as text.
    """
    types = {
        mime_type
        for output in cell.outputs
        for mime_type in set(output.get("data", {})) - set(text_data(output.get("data", {})))
    }
    alt = cell.metadata.get("mystnb", {}).get("image", {}).get("alt", "")
    if "image/png" in types and len(alt.strip()) < MIN_ALT_LENGTH:
        found = f"alt text of {len(alt.strip())} characters" if alt.strip() else "no alt text"
        advice = (
            f"say what is seen ({MIN_ALT_LENGTH} characters or more), in metadata.mystnb.image.alt"
        )
        yield Fault("alt text", position, f"the figure has {found}: {advice}")
    for mime_type in sorted(types - SKIPPED_BY_NBVAL):
        advice = "show it as text or as a PNG figure"
        yield Fault("output", position, f"{mime_type} can't be stored as text: {advice}")


def outputs_differ(position: int, stored: NotebookNode, fresh: NotebookNode) -> Iterator[Fault]:
    """Yield a fault with a short diff if a cell's stored outputs are not those of a fresh run."""
    before, after = outputs_as_text(stored).splitlines(), outputs_as_text(fresh).splitlines()
    if before != after:
        diff = list(difflib.unified_diff(before, after, "stored", "fresh", n=1, lineterm=""))
        shown = [*diff[:DIFF_LINES], "…"] if len(diff) > DIFF_LINES else diff
        advice = "if the fresh one is right: python -m tools.notebooks run"
        lines = "\n".join(f"    {line}" for line in shown)
        yield Fault("output", position, f"a fresh run gives another output; {advice}\n{lines}")


def outputs_as_text(cell: NotebookNode) -> str:
    """Return a cell's outputs, cleaned, as lines that can be compared and read."""
    lines = []
    for output in clean_outputs(cell.outputs, None):
        if output.output_type == "stream":
            lines += [f"[{output.name}]", output.text]
        elif output.output_type == "error":
            lines += ["[error]", *output.traceback]
        else:
            for mime_type, text in sorted(output.data.items()):
                lines += [f"[{mime_type}]", text]
            if output.metadata:
                lines += ["[metadata]", json.dumps(output.metadata, sort_keys=True, indent=1)]
    return "\n".join(lines)
