"""The operations, in a few processes that have imported all of them: what a hundred warm Lambda sandboxes would cost.

A worker serves one request at a time, because Powertools keeps the event of the moment on a class.
"""

import asyncio
import logging
import multiprocessing
import os
import signal
import sys
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from local.gateway import Gateway, HttpAnswer, HttpRequest, failed
from local.place import ROOT
from local.roles import Roles

COUNT = 4
CODE = (ROOT / "layers" / "common", ROOT / "functions")


@dataclass(frozen=True)
class Setup:
    """What a worker needs: the functions' environment, their roles by logical id, and the file for their log lines."""

    environment: dict[str, str]
    roles: dict[str, str]
    log: Path


@dataclass
class Worker:
    process: ForkServerProcess
    pipe: Connection

    def ask(self, request: HttpRequest) -> HttpAnswer:
        """Raises EOFError or OSError when the process died."""
        self.pipe.send(request)
        answer: HttpAnswer = self.pipe.recv()
        return answer


class Workers:
    """Hands each request to a free worker and replaces one that died."""

    def __init__(self, setup: Setup) -> None:
        self._setup = setup
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(["local.preload"])
        self._all = [self._start() for _ in range(COUNT)]
        for worker in self._all:
            worker.pipe.recv()
        self._free: asyncio.Queue[Worker] = asyncio.Queue()
        for worker in self._all:
            self._free.put_nowait(worker)

    async def send(self, request: HttpRequest) -> HttpAnswer:
        worker = await self._free.get()
        try:
            return await asyncio.to_thread(worker.ask, request)
        except (EOFError, OSError):
            self._all.remove(worker)
            worker = await asyncio.to_thread(self._replacement)
            return failed()
        finally:
            self._free.put_nowait(worker)

    def stop(self) -> None:
        for worker in self._all:
            worker.pipe.close()
        for worker in self._all:
            worker.process.join(5)

    def _start(self) -> Worker:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=_serve, args=(theirs, self._setup), daemon=True)
        process.start()
        theirs.close()
        return Worker(process, ours)

    def _replacement(self) -> Worker:
        worker = self._start()
        worker.pipe.recv()
        self._all.append(worker)
        return worker


def _serve(pipe: Connection, setup: Setup) -> None:
    """A worker's life: warm up, say so, then answer one request after the other until the pipe closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with setup.log.open("a") as log:
        os.dup2(log.fileno(), 1)
        os.dup2(log.fileno(), 2)
    os.environ.update(setup.environment)
    roles = Roles(setup.roles)
    gateway = Gateway(around=lambda function: roles.of(function.name))
    warm_up(gateway)
    pipe.send("ready")
    while True:
        try:
            request: HttpRequest = pipe.recv()
        except EOFError:
            return
        try:
            answer = gateway.send(request)
        except Exception:
            logging.exception("%s failed", request.method)
            answer = failed()
        pipe.send(answer)


def warm_up(gateway: Gateway) -> None:
    """Send every operation one request that it refuses: no person shall wait for imports, clients and route tables."""
    for function in gateway.functions.values():
        if function.path:
            path = function.path.replace("{", "").replace("}", "")
            headers = (("content-type", "application/json"),)
            body = b"" if function.method == "GET" else b"{}"
            try:
                gateway.send(HttpRequest(function.method, path, headers=headers, body=body))
            except Exception:
                logging.exception("%s does not answer", function.name)


def add_code_to_path() -> None:
    """Make `portal` and the operations importable, as they are in a Lambda."""
    sys.path[:0] = [str(folder) for folder in CODE if str(folder) not in sys.path]
