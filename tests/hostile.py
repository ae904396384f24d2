"""A server on loopback that plays whatever a test tells it to, and a port that nobody may knock at."""

import gzip
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from vedette.net.guard import Guard

#: Writes a whole answer to a request.
Play = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Server:
    """`plays` by path; `asked` are the paths in the order in which they were asked for."""

    port: int
    plays: dict[str, Play]
    asked: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    stopping: threading.Event = field(default_factory=threading.Event)

    def url(self, path: str = "/", host: str = "wire.test") -> str:
        return f"http://{host}:{self.port}{path}"

    def guard(self, **more: str) -> Guard:
        """Lets this server through and nothing else; names ending in .test lead to it, `more` to where they say."""

        def resolve(host: str, port: int) -> list[str]:
            if host in more:
                return more[host].split(",")
            if host.endswith(".test"):
                return ["127.0.0.1"]
            return numeric(host, port)

        return Guard(frozenset({("127.0.0.1", self.port)}), resolve)


def numeric(host: str, port: int) -> list[str]:
    """Addresses in every guise that a resolver takes, without asking one."""
    if host == "localhost":
        return ["127.0.0.1", "::1"]
    return [host] if ":" in host else [socket.inet_ntoa(socket.inet_aton(host))]


class _Quiet(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 256

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is what these tests are about."""


@contextmanager
def serving(plays: dict[str, Play], *, tls: str | None = None) -> Iterator[Server]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            server.asked.append(self.path)
            server.headers.append({name.lower(): value for name, value in self.headers.items()})
            play = plays.get(self.path) or plays.get(self.path.split("?")[0]) or plays.get("*")
            (play or status(404))(self)

        do_POST = do_GET

        def log_message(self, *args: object) -> None:
            pass

    http = _Quiet(("127.0.0.1", 0), Handler)
    if tls:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(tls)
        http.socket = context.wrap_socket(http.socket, server_side=True)
    server = Server(http.server_address[1], plays)
    thread = threading.Thread(target=http.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.stopping.set()
        http.shutdown()
        http.server_close()
        thread.join(5)


@contextmanager
def forbidden_port() -> Iterator[tuple[int, list[object]]]:
    """A port on all of loopback, and who connected to it: nobody may."""
    knocked: list[object] = []
    listener = socket.create_server(("127.0.0.1", 0))
    listener.settimeout(0.05)
    done = threading.Event()

    def listen() -> None:
        while not done.is_set():
            try:
                connection, address = listener.accept()
            except TimeoutError:
                continue
            knocked.append(address)
            connection.close()

    thread = threading.Thread(target=listen, daemon=True)
    thread.start()
    try:
        yield listener.getsockname()[1], knocked
    finally:
        time.sleep(0.1)
        done.set()
        thread.join(5)
        listener.close()


def answer(body: bytes | str, kind: str = "text/html; charset=utf-8", code: int = 200, **headers: str) -> Play:
    content = body.encode() if isinstance(body, str) else body

    def play(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(code)
        handler.send_header("Content-Type", kind)
        handler.send_header("Content-Length", str(len(content)))
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(content)

    return play


def status(code: int, **headers: str) -> Play:
    return answer(b"", code=code, **headers)


def moved(to: str, code: int = 302) -> Play:
    return status(code, Location=to)


def packed(body: bytes | str, **headers: str) -> Play:
    content = body.encode() if isinstance(body, str) else body
    return answer(gzip.compress(content, mtime=0), Content_Encoding="gzip", **headers)


@cache
def bomb(megabytes: int = 100) -> Play:
    return packed(bytes(1_000_000) * megabytes)


def endless(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.send_header("Connection", "close")
    handler.end_headers()
    try:
        while True:
            handler.wfile.write(b"<p>More of the same.</p>" * 1000)
    except OSError:
        handler.close_connection = True


def trickling(*, headers: bool = False, seconds: float = 5.0) -> Play:
    """A byte now and then, so that no single read times out."""

    def play(handler: BaseHTTPRequestHandler) -> None:
        handler.close_connection = True
        began = time.monotonic()
        try:
            if not headers:
                handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
            while time.monotonic() - began < seconds:
                handler.wfile.write(b"X" if headers else b"<")
                time.sleep(0.05)
        except OSError:
            return

    return play


def hanging(seconds: float = 5.0) -> Play:
    """Takes the request and says nothing."""

    def play(handler: BaseHTTPRequestHandler) -> None:
        handler.close_connection = True
        time.sleep(seconds)

    return play


def in_turn(*plays: Play) -> Play:
    """One after the other; the last one stays."""
    left = list(plays)
    lock = threading.Lock()

    def play(handler: BaseHTTPRequestHandler) -> None:
        with lock:
            chosen = left.pop(0) if len(left) > 1 else left[0]
        chosen(handler)

    return play
