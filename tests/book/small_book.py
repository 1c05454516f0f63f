"""A book of a few pages, built in a few seconds, for the tests of the site's parts."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import nbformat
from bs4 import BeautifulSoup

ROOT = Path(__file__).parents[2]


def build(
    folder: Path, pages: Mapping[str, str | nbformat.NotebookNode], settings: str, origin: str = ""
) -> Path:
    """Write and build a book; return the folder of its site.

    Parameters
    ----------
    folder : Path
        Is empty.
    pages : mapping of str to str or notebook
        What is written to each file; ``index.md`` is the first page.
    settings : str
        What `conf.py` holds besides; warnings are errors.
    origin : str
        The remote of a checkout around the book; without it there is no checkout.
    """
    if origin:
        subprocess.run(["git", "init", "-q", folder], check=True)
        subprocess.run(["git", "-C", folder, "remote", "add", "origin", origin], check=True)
    common = (
        'project = html_title = "A book"\n'
        'exclude_patterns = ["_build"]\n'
        'nb_execution_mode = "off"\n'
    )
    (folder / "conf.py").write_text(common + settings, encoding="utf-8")
    for name, page in pages.items():
        file = folder / name
        file.parent.mkdir(exist_ok=True)
        if isinstance(page, str):
            file.write_text(page, encoding="utf-8")
        else:
            page.metadata["language_info"] = {"name": "python", "pygments_lexer": "ipython3"}
            nbformat.write(page, file)
    subprocess.run(
        [sys.executable, "-m", "sphinx", "-W", "-n", "-q", ".", "_build/html"],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        check=True,
    )
    return folder / "_build" / "html"


def read(site: Path, page: str) -> BeautifulSoup:
    """Return a built page."""
    return BeautifulSoup((site / page).read_text(encoding="utf-8"), "html.parser")
