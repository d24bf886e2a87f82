"""Serves an app on a free port of this machine for as long as a test needs it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from typing import Any

import waitress
from flask import Flask
from werkzeug.serving import make_server


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """Yield the address of an app, ending in a slash."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def served_as_in_use(app: Flask) -> Iterator[str]:
    """Yield the address of an app that waitress serves, as ``recruit serve`` does, without a last slash."""
    server: Any = waitress.create_server(app, host="127.0.0.1", port=0, threads=8, ident=None)
    thread = Thread(target=server.run)
    thread.start()

    def stop() -> None:
        for channel in list(server.active_channels.values()):
            channel.handle_close()
        server.close()

    try:
        yield f"http://127.0.0.1:{server.effective_port}"
    finally:
        server.trigger.pull_trigger(stop)  # done by the thread that serves, between two requests
        thread.join()
        server.task_dispatcher.shutdown()
