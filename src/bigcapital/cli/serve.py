"""``bigcapital serve`` and ``bigcapital worker``."""

from __future__ import annotations

import argparse
import os
import signal
from typing import TYPE_CHECKING, Any, NoReturn

from bigcapital.cli.command import CommandError, command, complain, running, settings_of, whole
from bigcapital.cli.memory import settle_memory

if TYPE_CHECKING:
    from bigcapital.config import Settings
    from bigcapital.tenancy.installation import Installation

_SERVE_EXAMPLES = """\
  bigcapital serve                                  embedded: SQLite files, jobs in a thread
  PORT=8080 DATA_DIR=/srv/books bigcapital serve    elsewhere
  bigcapital serve --config production.ini          behind nginx; `bigcapital worker` beside it"""


def add(commands: Any) -> None:
    """Declare them."""
    made = command(commands, "serve", serve, "Serve the product until Ctrl-C or SIGTERM.", _SERVE_EXAMPLES)
    made.add_argument("--host", help="address to listen on (default: the ini's `listen`, else HOST, else 127.0.0.1)")
    made.add_argument(
        "--port", type=whole(0, 65535), help="port to listen on; 0: a free one (default: the ini's `listen`, else PORT, else 6543)"
    )
    made.add_argument("--threads", type=whole(1, 1000), help="requests worked on at once (default: the ini's, else 4)")
    made = command(commands, "worker", worker, "Run jobs until Ctrl-C or SIGTERM.", "  bigcapital worker --processes 2 --threads 2")
    made.add_argument("--processes", type=whole(0, 1000), default=0, help="processes to start (default: this one alone)")
    made.add_argument("--threads", type=whole(1, 1000), default=2, help="jobs at once in each process (default: 2)")


def serve(arguments: argparse.Namespace) -> int:
    """The web application in waitress; in the embedded default the databases are made and migrated first."""
    from waitress.server import create_server

    import bigcapital
    from bigcapital.exchange.copies.backup import before_migration
    from bigcapital.tenancy import migrate

    settings, server = settings_of(arguments, serving=True)
    with running(settings) as installation:
        if settings.production:
            migrate.require_system(installation)
        else:
            migrate.migrate_system(installation)
            complain(migrate.migrate_tenants(installation, before=before_migration))
        app = bigcapital.main(installation=installation)
        settle_memory()
        chosen = _waitress(arguments, settings, server)
        try:
            web = create_server(app, **chosen)
        except (OSError, ValueError) as error:
            raise CommandError(f"cannot listen on {chosen['listen']}: {error}") from None
        crew = _worker_thread(installation)
        signal.signal(signal.SIGTERM, _stop)
        try:
            print(f"Bigcapital is ready on {_address(web, settings)}", flush=True)
            web.run()
        finally:
            web.close()
            if crew is not None:
                crew.stop()
    return 0


def _waitress(arguments: argparse.Namespace, settings: Settings, server: dict[str, str]) -> dict[str, Any]:
    host, _, port = server.get("listen", f"{os.environ.get('HOST') or '127.0.0.1'}:{os.environ.get('PORT') or 6543}").rpartition(":")
    threads = str(server.get("threads", "4"))
    if not threads.isdecimal() or not int(threads):
        raise CommandError(f"[server:main] threads: {threads} is no whole number above 0")
    chosen: dict[str, Any] = {
        "listen": f"{arguments.host or host}:{port if arguments.port is None else arguments.port}",
        "threads": arguments.threads or int(threads),
        "ident": None,
        "max_request_body_size": 4 * settings.import_limit,  # the application refuses above its limit, in the API's own words
    }
    if settings.trusted_proxy:
        chosen["trusted_proxy"] = settings.trusted_proxy
        chosen["trusted_proxy_headers"] = "x-forwarded-for x-forwarded-proto"
        chosen["clear_untrusted_proxy_headers"] = True
    return chosen


def _address(web: Any, settings: Settings) -> str:
    if settings.production:
        return settings.public_url
    host, port = web.effective_host, web.effective_port
    return f"http://{'localhost' if host in ('127.0.0.1', '0.0.0.0') else host}:{port}"  # noqa: S104


def _worker_thread(installation: Installation) -> Any:
    from bigcapital.jobs import start_worker_thread

    return start_worker_thread(installation) if installation.settings.worker_thread else None


def _stop(*_: Any) -> NoReturn:
    raise SystemExit(0)


def worker(arguments: argparse.Namespace) -> int:
    """Workers; the only processes, with this command line, that create databases."""
    from bigcapital.jobs import run_worker
    from bigcapital.tenancy import migrate

    settings, _ = settings_of(arguments)
    with running(settings) as installation:
        if not settings.production:
            migrate.migrate_system(installation)
        migrate.require_system(installation)
        print("Bigcapital is working", flush=True)
        run_worker(installation, processes=arguments.processes, threads=arguments.threads, start=_started)
    return 0


def _started(settings: Settings) -> Installation:
    """The installation of a worker's own process."""
    from bigcapital.starting import start

    installation = start(settings)
    settle_memory()
    return installation
