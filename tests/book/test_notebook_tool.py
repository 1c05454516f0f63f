"""The notebook tools: what is stored of a chapter, and which faults a check names.

Small notebooks made here stand for chapters. The rules that need no kernel are tested one by
one; two whole chapters, a sound and a faulty one, are run once each for all tests.
"""

import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from tools.notebooks.__main__ import main
from tools.notebooks.chapters import check_chapter
from tools.notebooks.exercises import find_exercises
from tools.notebooks.faults import Fault, faults_as_stored, faults_of_fresh_cell, outputs_differ
from tools.notebooks.files import clean, read_notebook, stored_text, text_data
from tools.notebooks.prose import (
    pictures_without_alt,
    prose,
    tied_numbers,
    typed_verdicts,
    verdict_literals,
)

ALT = {"mystnb": {"image": {"alt": "Two clouds of points and a straight line between them"}}}
PICTURE = 'display({"image/png": "iVBORw0KGgo=", "text/plain": "<Figure>"}, raw=True)'
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
WIDGET = f'display({{"{WIDGET_VIEW}": {{}}, "text/plain": "VBox()"}}, raw=True)'
STATEMENT = "```{{exercise}}\n:label: ex-{name}\nWhat is 6 times 7?\n```"
FOLDED = """<details class="hint"><summary>Hint</summary>

It is more than 41.

</details>
<details class="solution"><summary>Solution</summary>

```python
answer = {answer}
```

</details>"""
SOUND_PROSE = """About 0.3<!--= f"{share:.1f}" -->, **33**<!--= round(100 * share) --> per cent.

| weights | demo |
| --- | --- |
| 308\u202f200<!--= f"{big:,}".replace(",", "\u202f") --> | *live<!--= demo -->* |
"""
CHECK = """def check(name, answer):
    replies = {...: "not answered yet", 42: "Right: 42."}
    print(replies.get(answer, "Not yet: the Right one differs."))"""


def exercise(name: str, answer: str = "42") -> list[NotebookNode]:
    """Return the three cells of an exercise."""
    return [
        new_markdown_cell(STATEMENT.format(name=name)),
        new_code_cell(f'answer = ...\ncheck("{name}", answer)'),
        new_markdown_cell(FOLDED.format(answer=answer)),
    ]


def sound_chapter() -> NotebookNode:
    """Return a chapter, not yet run, with everything that a chapter may hold."""
    return new_notebook(
        cells=[
            new_markdown_cell("# A chapter\n\nWithout any number."),
            new_code_cell(CHECK),
            new_code_cell("import sys\nprint('one')\nprint('two', file=sys.stderr)"),
            new_code_cell("40 + 2", metadata={"tags": ["skip-execution"]}),
            new_code_cell("from IPython.display import HTML, display\nHTML('<b>bold</b>')"),
            new_code_cell(PICTURE, metadata=ALT),
            new_code_cell(WIDGET),
            new_code_cell(
                "import os\nshare, big = 1 / 3, 308200\n"
                "demo = 'baked' if 'NEURONLIB_BAKE' in os.environ else 'live'\n"
                "os.path.basename(os.getcwd()), demo, os.environ['MPLBACKEND'] == 'agg'"
            ),
            new_markdown_cell(SOUND_PROSE),
            *exercise("six-times-seven"),
        ]
    )


def faulty_chapter() -> NotebookNode:
    """Return a chapter, not yet run, in which only a run finds the faults."""
    return new_notebook(
        cells=[
            new_code_cell(CHECK + "\nfrom IPython.display import display"),
            new_markdown_cell("A wrong 42<!--= 40 + 1 -->."),
            new_markdown_cell("A longer 141<!--= 40 + 1 -->."),
            new_markdown_cell("A nameless 41<!--= nothing.at.all -->."),
            new_markdown_cell("A statement 41<!--= x = 41 -->."),
            new_code_cell("print('as it is now')"),
            new_code_cell(PICTURE),
            new_code_cell("display({'image/svg+xml': '<svg/>', 'text/plain': 'x'}, raw=True)"),
            *exercise("wrong-solution", answer="43"),
            *exercise("raising-solution", answer="1 / 0"),
            *exercise("answered"),
        ]
    )


def store(path: Path, notebook: NotebookNode) -> Path:
    path.write_text(stored_text(notebook), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a chapter's file that `run` has written."""
    path = store(tmp_path_factory.mktemp("chapters") / "sound.ipynb", sound_chapter())
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NEURONLIB_BAKE", "1")
        patch.setenv("MPLBACKEND", "agg")
        assert main(["run", str(path)]) == 0
    return path


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> list[Fault]:
    """Return what `check` finds in the faulty chapter."""
    path = store(tmp_path_factory.mktemp("faulty") / "faulty.ipynb", faulty_chapter())
    assert main(["run", str(path)]) == 0
    stored = path.read_text(encoding="utf-8").replace("as it is now\\n", "as it was before\\n")
    answered = stored.rpartition("not answered yet")
    path.write_text("Right".join(answered[::2]), encoding="utf-8")
    return check_chapter(path)


def messages(faults: list[Fault], cell: int) -> str:
    """Return what is said about one cell, counted from 1."""
    return "\n".join(fault.message for fault in faults if fault.cell == cell)


# ---- what is stored


def test_cleaning_keeps_texts_and_drops_pictures_and_widgets() -> None:
    data = {"text/plain": "x", "text/latex": "$x$", "image/png": "AAAA", WIDGET_VIEW: {}}
    shown = new_output("display_data", data=data)
    only_picture = new_output("display_data", data={"image/png": "AAAA"})
    cell = new_code_cell("x", execution_count=1, outputs=[shown, only_picture])
    [output] = clean(new_notebook(cells=[cell])).cells[0].outputs
    assert output.data == {"text/plain": "x", "text/latex": "$x$"}


@pytest.mark.parametrize(
    "html", ['<div><img src="data:,"></div>', "<p><svg><text>one</text></svg></p>"]
)
def test_cleaning_drops_html_that_is_only_a_picture(html: str) -> None:
    assert text_data({"text/html": html}) == {}


@pytest.mark.parametrize(
    "html", ["<img src='a.png'> seven points", "<svg></svg><p>seven</p>", "<progress value='3'>"]
)
def test_cleaning_keeps_html_that_says_something_else(html: str) -> None:
    assert text_data({"text/html": html}) == {"text/html": html}


def test_cleaning_keeps_the_verdict_in_an_outputs_metadata_and_nothing_beside_it() -> None:
    verdict = {"claim": "C36", "verdict": "holds"}
    metadata = {"neuronlib": verdict, "image/png": {"width": 3}}
    output = new_output("execute_result", data={"text/plain": "x"}, metadata=metadata)
    cell = new_code_cell("x", execution_count=9, outputs=[output])
    assert clean(new_notebook(cells=[cell])).cells[0].outputs[0].metadata == {"neuronlib": verdict}


def test_cleaning_leaves_no_trace_of_when_and_where_a_chapter_ran() -> None:
    cell = new_code_cell("x", metadata={"execution": {"iopub": "now"}, "tags": ["hide-input"]})
    metadata = {"widgets": {}, "language_info": {"name": "python", "version": "3.14.1"}}
    cleaned = clean(new_notebook(cells=[cell], metadata=metadata))
    assert cleaned.cells[0].metadata == {"tags": ["hide-input"]}
    assert "widgets" not in cleaned.metadata
    assert "3.14" not in stored_text(cleaned)


def test_cleaning_drops_the_traceback_of_an_error_but_not_its_last_line() -> None:
    traceback = ["File /home/somebody/x.py", "ValueError: row-wise X"]
    error = new_output("error", ename="ValueError", evalue="row-wise X", traceback=traceback)
    cell = new_code_cell("x", execution_count=1, outputs=[error])
    [output] = clean(new_notebook(cells=[cell])).cells[0].outputs
    assert (output.ename, output.traceback) == ("ValueError", ["ValueError: row-wise X"])


def test_cleaning_joins_adjacent_streams_of_one_name_only() -> None:
    names = ["stdout", "stdout", "stderr", "stdout"]
    streams = [new_output("stream", name=name, text=f"{name}\n") for name in names]
    cell = new_code_cell("x", execution_count=1, outputs=streams)
    outputs = clean(new_notebook(cells=[cell])).cells[0].outputs
    assert [output.name for output in outputs] == ["stdout", "stderr", "stdout"]
    assert outputs[0].text == "stdout\nstdout\n"


def test_cleaning_renumbers_executed_cells_and_leaves_unexecuted_ones_visible() -> None:
    result = new_output("execute_result", data={"text/plain": "1"}, execution_count=30)
    cells = [new_code_cell("x", execution_count=n, outputs=[]) for n in (7, None, 30)]
    cells[2].outputs = [result]
    cleaned = clean(new_notebook(cells=cells)).cells
    assert [cell.execution_count for cell in cleaned] == [1, None, 2]
    assert cleaned[2].outputs[0].execution_count == 2


def test_cleaning_keeps_cell_ids_and_gives_the_same_id_to_a_cell_without_one() -> None:
    cells = [new_markdown_cell(text) for text in "abc"]
    notebook = new_notebook(cells=cells)
    cells[0].id = cells[2].id = "cell-2"
    del cells[1]["id"]
    notebook.nbformat_minor = 4
    cleaned = clean(notebook)
    assert [cell.id for cell in cleaned.cells] == ["cell-2", "cell-2-again", "cell-3"]
    nbformat.validate(cleaned)


def test_cleaning_a_clean_chapter_changes_no_byte(sound: Path) -> None:
    before = sound.read_bytes()
    assert main(["clean", str(sound)]) == 0
    assert sound.read_bytes() == before
    assert before.startswith(b'{\n "cells": [\n') and before.endswith(b"}\n")
    assert "308\u202f200".encode() in before


def test_cleaning_leaves_the_given_notebook_as_it_is() -> None:
    notebook = new_notebook(cells=[new_code_cell("x", execution_count=5)])
    clean(notebook)
    assert notebook.cells[0].execution_count == 5


@pytest.mark.parametrize(
    "text", ['{"cells": [', '{"metadata": {}, "worksheets": [], "nbformat": 3}']
)
def test_a_file_that_is_no_notebook_of_format_4_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "torn.ipynb"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=r"torn\.ipynb: expected a notebook of format 4"):
        read_notebook(path)


# ---- prose


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('Mean 0.3<!--= f"{x:.1f}" -->', "0.3"),
        ("| a | 41<!--= n --> |", "41"),
        ("**41**<!--= n -->", "41"),
        ("(41<!--= n -->)", "41"),
        ("30\u201341<!--= n -->", "41"),
        ("308\u202f200<!--= n -->", "308\u202f200"),
        ("\u22120.5<!--= n -->", "\u22120.5"),
        ("it *holds<!--= v -->*", "holds"),
        ("41 and 41<!--= n -->", "41"),
    ],
)
def test_a_number_is_true_when_the_text_shows_exactly_its_value(text: str, value: str) -> None:
    [number] = tied_numbers(text)
    assert number.says(value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("141<!--= n -->", "41"),
        ("41 <!--= n -->", "41"),
        ("0.41<!--= n -->", "41"),
        ("1,041<!--= n -->", "041"),
        ("1\u202f041<!--= n -->", "041"),
        ("is -41<!--= n -->", "41"),
        ("\u221241<!--= n -->", "41"),
        ("upholds<!--= v -->", "holds"),
        ("nothing<!--= v -->", ""),
        ("42<!--= n -->", "41"),
    ],
)
def test_a_number_is_untrue_when_the_text_shows_more_or_other(text: str, value: str) -> None:
    [number] = tied_numbers(text)
    assert not number.says(value)


def test_each_tied_number_of_a_cell_is_read_with_its_whole_expression() -> None:
    source = '1<!--= a["x"] --> of 2<!--= len([n for n in b if n > 0]) -->'
    expressions = [number.expression for number in tied_numbers(source)]
    assert expressions == ['a["x"]', "len([n for n in b if n > 0])"]


def test_numbers_shown_as_code_are_not_read() -> None:
    source = "Write `41<!--= n -->`:\n\n```markdown\n41<!--= n -->\n```\n\nor 7<!--= k --> `so`."
    assert [number.expression for number in tied_numbers(source)] == ["k"]


def test_directives_hold_prose_and_their_code_blocks_do_not() -> None:
    source = "````{note}\nread\n```python\nskip\n```\nread\n````\n```{math}\nskip\n```\nread"
    assert "skip" not in prose(source)
    assert prose(source).count("read") == 3
    assert prose(source).count("\n") == source.count("\n")


def test_a_shorter_fence_within_a_code_block_does_not_end_it() -> None:
    assert prose("````text\n```\nskip\n```\nskip\n````\nread") == "\n" * 6 + "read"


@pytest.mark.parametrize(
    "source",
    [
        "The claim **holds**.",
        "It was *Not seen here*.",
        "__holds under conditions__",
        "**Contradicted.**",
        "verdict: illustrated",
        "**Verdict:** *holds*",
    ],
)
def test_a_verdict_typed_in_prose_is_found(source: str) -> None:
    assert list(typed_verdicts(source))


@pytest.mark.parametrize(
    "source",
    [
        "The claim **holds**<!--= result.verdict -->.",
        "**holds<!--= result.verdict -->**",
        "verdict: holds<!--= result.verdict -->",
        "**Verdict:** *holds*<!--= result.verdict -->",
        "The bound holds for every input, as *illustrated in the figure*.",
        "*not testable here*",
        "```text\nverdict: holds\n```",
    ],
)
def test_a_verdict_tied_to_code_or_a_plain_word_is_let_through(source: str) -> None:
    assert not list(typed_verdicts(source))


def test_a_verdict_as_a_string_in_code_is_found_and_a_longer_string_is_not() -> None:
    assert list(verdict_literals('verdict = "holds"\nprint("the bound holds")')) == ["holds"]


@pytest.mark.parametrize(
    "source",
    [
        "![](a.png)",
        '<img src="a.png">',
        '<img src="a.png" alt="">',
        "```{figure} a.png\n:width: 3\n\nA caption.\n```",
    ],
)
def test_a_picture_without_alt_text_is_found(source: str) -> None:
    [picture] = pictures_without_alt(source)
    assert "a.png" in picture


@pytest.mark.parametrize(
    "source",
    [
        "![A neuron](a.png)",
        '<img alt="A neuron" src="a.png">',
        "```{figure} a.png\n:alt: A neuron\n\nA caption.\n```",
    ],
)
def test_a_picture_with_alt_text_is_let_through(source: str) -> None:
    assert not list(pictures_without_alt(source))


# ---- cells as they are stored


def faults_of(cell: NotebookNode) -> list[str]:
    return [fault.message for fault in faults_as_stored(new_notebook(cells=[cell]))]


def test_a_cell_that_never_ran_is_found() -> None:
    assert "never executed" in faults_of(new_code_cell("1 + 1"))[0]


def test_an_empty_code_cell_is_found() -> None:
    assert "delete it" in faults_of(new_code_cell(""))[0]


def test_a_cell_of_thirteen_lines_is_too_long_and_blank_lines_do_not_count() -> None:
    twelve = "\n\n".join(f"x{n} = {n}" for n in range(12))
    assert not faults_of(new_code_cell(twelve, execution_count=1))
    assert "13 lines" in faults_of(new_code_cell(twelve + "\ny = 1", execution_count=1))[0]


def test_a_memory_address_in_an_output_is_quoted() -> None:
    text = "[<matplotlib.lines.Line2D at 0x7f00beef>]"
    output = new_output("execute_result", data={"text/plain": text}, execution_count=1)
    [message] = faults_of(new_code_cell("plot()", execution_count=1, outputs=[output]))
    assert "<matplotlib.lines.Line2D at 0x7f00beef>" in message


def test_a_short_alt_text_is_found_and_a_sentence_is_let_through() -> None:
    figure = new_output("display_data", data={"image/png": "AAAA"})
    short = {"mystnb": {"image": {"alt": "A plot"}}}
    [fault] = faults_of_fresh_cell(3, new_code_cell("x", metadata=short, outputs=[figure]))
    assert (fault.cell, "6 characters" in fault.message) == (3, True)
    assert not list(faults_of_fresh_cell(3, new_code_cell("x", metadata=ALT, outputs=[figure])))


def test_a_changed_verdict_in_the_metadata_is_a_changed_output() -> None:
    cells = [
        new_code_cell(
            "x",
            outputs=[
                new_output(
                    "display_data",
                    data={"text/plain": "C36"},
                    metadata={"neuronlib": {"verdict": verdict}},
                )
            ],
        )
        for verdict in ("holds", "contradicted")
    ]
    [fault] = outputs_differ(1, *cells)
    assert '-  "verdict": "holds"' in fault.message


def test_another_error_is_a_changed_output() -> None:
    names = ("ValueError", "TypeError")
    errors = [new_output("error", ename=name, evalue="W", traceback=[]) for name in names]
    [fault] = outputs_differ(1, *(new_code_cell("x", outputs=[error]) for error in errors))
    assert "-ValueError: W" in fault.message


def test_the_diff_of_a_long_output_stays_short() -> None:
    outputs = [
        [new_output("stream", name="stdout", text="".join(f"{n + k}\n" for n in range(200)))]
        for k in (0, 1000)
    ]
    cells = [new_code_cell("x", outputs=streams) for streams in outputs]
    [fault] = outputs_differ(1, *cells)
    assert len(fault.message.splitlines()) < 20


# ---- exercises as they are stored


def exercise_faults(cells: list[NotebookNode]) -> str:
    _, faults = find_exercises(new_notebook(cells=cells))
    return "\n".join(fault.at("x.ipynb") for fault in faults)


def test_an_exercise_is_read_with_its_solution_and_the_line_that_checks_it() -> None:
    [found], faults = find_exercises(new_notebook(cells=exercise("product")))
    assert not faults
    assert (found.name, found.cell) == ("product", 2)
    assert found.answered == 'answer = 42\ncheck("product", answer)'


def test_an_exercise_without_hint_is_found() -> None:
    cells = exercise("product")
    cells[2].source = cells[2].source.replace('"hint"', '"note"')
    assert "cell 2: exercise product has no hint" in exercise_faults(cells)


def test_an_exercise_without_solution_is_found() -> None:
    cells = exercise("product")
    cells[2].source = cells[2].source.replace("```python", "```text")
    assert "cell 2: exercise product has no solution" in exercise_faults(cells)
    assert "no hint" in exercise_faults(cells[:2])


def test_an_exercise_without_a_cell_to_fill_in_is_found() -> None:
    statement, _, folded = exercise("product")
    assert "cell 1: exercise product has no cell" in exercise_faults([statement, folded])
    assert "cell 1: exercise product has no cell" in exercise_faults([statement])


def test_an_exercise_without_a_label_is_found() -> None:
    cells = exercise("product")
    cells[0].source = cells[0].source.replace(":label: ex-product\n", "")
    assert "cell 1: an exercise without label" in exercise_faults(cells)


def test_an_exercise_checked_under_another_name_is_found() -> None:
    cells = exercise("product")
    cells[1].source = cells[1].source.replace("product", "sum")
    assert 'ex-product, but check("sum", …)' in exercise_faults(cells)


def test_a_solution_and_a_check_without_an_exercise_are_found() -> None:
    _, answer, folded = exercise("product")
    found = exercise_faults([answer, folded])
    assert "cell 1: a check(…) without an exercise" in found
    assert "cell 2: a solution without an exercise" in found


# ---- whole chapters


def test_a_sound_chapter_has_no_fault(sound: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(sound)]) == 0
    assert capsys.readouterr().out == ""


def test_a_chapter_runs_in_its_own_folder_live_and_with_figures_inline(sound: Path) -> None:
    [output] = read_notebook(sound).cells[7].outputs
    assert output.data["text/plain"] == f"('{sound.parent.name}', 'live', False)"


def test_nbval_accepts_a_sound_chapter_and_notices_a_changed_output(sound: Path) -> None:
    text = sound.read_text(encoding="utf-8")
    changed = sound.with_name("changed.ipynb")
    changed.write_text(text.replace('"42"', '"43"'), encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "--nbval", "-q", sound.name, changed.name]
    report = subprocess.run(command, capture_output=True, text=True, check=False, cwd=sound.parent)
    failures = re.findall(r"^FAILED (.*?) - ", report.stdout, re.MULTILINE)
    assert failures == ["changed.ipynb::Cell 2"], report.stdout


def test_an_untrue_number_is_quoted_with_its_expression_and_value(faulty: list[Fault]) -> None:
    assert "says '42', but `40 + 1` is '41'" in messages(faulty, 2)


def test_a_number_with_a_digit_before_it_is_untrue(faulty: list[Fault]) -> None:
    assert "says '141', but `40 + 1` is '41'" in messages(faulty, 3)


def test_an_expression_that_raises_is_quoted_with_its_error(faulty: list[Fault]) -> None:
    assert "says '41', but `nothing.at.all` fails with NameError" in messages(faulty, 4)


def test_a_comment_that_is_no_expression_is_quoted(faulty: list[Fault]) -> None:
    assert "`x = 41` is not an expression" in messages(faulty, 5)


def test_a_stale_output_is_shown_beside_the_fresh_one(faulty: list[Fault]) -> None:
    assert "-as it was before" in messages(faulty, 6)
    assert "+as it is now" in messages(faulty, 6)


def test_a_figure_without_alt_text_is_found_although_it_is_not_stored(faulty: list[Fault]) -> None:
    assert "the figure has no alt text" in messages(faulty, 7)


def test_an_output_that_text_cannot_hold_and_nbval_compares_is_found(faulty: list[Fault]) -> None:
    assert "image/svg+xml can't be stored as text" in messages(faulty, 8)


def test_a_solution_that_its_check_rejects_is_found(faulty: list[Fault]) -> None:
    assert "the solution of wrong-solution is not found right" in messages(faulty, 10)
    assert "Not yet: the Right one differs." in messages(faulty, 10)


def test_a_solution_that_raises_is_found(faulty: list[Fault]) -> None:
    assert "ZeroDivisionError" in messages(faulty, 13)


def test_an_exercise_stored_with_an_answer_is_found(faulty: list[Fault]) -> None:
    assert "does not print 'not answered yet'" in messages(faulty, 16)


def test_a_faulty_chapter_has_no_further_faults(faulty: list[Fault]) -> None:
    assert [fault.cell for fault in faulty] == [2, 3, 4, 5, 6, 7, 8, 10, 13, 16, 16]


def test_a_cell_that_raises_is_named_and_the_file_is_left_as_it_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    cells = [new_markdown_cell("text"), new_code_cell("{}['bias']", execution_count=2)]
    path = store(tmp_path / "raising.ipynb", new_notebook(cells=cells))
    before = path.read_bytes()
    assert main(["run", "raising.ipynb"]) == 1
    assert path.read_bytes() == before
    assert main(["check", "raising.ipynb"]) == 1
    run_report, file_report, check_report = capsys.readouterr().out.splitlines()
    assert run_report.startswith("raising.ipynb, cell 2: the cell fails with KeyError: 'bias'")
    assert file_report.startswith("raising.ipynb: the file is not stored clean")
    assert check_report == run_report
