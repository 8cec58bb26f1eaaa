"""Running clocks of a rule by their last moment: what runs out soon is counted by this index."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

_RUNNING = sa.text("state = 'running'")


def upgrade() -> None:
    """The index."""
    op.create_index(
        "node_running_rule",
        "node",
        ["rule_id", "due_at"],
        postgresql_where=_RUNNING,
        sqlite_where=_RUNNING,
    )
