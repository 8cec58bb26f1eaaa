"""Prefect's server over plain HTTP, for callers that must not wait for `import prefect`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self
from uuid import UUID

import httpx

from tasks.asking import AUTH, PATIENCE, AskingClient

# The server moves a run to this name only out of another Scheduled state: the one way it
# offers to say "wake it if it sleeps" in a single request. Plain Scheduled would also pull
# a Running run back, and two passes of one case would run side by side.
WOKEN = "Late"


class PrefectUnavailable(ConnectionError):
    """Prefect's server did not answer, or not with an answer."""

    def __init__(self, base_url: str, reason: str) -> None:
        self.base_url = base_url
        super().__init__(
            f"Prefect does not answer at {base_url} ({reason}); the book stands, and runs "
            "catch up once the server is back"
        )


@dataclass(frozen=True)
class FoundRun:
    """A flow run as the server lists it."""

    id: UUID
    name: str
    tags: tuple[str, ...]
    state_type: str
    state_name: str
    deployment_id: UUID | None


class PrefectApi:
    """The few requests the book makes of Prefect's server; synchronous, one connection kept.

    `base_url` ends in `/api`; `timeout`, for one answer, and `patience`, with a busy server,
    are in seconds; `auth` is what the server asks for, see `AskingClient`. Every method but
    `healthy` raises PrefectUnavailable when there is no usable answer.
    """

    def __init__(
        self,
        base_url: str,
        timeout: float = 10.0,
        patience: float = PATIENCE,
        auth: str | None = None,
    ) -> None:
        self.base_url = base_url.rstrip("/")
        self._client = AskingClient(self.base_url, timeout, patience, auth)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Give the connection back."""
        self._client.close()

    def healthy(self) -> bool:
        """Whether the server answers its health check now; never raises."""
        try:
            return self._client.get("/health").is_success
        except httpx.HTTPError:
            return False

    def publish(self, events: Sequence[Mapping[str, Any]]) -> None:
        """Give the server events, all or none; one whose id it has is kept once."""
        if events:
            self._ask("POST", "/events", list(events))

    def ensure_pool(self, name: str, kind: str) -> None:
        """Create the work pool unless one of that name exists, of whatever type."""
        if self._ask("GET", f"/work_pools/{name}", absent=True) is None:
            self._ask("POST", "/work_pools/", {"name": name, "type": kind})

    def ensure_first_queue(self, pool: str, name: str) -> None:
        """Have a queue in the pool that is served before every other one."""
        if self._ask("GET", f"/work_pools/{pool}/queues/{name}", absent=True) is None:
            self._ask("POST", f"/work_pools/{pool}/queues", {"name": name, "priority": 1})

    def drop_missed_ticks(self, now: datetime) -> None:
        """Delete the runs that schedules planned for moments before `now` (aware).

        After downtime they are a queue of missed ticks; the server plans new ones itself.
        Runs of deployments without a schedule are not touched.
        """
        scheduled = [row["id"] for row in self._deployments() if row["schedules"]]
        missed = {
            "deployment_id": {"any_": scheduled},
            "state": {"type": {"any_": ["SCHEDULED"]}},
            "next_scheduled_start_time": {"before_": now.isoformat()},
        }
        path = "/flow_runs/bulk_delete"
        while scheduled and self._ask("POST", path, {"flow_runs": missed})["deleted"]:
            pass

    def deployments(self) -> set[str]:
        """The names of all deployments."""
        return {str(row["name"]) for row in self._deployments()}

    def _deployments(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self._ask("POST", "/deployments/filter", {"limit": 200})
        return found

    def variable(self, name: str) -> Any:
        """The value of a variable kept at the server; None when there is none."""
        found = self._ask("GET", f"/variables/name/{name}", absent=True)
        return found["value"] if found else None

    def set_variable(self, name: str, value: str) -> None:
        """Keep a variable at the server, in place of what it was."""
        if self.variable(name) is None:
            self._ask("POST", "/variables/", {"name": name, "value": value})
        else:
            self._ask("PATCH", f"/variables/name/{name}", {"value": value})

    def deployment_id(self, flow_name: str, deployment_name: str) -> UUID | None:
        """The deployment's id, or None while it has not been deployed."""
        found = self._ask("GET", f"/deployments/name/{flow_name}/{deployment_name}", absent=True)
        return UUID(found["id"]) if found else None

    def create_run(
        self,
        deployment_id: UUID,
        name: str,
        parameters: Mapping[str, Any],
        tags: Iterable[str] = (),
        idempotency_key: str | None = None,
        scheduled_time: datetime | None = None,
    ) -> UUID:
        """Create a run of a deployment, Scheduled at `scheduled_time` (aware; None: now).

        The same `idempotency_key` twice answers the same run and creates nothing.
        """
        details = {"scheduled_time": scheduled_time.isoformat()} if scheduled_time else {}
        body = {
            "name": name,
            "parameters": dict(parameters),
            "tags": list(tags),
            "idempotency_key": idempotency_key,
            "state": {"type": "SCHEDULED", "state_details": details},
        }
        made = self._ask("POST", f"/deployments/{deployment_id}/create_flow_run", body)
        return UUID(made["id"])

    def wake(self, run_id: UUID, message: str = "", *, force: bool = False) -> bool:
        """Make the run due now; True if it will start, False if it is not asleep.

        Unforced, a run that is Pending or Running is left alone: it will look at its rows
        again before it sleeps (`flows.sleep.sleep_until`). A suspended, ended or unknown
        run is left alone too. `force` puts any run back to Scheduled, and is only for one
        whose worker is known to be dead.
        """
        state = {"type": "SCHEDULED", "name": "Scheduled" if force else WOKEN, "message": message}
        body = {"state": state, "force": force}
        answer = self._ask("POST", f"/flow_runs/{run_id}/set_state", body, absent=True)
        if not answer:
            return False
        already_due = (answer.get("state") or {}).get("name") == WOKEN
        return bool(answer["status"] == "ACCEPT" or already_due)

    def complete(self, run_id: UUID, message: str) -> None:
        """End a suspended run as done: what it waited for was given elsewhere."""
        state = {"type": "COMPLETED", "message": message}
        body = {"state": state, "force": True}
        self._ask("POST", f"/flow_runs/{run_id}/set_state", body, absent=True)

    def state(self, run_id: UUID) -> str | None:
        """The name of the run's state (a sleeping run: what it waits for); None if unknown."""
        run = self._ask("GET", f"/flow_runs/{run_id}", absent=True)
        return str(run["state"]["name"]) if run and run.get("state") else None

    def state_type(self, run_id: UUID) -> str | None:
        """The run's state type: SCHEDULED, PENDING, RUNNING, PAUSED, COMPLETED …"""
        run = self._ask("GET", f"/flow_runs/{run_id}", absent=True)
        return str(run["state_type"]) if run else None

    def runs(
        self,
        *,
        tags: Iterable[str] = (),
        deployment_id: UUID | None = None,
        state_types: Iterable[str] = (),
        limit: int = 200,
        offset: int = 0,
    ) -> list[FoundRun]:
        """One page of runs bearing all `tags`, newest first; at most 200 a page."""
        wanted: dict[str, Any] = {}
        if tags:
            wanted["tags"] = {"all_": list(tags)}
        if deployment_id:
            wanted["deployment_id"] = {"any_": [str(deployment_id)]}
        if state_types:
            wanted["state"] = {"type": {"any_": list(state_types)}}
        body = {"flow_runs": wanted, "limit": limit, "offset": offset, "sort": "ID_DESC"}
        return [_found(row) for row in self._ask("POST", "/flow_runs/filter", body)]

    def every_run(self, *, tags: Iterable[str] = (), page: int = 200) -> Iterator[FoundRun]:
        """All runs bearing all `tags`, page by page."""
        wanted = list(tags)
        offset = 0
        while found := self.runs(tags=wanted, limit=page, offset=offset):
            yield from found
            offset += len(found)

    def _ask(self, verb: str, path: str, body: Any = None, *, absent: bool = False) -> Any:
        try:
            response = self._client.request(verb, path, json=body)
        except httpx.HTTPError as error:
            raise PrefectUnavailable(self.base_url, type(error).__name__) from error
        if absent and response.status_code == httpx.codes.NOT_FOUND:
            return None
        if response.status_code == httpx.codes.UNAUTHORIZED:
            raise PrefectUnavailable(self.base_url, f"it asks for its secret: set {AUTH}")
        if not response.is_success:
            raise PrefectUnavailable(self.base_url, f"{verb} {path}: {response.status_code}")
        return response.json() if response.content else None


def _found(row: Mapping[str, Any]) -> FoundRun:
    deployment = row.get("deployment_id")
    return FoundRun(
        id=UUID(row["id"]),
        name=row["name"],
        tags=tuple(row.get("tags", ())),
        state_type=row["state_type"],
        state_name=row["state_name"],
        deployment_id=UUID(deployment) if deployment else None,
    )
