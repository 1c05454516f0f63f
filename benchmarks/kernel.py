"""A Jupyter kernel that stays, met as a front end meets it: it runs code and hears of events.

What a reader moves arrives in the kernel as a message; a thousand of them may be waiting there.
"""

import atexit
from collections.abc import Iterable
from functools import cache
from typing import Any

from jupyter_client.manager import start_new_kernel

PATIENCE = 120  # seconds


class Session:
    """A kernel and a client of it."""

    def __init__(self) -> None:
        # else each kernel warns of local connections
        self._manager, self._client = start_new_kernel(extra_arguments=["--log-level=ERROR"])

    def printed_by(self, code: str) -> str:
        """Return what code prints, after all messages that came before it are dealt with.

        Raises
        ------
        RuntimeError
            If the code raises.
        """
        printed: list[str] = []

        def keep(message: dict[str, Any]) -> None:
            if message["msg_type"] == "stream":
                printed.append(message["content"]["text"])

        reply = self._client.execute_interactive(code, output_hook=keep, timeout=PATIENCE)
        if reply["content"]["status"] != "ok":
            raise RuntimeError(f"{code!r} ended with {reply['content']['evalue']}")
        return "".join(printed)

    def send_values(self, widget: str, values: Iterable[float]) -> None:
        """Send events: a widget, named by its model's id, is moved to each value in turn."""
        for value in values:
            data = {"method": "update", "state": {"value": value}, "buffer_paths": []}
            message = self._client.session.msg("comm_msg", {"comm_id": widget, "data": data})
            self._client.shell_channel.send(message)

    def close(self) -> None:
        """End the kernel."""
        self._client.stop_channels()
        self._manager.shutdown_kernel(now=True)


@cache
def session() -> Session:
    """Return the kernel, started at the first call and ended with this process."""
    started = Session()
    atexit.register(started.close)
    return started
