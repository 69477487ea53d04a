"""A real nginx, from the file that is shipped, in front of two processes of the product."""

from __future__ import annotations

import gzip
import http.client
import json
import re
import socket
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from email.message import Message
from pathlib import Path

import pytest

from bigcapital.config import Settings
from bigcapital.rest.passage import HEADERS
from tests.services import free_port, start_nginx
from tests.serving import Reply, Serving, serving

ROOT = Path(__file__).resolve().parents[2]
DIST = ROOT / "webapp" / "dist"

pytestmark = pytest.mark.services


@dataclass
class Front:
    """The proxy and the servers behind it."""

    port: int
    plain_port: int
    behind: list[Serving]

    def ask(self, path: str, method: str = "GET", body: bytes | None = None, **headers: str) -> Reply:
        """One request over TLS on a fresh connection; ``_`` in a header's name is ``-``."""
        trusting = ssl.create_default_context()
        trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
        connection = http.client.HTTPSConnection("127.0.0.1", self.port, context=trusting, timeout=30)
        try:
            connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
            answer = connection.getresponse()
            return Reply(answer.status, answer.headers, answer.read())
        finally:
            connection.close()


@pytest.fixture(scope="module")
def front(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    """nginx with the shipped configuration: only addresses, the certificate and the folder differ."""
    assert (DIST / "index.html").exists(), "the web app is not built: `tools/setup run` builds it"
    folder = tmp_path_factory.mktemp("front")
    port, plain_port = free_port(), free_port()
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=books.example.com", "-days", "2"]
        + ["-keyout", folder / "key.pem", "-out", folder / "chain.pem"],
        check=True,
        capture_output=True,
    )
    # Both processes are one installation: the same files, and links that lead to nginx.
    shared = {"DATA_DIR": str(folder / "data"), "BIGCAPITAL_TEST_PUBLIC_URL": f"https://127.0.0.1:{port}"}
    ini = folder / "front.ini"
    text = (ROOT / "development.ini").read_text()
    text = re.sub(r"^public_url = .*$", "public_url = ${BIGCAPITAL_TEST_PUBLIC_URL}", text, flags=re.M)
    text = re.sub(r"^http\.trusted_proxy = *$", "http.trusted_proxy = 127.0.0.1", text, flags=re.M)
    ini.write_text(text)
    with ExitStack() as stack:
        behind = [stack.enter_context(serving(folder / name, "--config", ini, environ=shared)) for name in ("first", "second")]
        server = start_nginx(folder / "nginx", configuration(folder, port, plain_port, behind), port)
        stack.callback(server.stop)
        yield Front(port, plain_port, behind)


def configuration(folder: Path, port: int, plain_port: int, behind: list[Serving]) -> str:
    """The shipped file with this machine's addresses in it, inside the smallest nginx.conf."""
    text = (ROOT / "nginx/bigcapital.conf").read_text()
    for shipped, ours in (
        ("127.0.0.1:6543", f"127.0.0.1:{behind[0].port}"),
        ("127.0.0.1:6544", f"127.0.0.1:{behind[1].port}"),
        ("listen 80;", f"listen 127.0.0.1:{plain_port};"),
        ("listen 443 ", f"listen 127.0.0.1:{port} "),
        ("/etc/letsencrypt/live/books.example.com/fullchain.pem", str(folder / "chain.pem")),
        ("/etc/letsencrypt/live/books.example.com/privkey.pem", str(folder / "key.pem")),
        ("/usr/share/bigcapital/webapp", str(DIST)),
        ("client_header_timeout 15s", "client_header_timeout 1s"),  # so that the test of it is short
    ):
        assert shipped in text
        text = text.replace(shipped, ours)
    text = re.sub(r"^ *listen \[::\].*$", "", text, flags=re.M)
    paths = " ".join(f"{name}_temp_path {folder}/nginx/{name};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    return f"events {{ }}\nhttp {{ include /etc/nginx/mime.types; access_log off; {paths}\n{text}\n}}\n"


def asset() -> str:
    """The path of a built script."""
    return "/assets/" + next(path.name for path in sorted((DIST / "assets").glob("*.js")) if path.stat().st_size > 2000)


def test_the_page_is_asked_for_anew_each_time_and_what_it_loads_is_kept_for_a_year(front: Front) -> None:
    page = front.ask("/")
    assert page.status == 200
    assert page.body == (DIST / "index.html").read_bytes()
    assert page.headers["Cache-Control"] == "no-cache"
    script = front.ask(asset())
    assert script.status == 200
    assert "javascript" in script.headers["Content-Type"]
    assert script.headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_an_unchanged_page_is_not_sent_again(front: Front) -> None:
    tag = front.ask("/").headers["ETag"]
    assert front.ask("/", If_None_Match=tag).status == 304


def test_scripts_and_the_api_s_answers_are_sent_compressed(front: Front) -> None:
    script = front.ask(asset(), Accept_Encoding="gzip")
    assert script.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(script.body) == (DIST / asset()[1:]).read_bytes()
    answer = front.ask("/openapi.json", Accept_Encoding="gzip")
    assert answer.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in answer.headers.get_all("Vary", [])
    assert json.loads(gzip.decompress(answer.body))["openapi"]
    assert "Content-Encoding" not in front.ask(asset()).headers


def test_every_address_of_the_web_app_is_its_page_and_a_missing_file_is_not(front: Front) -> None:
    assert front.ask("/manual-journals/7/edit").body == (DIST / "index.html").read_bytes()
    missing = front.ask("/assets/gone-12345678.js")
    assert missing.status == 404
    assert "Cache-Control" not in missing.headers
    assert front.ask("/.vite/manifest.json").status == 404


def test_the_api_answers_through_it_with_its_own_headers_once(front: Front) -> None:
    answer = front.ask("/api/auth/meta")
    assert answer.status == 200, answer.body
    json.loads(answer.body)
    assert front.ask("/api/accounts").status == 401
    assert front.ask("/api/auth/nothing").status == 404
    assert front.ask("/healthz").status == 200
    assert front.ask("/openapi.json").status == 200
    for name in (*HEADERS, "Strict-Transport-Security"):
        assert len(answer.headers.get_all(name) or []) == 1, name


def test_files_carry_the_same_security_headers_as_the_app_server_s_answers(front: Front) -> None:
    def guarding(headers: Message) -> dict[str, str | None]:
        return {name: headers[name] for name in (*HEADERS, "Strict-Transport-Security")}

    from_nginx = guarding(front.ask("/").headers)
    assert None not in from_nginx.values()
    assert from_nginx == guarding(front.ask("/api/auth/meta").headers)


def test_metrics_are_not_for_the_outside(front: Front) -> None:
    assert front.ask("/metrics").status == 404


def test_a_body_larger_than_the_limit_is_refused_in_the_api_s_words_and_one_at_the_limit_passes(front: Front) -> None:
    limit = Settings().body_limit
    refused = front.ask("/api/auth/signin", "POST", b"{" + b" " * limit, Content_Type="application/json")
    assert refused.status == 413
    error = json.loads(refused.body)
    assert error["statusCode"] == 413
    assert set(error) == {"statusCode", "error", "message"}
    passed = front.ask("/api/auth/signin", "POST", b"{" + b" " * (limit - 1), Content_Type="application/json")
    assert passed.status == 400


def test_plain_http_leads_to_https(front: Front) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", front.plain_port, timeout=10)
    connection.request("GET", "/accounts?x=1", headers={"Host": "books.example.com"})
    answer = connection.getresponse()
    assert (answer.status, answer.headers["Location"]) == (308, "https://books.example.com/accounts?x=1")
    connection.close()


def test_someone_signs_up_and_in_through_it(front: Front) -> None:
    person = {"first_name": "Ann", "last_name": "Lee", "email": "ann@example.com", "password": "correct horse battery"}
    signed_up = front.ask("/api/auth/signup", "POST", json.dumps(person).encode(), Content_Type="application/json")
    assert signed_up.status in (200, 201), signed_up.body
    credentials = json.dumps({"email": person["email"], "password": person["password"]}).encode()
    # Whichever of the two processes answers, it knows her.
    for _ in range(4):
        signed_in = front.ask("/api/auth/signin", "POST", credentials, Content_Type="application/json")
        assert signed_in.status in (200, 201), signed_in.body


def test_a_client_that_never_finishes_its_headers_is_let_go(front: Front) -> None:
    """The limits are set: nginx's defaults would keep it for a minute."""
    text = (ROOT / "nginx/bigcapital.conf").read_text()
    limits = dict(re.findall(r"^ *((?:client|proxy|send)_\w*timeout) (\d+)s;", text, re.M))
    clients, servers = {"client_body_timeout", "client_header_timeout", "send_timeout"}, {"connect", "send", "read"}
    assert set(limits) == clients | {f"proxy_{what}_timeout" for what in servers}
    assert max(map(int, limits.values())) <= 60
    trusting = ssl.create_default_context()
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    with socket.create_connection(("127.0.0.1", front.port), timeout=30) as raw, trusting.wrap_socket(raw) as wire:
        wire.sendall(b"GET / HTTP/1.1\r\nHost: books.example.com\r\nX-Slow: ")
        assert wire.recv(1000) == b""


def test_one_process_going_away_costs_no_request_and_both_going_away_is_said_clearly(front: Front) -> None:
    """The last of this module: it stops the servers."""
    front.behind[0].stop()
    assert [front.ask("/api/auth/meta").status for _ in range(6)] == [200] * 6
    front.behind[1].stop()
    away = front.ask("/api/auth/meta")
    assert away.status == 503
    assert away.headers["Retry-After"] == "5"
    assert json.loads(away.body)["statusCode"] == 503
    assert front.ask("/").status == 200
