"""Execute the chapters side by side, a kernel for each core; MyST-NB runs one after the other.

Loaded by Sphinx through `sphinx_ext`. The outputs go into a cache that lives as long as one build,
and MyST-NB takes them from there. A chapter that fails is not in it: MyST-NB then runs it itself,
and tells of the failure in its own way.
"""

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import nbformat
from jupyter_cache import get_cache
from jupyter_cache.base import CacheBundleIn
from jupyter_cache.executors.utils import ExecutionResult, single_nb_execution
from myst_nb.sphinx_ import SphinxEnvType
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.typing import ExtensionMetadata

logger = logging.getLogger(__name__)


def execute(app: Sphinx, env: SphinxEnvType, names: Sequence[str]) -> None:
    """Execute the notebooks among the pages to be read, and let MyST-NB find their outputs."""
    config = env.mystnb_config
    paths = [path for path in map(env.doc2path, names) if Path(path).suffix == ".ipynb"]
    if config.execution_mode != "force" or len(paths) < 2:
        return
    folder = TemporaryDirectory()
    app.connect("build-finished", lambda *_: folder.cleanup())
    cache = get_cache(folder.name)
    run = partial(_executed, timeout=config.execution_timeout)
    with ThreadPoolExecutor(os.cpu_count()) as kernels:
        for path, result in zip(paths, kernels.map(run, paths), strict=True):
            if result.err is None:
                seconds = {"execution_seconds": result.time}
                record = cache.add_nb_to_project(str(path))
                bundle = CacheBundleIn(result.nb, record.uri, data=seconds)
                cache.cache_notebook_bundle(bundle, check_validity=False, overwrite=True)
                logger.info("executed %s in %.0f seconds", path, result.time)
    env.mystnb_config = config.copy(execution_mode="cache", execution_cache_path=folder.name)


def _executed(path: str, timeout: int) -> ExecutionResult:
    notebook = nbformat.read(path, as_version=4)
    folder = str(Path(path).parent)
    return single_nb_execution(notebook, cwd=folder, timeout=timeout, allow_errors=False)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Execute before the first page is read."""
    app.connect("env-before-read-docs", execute)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
