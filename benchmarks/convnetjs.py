"""ConvNetJS in a Node that stays: it answers a line with a line, so that it can take its turns."""

import atexit
import json
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks.peers import node

SCRIPT = Path(__file__).with_name("convnet.js")


class Convnet:
    """A Node process that holds one network; ``convnet.js`` says what it understands."""

    def __init__(self, program: str) -> None:
        self._process = subprocess.Popen(
            [program, str(SCRIPT)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def ask(self, order: str, **details: Any) -> Any:
        """Send an order and wait for its answer.

        Raises
        ------
        RuntimeError
            If Node has ended instead; why stands on its stderr.
        """
        assert self._process.stdin and self._process.stdout
        try:
            self._process.stdin.write(json.dumps({"order": order, **details}) + "\n")
            self._process.stdin.flush()
            answer = self._process.stdout.readline()
        except BrokenPipeError:
            answer = ""
        if not answer:
            raise RuntimeError(f"ConvNetJS ended at the order {order!r}")
        return json.loads(answer)

    def close(self) -> None:
        """Let it end and wait until it has."""
        self._process.communicate()


@cache
def convnet() -> Convnet:
    """Return the process, started at the first call and ended with this one."""
    program = node()
    assert program, "ConvNetJS needs Node"
    started = Convnet(program)
    atexit.register(started.close)
    return started
