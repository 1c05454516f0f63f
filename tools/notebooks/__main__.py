"""Run, clean and check the chapters: ``python -m tools.notebooks run|clean|check [chapter …]``."""

import argparse
import os
import sys
from pathlib import Path

from tools.notebooks.chapters import CHAPTERS, check_chapter, clean_chapter, run_chapter


def main(arguments: list[str] | None = None) -> int:
    """Run a command on the chapters and return the exit status: 1 if there is any fault."""
    commands = {"run": run_chapter, "clean": clean_chapter, "check": check_chapter}
    parser = argparse.ArgumentParser(prog="python -m tools.notebooks", description=__doc__)
    parser.add_argument("command", choices=commands)
    parser.add_argument("chapters", nargs="*", type=Path, help="notebooks; without any, all")
    options = parser.parse_args(arguments)
    chapters = options.chapters or sorted(CHAPTERS.glob("*.ipynb"))
    found = 0
    for path in chapters:
        place = os.path.relpath(path)
        print(f"{options.command} {place}", file=sys.stderr, flush=True)
        try:
            faults = commands[options.command](path)
        except (OSError, ValueError) as error:
            parser.error(str(error))
        for fault in faults:
            print(fault.at(place), flush=True)
        found += len(faults)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
