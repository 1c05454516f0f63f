"""The exercises of a chapter: statement, cell to fill in, hint and solution.

Finding them and naming what is missing is here; running a solution is not.
The notebook tools and the tests import it.
"""

import ast
import re
from dataclasses import dataclass

from nbformat import NotebookNode

from tools.notebooks.faults import Fault

NOT_ANSWERED = "not answered yet"

_LABEL = re.compile(r"\{exercise\}[^\n]*\n(?::[^\n]*\n)*?:label:\s*ex-(?P<name>\S+)")
_DIRECTIVE = re.compile(r"^\s*[`:]{3,}\{exercise\}", re.MULTILINE)
_DETAILS = r'<details\s+class="{}">.*?</summary>(?P<body>.*?)</details>'
_HINT = re.compile(_DETAILS.format("hint"), re.DOTALL)
_SOLUTION = re.compile(_DETAILS.format("solution"), re.DOTALL)
_PYTHON = re.compile(r"^```python\n(?P<code>.*?)^```", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True)
class Exercise:
    """An exercise that is complete: it can be asked, answered and checked.

    Attributes
    ----------
    name : str
        The name that ``check`` knows.
    cell : int
        The cell to fill in, counted from 1.
    check_line : str
        The statement that asks for the verdict on the answer.
    solution : str
        The code that answers.
    """

    name: str
    cell: int
    check_line: str
    solution: str

    @property
    def answered(self) -> str:
        """The cell as it stands once the solution is filled in."""
        return f"{self.solution.rstrip()}\n{self.check_line}"


def find_exercises(notebook: NotebookNode) -> tuple[list[Exercise], list[Fault]]:
    """Collect a chapter's exercises.

    Parameters
    ----------
    notebook : NotebookNode
        The chapter as it is stored.

    Returns
    -------
    exercises : list of Exercise
        Those that have all their parts.
    faults : list of Fault
        What the others lack, and parts that belong to no exercise.
    """
    exercises, faults = [], []
    answered_by: set[int] = set()
    cells = notebook.cells
    for position, cell in enumerate(cells, start=1):
        if cell.cell_type == "markdown" and _DIRECTIVE.search(cell.source):
            label = _LABEL.search(cell.source)
            if label is None:
                faults.append(_fault(position, "an exercise without label: add `:label: ex-NAME`"))
                continue
            found = _exercise(label["name"], position, cells)
            if isinstance(found, Exercise):
                exercises.append(found)
            else:
                faults.append(found)
            answered_by |= {position + 1, position + 2}
    for position, cell in enumerate(cells, start=1):
        if position in answered_by:
            continue
        if cell.cell_type == "code" and _check_call(cell.source):
            advice = "put the {exercise} directive in the cell right before it"
            faults.append(_fault(position, f"a check(…) without an exercise: {advice}"))
        elif cell.cell_type == "markdown" and _SOLUTION.search(cell.source):
            advice = "put it in the second cell after the {exercise} directive"
            faults.append(_fault(position, f"a solution without an exercise: {advice}"))
    return exercises, faults


def _exercise(name: str, position: int, cells: list[NotebookNode]) -> Exercise | Fault:
    """Read the two cells that follow the statement of an exercise."""
    answer, folded = [*cells[position : position + 2], None, None][:2]
    call = _check_call(answer.source) if answer and answer.cell_type == "code" else None
    if answer is None or call is None:
        advice = f'the next cell must be code that ends in check("{name}", answer)'
        return _fault(position, f"exercise {name} has no cell to fill in: {advice}")
    checked_name, check_line = call
    if checked_name != name:
        advice = "give both one name"
        return _fault(position + 1, f'label ex-{name}, but check("{checked_name}", …): {advice}')
    source = folded.source if folded and folded.cell_type == "markdown" else ""
    hint, solution = _HINT.search(source), _SOLUTION.search(source)
    code = _PYTHON.search(solution["body"]) if solution else None
    if not hint or not hint["body"].strip():
        advice = 'fold one into <details class="hint"> in the cell after the answer'
        return _fault(position + 1, f"exercise {name} has no hint: {advice}")
    if not code or not code["code"].strip():
        advice = 'fold a ```python block into <details class="solution"> after the hint'
        return _fault(position + 1, f"exercise {name} has no solution: {advice}")
    return Exercise(name, position + 1, check_line, code["code"])


def _check_call(code: str) -> tuple[str, str] | None:
    """Return the name and the text of the ``check("name", answer)`` that ends a cell."""
    try:
        statements = ast.parse(code).body
    except SyntaxError:
        return None  # the run reports it, with its line
    match statements[-1:]:
        case [ast.Expr(ast.Call(ast.Name("check"), [ast.Constant(str(name)), *_])) as last]:
            return name, ast.get_source_segment(code, last) or ""
    return None


def _fault(cell: int, message: str) -> Fault:
    return Fault("exercise", cell, message)
