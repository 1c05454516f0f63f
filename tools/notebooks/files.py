"""How a chapter's notebook is stored: text only, and the same bytes for the same content.

Reading, cleaning and writing live here; running a notebook and judging it do not.
The notebook tools and the tests import it.
"""

import re
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

TEXT_TYPES = ("text/plain", "text/html", "text/markdown", "text/latex")

# The same on every Python, so that running a chapter elsewhere changes nothing in the file.
KERNEL_METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
NOTEBOOK_METADATA = ("myst", "mystnb")
CELL_METADATA = ("jupyter", "mystnb", "tags")
OUTPUT_METADATA = ("neuronlib",)


def read_notebook(path: Path) -> NotebookNode:
    """Read a notebook as it is stored, without filling anything in.

    Parameters
    ----------
    path : Path
        The ``.ipynb`` file.

    Returns
    -------
    NotebookNode
        The notebook, with each multi-line text as one string.

    Raises
    ------
    ValueError
        When the file holds no notebook of format 4.
    """
    try:
        notebook: NotebookNode = nbformat.v4.reads(path.read_text(encoding="utf-8"))
    except (ValueError, AttributeError) as error:
        raise ValueError(f"{path}: expected a notebook of format 4, got {error!r}") from error
    return notebook


def stored_text(notebook: NotebookNode) -> str:
    """Return the text of the file that holds this notebook."""
    return str(nbformat.v4.writes(notebook)) + "\n"


def clean(notebook: NotebookNode) -> NotebookNode:
    """Return a copy with text outputs only and nothing that changes from run to run.

    Parameters
    ----------
    notebook : NotebookNode
        A notebook of format 4; it is left as it is.

    Returns
    -------
    NotebookNode
        The clean copy. A cell that never ran stays visibly so.
    """
    cleaned = deepcopy(notebook)
    cleaned.nbformat_minor = 5
    cleaned.metadata = nbformat.from_dict(
        _only(cleaned.metadata, NOTEBOOK_METADATA) | deepcopy(KERNEL_METADATA)
    )
    _give_ids(cleaned.cells)
    count = 0
    for cell in cleaned.cells:
        cell.metadata = _only(cell.metadata, CELL_METADATA)
        if cell.cell_type == "code":
            executed = cell.get("execution_count") is not None
            count += executed
            cell.execution_count = count if executed else None
            cell.outputs = list(clean_outputs(cell.outputs, cell.execution_count))
    return cleaned


def clean_outputs(outputs: list[NotebookNode], count: int | None) -> Iterator[NotebookNode]:
    """Yield what is stored of a cell's outputs.

    Parameters
    ----------
    outputs : list of NotebookNode
        The outputs of one code cell.
    count : int or None
        The cell's execution count, which its result repeats.

    Yields
    ------
    NotebookNode
        Streams (adjacent ones joined), errors without their traceback, and texts.
    """
    stream = None
    for output in outputs:
        if output.output_type == "stream":
            if stream is None or stream.name != output.name:
                if stream is not None:
                    yield stream
                stream = nbformat.v4.new_output("stream", name=output.name)
            stream.text += output.text
            continue
        if stream is not None:
            yield stream
            stream = None
        if output.output_type == "error":
            # A traceback holds paths of this machine; the last line says enough.
            last_line = f"{output.ename}: {output.evalue}"
            yield nbformat.v4.new_output(
                "error", ename=output.ename, evalue=output.evalue, traceback=[last_line]
            )
        elif data := text_data(output.data):
            kept: dict[str, Any] = {
                "data": data,
                "metadata": _only(output.get("metadata", {}), OUTPUT_METADATA),
            }
            if output.output_type == "execute_result":
                kept["execution_count"] = count
            yield nbformat.v4.new_output(output.output_type, **kept)
    if stream is not None:
        yield stream


def text_data(data: dict[str, Any]) -> dict[str, Any]:
    """Return the texts of a MIME bundle, without HTML that is only a picture."""
    texts = _only(data, TEXT_TYPES)
    if "text/html" in texts and _is_only_a_picture(texts["text/html"]):
        del texts["text/html"]
    return texts


def _is_only_a_picture(html: str) -> bool:
    has_picture = re.search(r"<(img|svg)\b", html) is not None
    without_svg = re.sub(r"<svg\b.*?</svg>", "", html, flags=re.DOTALL)
    return has_picture and not re.sub(r"<[^>]*>", "", without_svg).strip()


def _only(mapping: dict[str, Any], keys: tuple[str, ...]) -> dict[str, Any]:
    return {key: mapping[key] for key in keys if key in mapping}


def _give_ids(cells: list[NotebookNode]) -> None:
    taken: set[str] = set()
    nameless = []
    for position, cell in enumerate(cells, start=1):
        if cell.get("id") and cell.id not in taken:
            taken.add(cell.id)
        else:
            nameless.append((position, cell))
    for position, cell in nameless:
        name = f"cell-{position}"
        while name in taken:
            name += "-again"
        taken.add(name)
        cell.id = name
