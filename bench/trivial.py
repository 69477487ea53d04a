"""What everything is measured against: an empty JSON view through traversal and pyramid_tm, served the same way."""

from __future__ import annotations

import logging
import sys
from typing import Any

import waitress
from pyramid.config import Configurator
from pyramid.request import Request


class Node:
    """Two steps of a path, as ``/api/<collection>`` has."""

    def __init__(self, request: Request | None = None):
        pass

    def __getitem__(self, name: str) -> Node:
        return Node()


def empty(context: Node, request: Request) -> dict[str, Any]:
    """The trivial view."""
    return {}


def main() -> None:
    """Serve it on the port given."""
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # as the product's is
    settings = {"tm.manager_hook": "pyramid_tm.explicit_manager", "tm.annotate_user": "false"}
    with Configurator(settings=settings, root_factory=Node) as config:
        config.include("pyramid_tm")
        config.add_view(empty, context=Node, renderer="json")
        app = config.make_wsgi_app()
    waitress.serve(app, host="127.0.0.1", port=int(sys.argv[1]), threads=4, _quiet=True)


if __name__ == "__main__":
    main()
