"""The court of the patrol's tests, for letters that are drafted from its rows."""

from __future__ import annotations

from tests.tasks.conftest import bench

__all__ = ["bench"]
