"""Prefect's command line as `make up` starts it, for its worker and for prefect.yaml."""

from __future__ import annotations

from dueprocess import collecting


def main() -> None:
    """Run the `prefect` command line; what it loads is not gone through while it loads."""
    collecting.seldom()
    from prefect.cli import app

    app()


if __name__ == "__main__":
    main()
