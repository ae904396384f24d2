"""How watching goes, for machines: metrics for Prometheus and one JSON object a line for logs.

Names and reasons come from outside: they are values in labels and fields, never part of a name or a format.
"""

import datetime as dt
import sys
import wsgiref.simple_server
from collections.abc import Callable
from typing import Any, TextIO

from vedette.errors import BadSetting, MissingPart
from vedette.model.failure import Failure
from vedette.pipeline.intake.ingest import Tally
from vedette.pipeline.intake.reading import is_note
from vedette.pipeline.intake.watch_state import Outcome, SourceState
from vedette.sources.register import SourceSpec

#: Seconds of a batch or of reconciling that are told apart.
_BUCKETS = (0.1, 0.3, 1, 3, 10, 30, 100, 300)


class Telemetry:
    """Logs to a stream and keeps metrics; an observer of watching."""

    def __init__(self, *, stream: TextIO | None = None) -> None:
        try:
            import prometheus_client as prometheus
            import structlog
        except ImportError as error:
            raise MissingPart(f"watching needs more parts ({error.name}): pip install 'vedette[watch]'") from error
        self.log: Any = structlog.wrap_logger(
            structlog.PrintLogger(stream or sys.stderr),
            processors=[
                structlog.processors.add_log_level,
                structlog.processors.TimeStamper(fmt="iso", utc=True),
                structlog.processors.JSONRenderer(sort_keys=True),
            ],
        )
        registry = self.registry = prometheus.CollectorRegistry()
        by = ["source"]

        def gauge(name: str, words: str) -> Any:
            return prometheus.Gauge(f"vedette_source_{name}", words, by, registry=registry)

        self._visits = prometheus.Counter(
            "vedette_visits", "Visits to sources, by how they ended", [*by, "ended"], registry=registry
        )
        self._failures = prometheus.Counter(
            "vedette_failures", "Items that could not be used, by kind", [*by, "kind"], registry=registry
        )
        self._items = prometheus.Counter("vedette_items", "New or changed reports", by, registry=registry)
        self._claims = prometheus.Counter("vedette_claims", "Claims recorded", registry=registry)
        self._waiting = prometheus.Gauge("vedette_waiting_items", "Items that wait to be read", registry=registry)
        self._batch = prometheus.Histogram(
            "vedette_batch_seconds", "Reading and committing a batch", buckets=_BUCKETS, registry=registry
        )
        self._derive = prometheus.Histogram(
            "vedette_reconcile_seconds",
            "Bringing events, tolls and control up to date",
            buckets=_BUCKETS,
            registry=registry,
        )
        self._success = gauge("last_success_timestamp_seconds", "When a visit last went well")
        self._lag = gauge("lag_seconds", "Since the newest item was published, at the last visit")
        self._errors = gauge("error_rate", "Share of the last visits that failed")
        self._silent = gauge("silent", "1 while nothing new has come for longer than allowed")

    def visited(self, spec: SourceSpec, state: SourceState, outcome: Outcome) -> None:
        """A visit is over."""
        now = dt.datetime.now(dt.UTC)
        ended = "failed" if outcome.reason else "new" if outcome.added else "nothing"
        self._visits.labels(spec.name, ended).inc()
        self._items.labels(spec.name).inc(outcome.added)
        if state.succeeded:
            self._success.labels(spec.name).set(state.succeeded.timestamp())
        if (lag := state.lag(now)) is not None:
            self._lag.labels(spec.name).set(lag)
        self._errors.labels(spec.name).set(state.error_rate)
        self._silent.labels(spec.name).set(int(state.silent(spec, now)))
        if outcome.reason:
            self.log.warning("visit failed", source=spec.name, reason=outcome.reason, in_a_row=state.failures)
        elif outcome.added:
            self.log.info("visited", source=spec.name, new=outcome.added)

    def recorded(self, tally: Tally, *, waiting: int, seconds: float) -> None:
        """A batch is committed."""
        self._claims.inc(tally.claims)
        self._waiting.set(waiting)
        self._batch.observe(seconds)
        if tally.added:
            self.log.info(
                "recorded", reports=tally.added, claims=tally.claims, waiting=waiting, seconds=round(seconds, 3)
            )

    def failed(self, source: str, failure: Failure) -> None:
        """Something could not be used."""
        self._failures.labels(source, failure.kind).inc()
        tell = self.log.debug if is_note(failure) else self.log.warning
        if not is_note(failure):
            tell("failed", source=source, item=failure.item, kind=failure.kind, reason=failure.reason)

    def reconciled(self, seconds: float) -> None:
        """Derived rows are up to date."""
        self._derive.observe(seconds)
        self.log.info("reconciled", seconds=round(seconds, 3))

    def serve(self, host: str, port: int) -> Callable[[], None]:
        """Give the metrics at http://HOST:PORT/metrics; returns what ends that. Raises BadSetting for a taken port."""
        import prometheus_client as prometheus

        try:
            server, thread = prometheus.start_http_server(port, addr=host, registry=self.registry)
        except OSError as error:
            raise BadSetting(f"metrics can't be given at {host}:{port}: {error.strerror}") from error

        def end(server: wsgiref.simple_server.WSGIServer = server) -> None:
            server.shutdown()
            server.server_close()
            thread.join(5)

        return end
