"""The plan of an installation's embedded parts: where they live, and what they are told."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from dueprocess.guard import CLIENT, SERVER

HOST = "127.0.0.1"
POOL = "cases"
POOL_TYPE = "dueprocess"


@dataclass(frozen=True)
class StackPlan:
    """Where the stack lives and how hard it works."""

    home: Path
    port: int
    worker_limit: int = 2  # passes at a time; more makes SQLite under the server answer 503
    query_seconds: float = 2  # between two polls of an idle worker, in seconds
    prefect_file: Path = Path("prefect.yaml")
    # Deployments applied before the worker starts, the others once cases run; none: all at once.
    first: tuple[str, ...] = ()
    pools: Mapping[str, str] = field(default_factory=lambda: {POOL: POOL_TYPE})  # name: type
    environment: Mapping[str, str] = field(default_factory=dict)  # added to every child's
    auth: str = field(default="", repr=False)  # what Prefect's API asks for; "": nothing

    @property
    def api_url(self) -> str:
        """The address of Prefect's API."""
        return f"http://{HOST}:{self.port}/api"

    @property
    def ui_url(self) -> str:
        """The address of Prefect's user interface."""
        return f"http://{HOST}:{self.port}"

    @property
    def database(self) -> Path:
        """The file of Prefect's own database."""
        return self.home / "prefect" / "prefect.db"

    @property
    def logs(self) -> Path:
        """The folder of the children's log files."""
        return self.home / "logs"

    def child_environment(self) -> dict[str, str]:
        """What each child sees: quiet, counting nothing for anyone, all state under `home`."""
        return {
            **{name: said for name, said in os.environ.items() if name not in (SERVER, CLIENT)},
            **({SERVER: self.auth, CLIENT: self.auth} if self.auth else {}),
            "PREFECT_HOME": str(self.home / "prefect"),
            "PREFECT_API_URL": self.api_url,
            "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
            "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
            "DO_NOT_TRACK": "1",
            "PREFECT_LOGGING_LEVEL": "WARNING",
            "PREFECT_LOGGING_LOGGERS_PREFECT_FLOW_RUNS_LEVEL": "INFO",
            "PREFECT_LOGGING_LOGGERS_PREFECT_TASK_RUNS_LEVEL": "INFO",
            "PREFECT_SERVER_LOGGING_LEVEL": "WARNING",
            # Marking late runs takes a write apiece, all at once: SQLite then answers 503 for
            # minutes. Lateness is the book's to say; a run that waits its turn is no news.
            "PREFECT_SERVER_SERVICES_LATE_RUNS_ENABLED": "false",
            # A task's three states come as three events: written together they cost the server
            # half of what they cost one by one, and a task shows at most a second later.
            "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_BATCH_SIZE": "100",
            "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_FLUSH_INTERVAL": "1",
            "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_BATCH_SIZE": "200",
            # Sixty ticks a schedule, planned at the first start, would hold up the first passes.
            "PREFECT_SERVER_SERVICES_SCHEDULER_MIN_SCHEDULED_TIME": "PT15M",
            # A killed patrol frees its slot after this many seconds, not after five minutes.
            "PREFECT_SERVER_CONCURRENCY_INITIAL_DEPLOYMENT_LEASE_DURATION": "60",
            "PREFECT_CLIENT_MAX_RETRIES": "12",
            "PREFECT_WORKER_QUERY_SECONDS": str(self.query_seconds),
            "PREFECT_WORKER_ENABLE_CANCELLATION": "true",
            "PYTHONUNBUFFERED": "1",
            "COLUMNS": "200",
            **self.environment,
        }
