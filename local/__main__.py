"""`python -m local` (`make run`): the whole of Kinchart on this computer, until Ctrl-C."""

import argparse
import os
import signal
import sys
import time
from pathlib import Path

import uvicorn

from local import inbox
from local.cloud import Cloud, credentials
from local.deploy import Stack, deploy
from local.front import make_front
from local.pending import hand_over_again
from local.place import Place, Problem
from local.seed import Seed
from local.workers import Setup, Workers


def run(place: Place) -> None:
    """Blocks until Ctrl-C; raises Problem when something is missing."""
    begun = time.monotonic()
    lock = place.hold()
    cloud = Cloud(place)
    cloud.end_orphan()
    place.need_ports()
    place.cloud_json.unlink(missing_ok=True)
    try:
        _say("Starting the cloud")
        cloud.start()
        _say("Deploying (only what changed)")
        stack = deploy(place)
        hand_over_again(stack)
        _say("Starting the operations")
        log = place.log("operations")
        log.write_text("")
        workers = Workers(Setup({**stack.environment, **credentials(place)}, stack.roles, log))
        try:
            _serve(place, stack, workers, begun)
        finally:
            workers.stop()
            inbox.keep(place)
    finally:
        _say("Stopping; everything is kept")
        cloud.stop()
        lock.close()


def _serve(place: Place, stack: Stack, workers: Workers, begun: float) -> None:
    config = uvicorn.Config(
        make_front(place, workers.send), host="127.0.0.1", port=place.port, log_level="warning", access_log=False,
        server_header=False, timeout_graceful_shutdown=3,
    )  # fmt: skip
    seed = Seed(place, stack, lambda: _ready(place, begun))
    seed.start()
    uvicorn.Server(config).run()


def _ready(place: Place, begun: float) -> None:
    _say(f"Ready after {time.monotonic() - begun:.0f} s. Ctrl-C stops it and keeps the data.")
    _say(f"\n  The portal  {place.web}\n  The console {place.web}/staff\n  The inbox   {place.web}/__inbox")
    _say(f"  People      {place.cloud_json}\n")


def _say(text: str) -> None:
    print(text, flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m local", description=__doc__)
    parser.add_argument("--state", type=Path, default=Place.state, help="the folder that keeps everything")
    parser.add_argument("--port", type=int, default=Place.port, help="where the portal listens")
    parser.add_argument("--cloud-port", type=int, default=Place.cloud_port, help="where MiniStack listens")
    options = parser.parse_args()
    place = Place(options.state.resolve(), options.port, options.cloud_port)
    os.environ.pop("AWS_PROFILE", None)
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ |= credentials(place) | {"TMPDIR": str(place.tmp)}
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        run(place)
    except KeyboardInterrupt:
        pass
    except Problem as problem:
        sys.exit(str(problem))


if __name__ == "__main__":
    main()
