"""A court's running clocks are counted by index alone: each bears its case, each case its court."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

_RUNNING = sa.text("state = 'running'")
_INDEXES = {
    "node_running_due": ["due_at", "id", "case_id", "state"],
    "node_running_rule": ["rule_id", "due_at", "case_id", "enforced", "code", "state"],
}


def upgrade() -> None:
    """The indexes, in the place of narrower ones."""
    for name, columns in _INDEXES.items():
        op.drop_index(name, "node")
        op.create_index(name, "node", columns, postgresql_where=_RUNNING, sqlite_where=_RUNNING)
    op.drop_index("ix_enforcement_case_court_code", "enforcement_case")
    op.create_index("case_of_court", "enforcement_case", ["court_code", "id"])
