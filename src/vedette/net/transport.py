"""Connections that the guard has judged, under a deadline that no trickle of bytes can stretch."""

import ssl
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import httpcore
import httpx

from vedette.errors import FetchFailed
from vedette.net.guard import Guard

#: Connections kept open for the next request, in all, and for how many seconds.
_KEPT, _KEPT_FOR = 20, 15.0


class Deadline(threading.local):
    """When the request of this thread must be over; far away unless set."""

    at: float = float("inf")

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock

    def left(self, timeout: float | None) -> float:
        """The seconds that one step may take. Raises FetchFailed when none are left."""
        left = self.at - self._clock()
        if left <= 0:
            raise FetchFailed("the answer took too long as a whole; refused")
        return left if timeout is None else min(timeout, left)


class GuardedBackend(httpcore.NetworkBackend):
    """Opens connections to addresses that the guard has let through, never to a name."""

    def __init__(self, guard: Guard, deadline: Deadline) -> None:
        self._guard = guard
        self._deadline = deadline
        self._inner = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """A stream to the first address of the name that answers."""
        error: Exception | None = None
        for address in self._guard.addresses(host, port):
            try:
                left = self._deadline.left(timeout)
                stream = self._inner.connect_tcp(address, port, left, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as failed:
                error = failed
            else:
                return GuardedStream(stream, self._deadline)
        raise error or httpcore.ConnectError(f"no address of {host} answers")

    def connect_unix_socket(self, *args: Any, **kwargs: Any) -> httpcore.NetworkStream:
        """Never: no report comes from a socket of this machine."""
        raise httpcore.ConnectError("no local sockets")

    def sleep(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)


class GuardedStream(httpcore.NetworkStream):
    """A connection whose every step counts against the deadline of the request that is on it."""

    def __init__(self, inner: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._inner = inner
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read what is there."""
        return self._inner.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Write all of it."""
        self._inner.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        """Close the connection."""
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """The same connection under TLS; the certificate must be of the name that was asked for."""
        left = self._deadline.left(timeout)
        return GuardedStream(self._inner.start_tls(ssl_context, server_hostname, left), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        """What the connection knows of itself."""
        return self._inner.get_extra_info(info)


class GuardedTransport:
    """Sends one request and gives its answer, unread. Keeps no cookies, knows no proxies, follows nothing."""

    def __init__(self, guard: Guard, *, connections: int = 100, tls: ssl.SSLContext | None = None) -> None:
        self.deadline = Deadline()
        self._pool = httpcore.ConnectionPool(
            ssl_context=tls or httpx.create_ssl_context(trust_env=False),
            max_connections=connections,
            max_keepalive_connections=_KEPT,
            keepalive_expiry=_KEPT_FOR,
            network_backend=GuardedBackend(guard, self.deadline),
        )

    def send(self, request: httpx.Request) -> httpx.Response:
        """The answer; its body is still to be read. Raises FetchRefused, FetchFailed or an error of httpcore."""
        url = request.url
        asked = httpcore.Request(
            method=request.method,
            url=httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
            headers=request.headers.raw,
            content=request.stream,
            extensions=request.extensions,
        )
        answer = self._pool.handle_request(asked)
        return httpx.Response(answer.status, headers=answer.headers, stream=_Body(answer), request=request)

    def close(self) -> None:
        """Close all connections."""
        self._pool.close()


class _Body(httpx.SyncByteStream):
    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        yield from self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()
