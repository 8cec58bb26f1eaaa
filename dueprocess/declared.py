"""What prefect.yaml declares, and whether a server holds it already: applying it takes long."""

from __future__ import annotations

from hashlib import sha256
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from tasks.prefect_api import PrefectApi

# Prefect keeps it among its variables, so that it is lost with the deployments it vouches for.
VARIABLE = "dueprocess_applied"


def stands(api: PrefectApi, file: Path) -> bool:
    """Whether the server has every deployment of the file, as file and flows now have them.

    What was changed by hand in Prefect's interface, a schedule paused, is left as it is.
    """
    if api.variable(VARIABLE) != fingerprint(file):
        return False
    return {str(one["name"]) for one in _deployments(file)} <= api.deployments()


def note(api: PrefectApi, file: Path) -> None:
    """Note that the whole file has been applied to the server."""
    api.set_variable(VARIABLE, fingerprint(file))


def fingerprint(file: Path) -> str:
    """Of all that applying the file reads: itself, the flows it names, Prefect's version."""
    digest = sha256(version("prefect").encode() + file.read_bytes())
    for module in sorted({str(one["entrypoint"]).rpartition(".")[0] for one in _deployments(file)}):
        digest.update(_source(module))
    return digest.hexdigest()[:20]


def _source(module: str) -> bytes:
    """The module's text; nothing for one that only the worker can find."""
    try:
        found = find_spec(module)
    except ModuleNotFoundError:
        return b""
    return Path(found.origin).read_bytes() if found and found.origin else b""


def _deployments(file: Path) -> list[dict[str, Any]]:
    import yaml  # type: ignore[import-untyped]

    declared: list[dict[str, Any]] = yaml.safe_load(file.read_text("utf-8"))["deployments"]
    return declared
