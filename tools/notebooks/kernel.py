"""A fresh kernel that runs a chapter cell by cell and then answers questions about it.

Starting and asking live here; what the answers mean is for the commands in
``tools.notebooks``, which alone imports it.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode

SECONDS_PER_CELL = 600
# A reader's kernel has neither: demos are live there, and figures appear inline.
NOT_INHERITED = ("NEURONLIB_BAKE", "MPLBACKEND")


class CellFailedError(Exception):
    """Code that was run in a kernel did not come to its end; the text says why.

    Attributes
    ----------
    cell : int or None
        The cell of the chapter, counted from 1, when it was one.
    """

    cell: int | None = None


class Kernel:
    """A running kernel; `fresh_kernel` makes one.

    Parameters
    ----------
    client : NotebookClient
        The client of a kernel that has started, with an empty notebook.
    """

    def __init__(self, client: NotebookClient) -> None:
        self._client = client

    def run(self, cell: NotebookNode) -> None:
        """Execute a code cell; its outputs and count are filled in.

        Parameters
        ----------
        cell : NotebookNode
            A code cell.

        Raises
        ------
        CellFailedError
            When the code raises, lasts too long or ends the kernel.
        """
        cells = self._client.nb.cells
        cells.append(cell)
        try:
            self._client.execute_cell(cell, len(cells) - 1)
        except CellExecutionError as error:
            raise CellFailedError(f"{error.ename}: {error.evalue}") from error
        except CellTimeoutError as error:
            raise CellFailedError(f"no answer within {SECONDS_PER_CELL} seconds") from error
        except DeadKernelError as error:
            raise CellFailedError("the kernel died") from error

    def run_all(self, notebook: NotebookNode) -> NotebookNode:
        """Return the notebook as it is after all its code cells have run, outputs uncleaned.

        Parameters
        ----------
        notebook : NotebookNode
            The chapter; it is left as it is.

        Returns
        -------
        NotebookNode
            A copy with fresh outputs.

        Raises
        ------
        CellFailedError
            At the first cell that fails; its `cell` says which.
        """
        executed = deepcopy(notebook)
        for position, cell in enumerate(executed.cells, start=1):
            if cell.cell_type == "code":
                try:
                    self.run(cell)
                except CellFailedError as error:
                    error.cell = position
                    raise
        return executed

    def printed_by(self, code: str) -> str:
        """Return what the code prints when it runs in this kernel, after all that ran before."""
        cell = nbformat.v4.new_code_cell(code)
        self.run(cell)
        return "".join(output.text for output in cell.outputs if output.get("name") == "stdout")


@contextmanager
def fresh_kernel(folder: Path) -> Iterator[Kernel]:
    """Start a kernel in a folder, and end it afterwards.

    Parameters
    ----------
    folder : Path
        The kernel's working directory: that of the chapter.

    Yields
    ------
    Kernel
        The running kernel.
    """
    client = NotebookClient(
        nbformat.v4.new_notebook(),
        kernel_name="python3",
        resources={"metadata": {"path": str(folder)}},
        timeout=SECONDS_PER_CELL,
        store_widget_state=False,
        record_timing=False,
        extra_arguments=["--log-level=ERROR"],  # else each kernel warns of local connections
        skip_cells_with_tag="",  # no tag lets a cell escape
    )
    environment = {key: value for key, value in os.environ.items() if key not in NOT_INHERITED}
    with client.setup_kernel(env=environment):
        yield Kernel(client)
