"""Run, clean and check one chapter; the rules themselves are in the modules beside this one.

The command line and the tests import `run_chapter`, `clean_chapter` and `check_chapter`.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

from nbformat import NotebookNode

from tools.notebooks.exercises import NOT_ANSWERED, Exercise, find_exercises
from tools.notebooks.faults import (
    Fault,
    faults_as_stored,
    faults_of_fresh_cell,
    outputs_as_text,
    outputs_differ,
)
from tools.notebooks.files import clean, read_notebook, stored_text
from tools.notebooks.kernel import CellFailedError, Kernel, fresh_kernel
from tools.notebooks.prose import TiedNumber, tied_numbers

CHAPTERS = Path(__file__).resolve().parents[2] / "chapters"


def run_chapter(path: Path) -> list[Fault]:
    """Execute a chapter afresh and store it cleaned; if a cell fails, the file stays as it is."""
    notebook = read_notebook(path)
    try:
        with fresh_kernel(path.parent) as kernel:
            notebook = kernel.run_all(notebook)
    except CellFailedError as error:
        return [_failed(error)]
    path.write_text(stored_text(clean(notebook)), encoding="utf-8")
    return []


def clean_chapter(path: Path) -> list[Fault]:
    """Store a chapter cleaned, without running it."""
    path.write_text(stored_text(clean(read_notebook(path))), encoding="utf-8")
    return []


def check_chapter(path: Path) -> list[Fault]:
    """Hold a chapter against one fresh run of it.

    Parameters
    ----------
    path : Path
        The stored notebook; it is not changed.

    Returns
    -------
    list of Fault
        All that is wrong, in the order of the cells.
    """
    notebook = read_notebook(path)
    exercises, faults = find_exercises(notebook)
    faults += faults_as_stored(notebook)
    if path.read_text(encoding="utf-8") != stored_text(clean(notebook)):
        advice = "run python -m tools.notebooks clean"
        faults.append(Fault("file", None, f"the file is not stored clean: {advice}"))
    try:
        with fresh_kernel(path.parent) as kernel:
            faults += _faults_of_run(notebook, kernel.run_all(notebook))
            faults += _untrue_numbers(notebook, kernel)
            faults += _failing_exercises(notebook, exercises, kernel)
    except CellFailedError as error:
        faults.append(_failed(error))
    return sorted(faults, key=lambda fault: fault.cell or 0)


def _failed(error: CellFailedError) -> Fault:
    advice = "repair the cell or what it calls"
    return Fault("execution", error.cell, f"the cell fails with {error}: {advice}")


def _faults_of_run(stored: NotebookNode, fresh: NotebookNode) -> Iterator[Fault]:
    for position, cells in enumerate(zip(stored.cells, fresh.cells, strict=True), start=1):
        if cells[0].cell_type == "code":
            yield from outputs_differ(position, *cells)
            yield from faults_of_fresh_cell(position, cells[1])


def _untrue_numbers(notebook: NotebookNode, kernel: Kernel) -> Iterator[Fault]:
    for position, cell in enumerate(notebook.cells, start=1):
        if cell.cell_type == "markdown":
            for number in tied_numbers(cell.source):
                if message := _untruth(number, kernel):
                    yield Fault("number", position, message)


def _untruth(number: TiedNumber, kernel: Kernel) -> str | None:
    """Return what is wrong with a tied number, or None if it is what the code computes."""
    says = f"the text says {number.shown!r}, but `{number.expression}`"
    try:
        ast.parse(number.expression, mode="eval")
        value = kernel.printed_by(f"print(str(\n{number.expression}\n), end='')")
    except SyntaxError as error:
        return f"{says} is not an expression ({error.msg}): correct the expression"
    except CellFailedError as error:
        return f"{says} fails with {error}: correct the expression"
    return None if number.says(value) else f"{says} is {value!r}: correct the text or the code"


def _failing_exercises(
    notebook: NotebookNode, exercises: list[Exercise], kernel: Kernel
) -> Iterator[Fault]:
    for exercise in exercises:
        name = exercise.name
        if NOT_ANSWERED not in outputs_as_text(notebook.cells[exercise.cell - 1]).lower():
            advice = "leave the answer as `...` and run the chapter"
            message = f"exercise {name} does not print {NOT_ANSWERED!r}: {advice}"
            yield Fault("exercise", exercise.cell, message)
        try:
            printed = kernel.printed_by(exercise.answered)
        except CellFailedError as error:
            printed = str(error)
        if not any(line.startswith("Right") for line in printed.splitlines()):
            message = f"the solution of {name} is not found right: correct it or its check"
            yield Fault("exercise", exercise.cell, f"{message}; it printed {printed.strip()!r}")
