"""What nobody answered in time is counted on the first page: found by an index of its own."""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None

_UNANSWERED = sa.text(
    "silent_since IS NOT NULL AND reply_due_at IS NULL"
    " AND state IN ('issued', 'receipted', 'returned', 'lapsed')"
)


def upgrade() -> None:
    """The index, over what fell silent and has no fresh clock."""
    op.create_index(
        "item_unanswered",
        "supervision_item",
        ["node_id"],
        postgresql_where=_UNANSWERED,
        sqlite_where=_UNANSWERED,
    )
