"""The servers of the tests are real, shared by a run, and gone when it ends, however it ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pymysql
import pytest
import redis
from pymongo import MongoClient

from tests.services import ROOT, ServiceMissing, find, free_port, services, start_nginx

pytestmark = pytest.mark.services


def test_each_test_has_databases_of_its_own(mariadb_database: str, redis_database: str, mongo_database: str) -> None:
    name = mariadb_database.rpartition("/")[2]
    with pymysql.connect(unix_socket=services().mariadb_socket, user="root", database=name) as connection, connection.cursor() as cursor:
        cursor.execute("SHOW TABLES")
        assert cursor.fetchall() == ()
    with redis.Redis.from_url(redis_database) as client:
        assert client.dbsize() == 0
    with MongoClient(mongo_database) as client:
        assert client.get_default_database().list_collection_names() == []
        assert client.admin.command("hello")["setName"] == "rs0", "majority means something"


def test_what_a_durable_server_acknowledged_outlives_a_kill(own_mariadb: Callable[..., Any], own_redis: Callable[..., Any]) -> None:
    server = own_mariadb(durable=True)
    where = {"host": "127.0.0.1", "port": server.port, "user": "root", "autocommit": True}
    with pymysql.connect(**where) as connection, connection.cursor() as cursor:
        cursor.execute("CREATE DATABASE d")
        cursor.execute("CREATE TABLE d.t (id INT PRIMARY KEY)")
        cursor.execute("INSERT INTO d.t VALUES (7)")
    server.kill()
    with pytest.raises(pymysql.OperationalError):
        pymysql.connect(**where)
    server.start()
    with pymysql.connect(**where) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT id FROM d.t")
        assert cursor.fetchall() == ((7,),)
    keeper = own_redis(durable=True)
    with redis.Redis(port=keeper.port) as client:
        client.set("k", "v")
    keeper.kill()
    keeper.start()
    with redis.Redis(port=keeper.port) as client:
        assert client.get("k") == b"v"


def test_nginx_serves(tmp_path: Path) -> None:
    (tmp_path / "web").mkdir()
    (tmp_path / "web" / "index.html").write_text("hello")
    port = free_port()
    config = f"events {{}} http {{ access_log off; server {{ listen 127.0.0.1:{port}; root {tmp_path}/web; }} }}"
    with start_nginx(tmp_path, config, port), urllib.request.urlopen(f"http://127.0.0.1:{port}/") as answer:
        assert answer.read() == b"hello"


def test_a_missing_server_is_named_with_the_way_to_get_it() -> None:
    with pytest.raises(ServiceMissing, match="no-such-server is not installed; install it with: apt-get install it"):
        find("no-such-server", "apt-get install it")


def alive(pid: int) -> bool:
    """Whether it runs; one that has ended and whom nobody has buried yet does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_nothing_is_left_of_a_run_however_it_ends(tmp_path: Path, how: signal.Signals) -> None:
    told = tmp_path / "told"
    (tmp_path / "test_it.py").write_text(
        "import os, time\n"
        "def test_it(redis_server, mariadb):\n"
        f"    open({str(told) + '.part'!r}, 'w').write(os.environ['BIGCAPITAL_TEST_RUN'])\n"
        f"    os.rename({str(told) + '.part'!r}, {str(told)!r})\n"
        "    time.sleep(90)\n"
    )
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("BIGCAPITAL_TEST_RUN", "PYTEST"))}
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "tests.services",
        "-n",
        "1",
        "--rootdir",
        str(tmp_path),
        "-c",
        os.devnull,
        str(tmp_path),
    ]
    run = subprocess.Popen(command, cwd=ROOT, env=environment | {"PYTHONPATH": str(ROOT)}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    until = time.monotonic() + 90
    while not told.exists():
        assert time.monotonic() < until
        assert run.poll() is None or told.exists(), run.communicate()[0].decode()
        time.sleep(0.02)
    folder = Path(told.read_text())
    pids = [int(note.read_text().split()[0]) for note in (folder / "pids").glob("*")]
    assert len(pids) == 2
    run.send_signal(how)
    run.communicate(timeout=90)
    while folder.exists() or any(map(alive, pids)):
        assert time.monotonic() < until, f"{folder} or one of {pids} is still there"
        time.sleep(0.05)
