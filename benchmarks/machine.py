"""The machine that the numbers come from, so far as they depend on it; nothing that names it."""

import os
import platform
from pathlib import Path

import numpy as np


def describe() -> dict[str, str]:
    """Return processor, memory, system, Python, numpy and the BLAS behind its products."""
    blas = np.show_config(mode="dicts")["Build Dependencies"]["blas"]
    return {
        "Processor": _processor(),
        "Cores": str(os.cpu_count()),
        "Memory": _memory(),
        "System": _system(),
        "Python": platform.python_version(),
        "numpy": np.__version__,
        "BLAS": f"{blas['name']} {blas['version']}",
    }


def _processor() -> str:
    information = Path("/proc/cpuinfo")  # platform.processor() is empty on many Linuxes
    if information.is_file():
        for line in information.read_text(encoding="utf-8").splitlines():
            name, _, value = line.partition(":")
            if name.strip() == "model name":
                return value.strip()
    return platform.processor() or platform.machine()


def _memory() -> str:
    if not hasattr(os, "sysconf"):
        return "unknown"
    return f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GiB"


def _system() -> str:
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except (OSError, KeyError):
        return f"{platform.system()} {platform.release()}"
