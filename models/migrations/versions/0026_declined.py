"""A proposal that was declined is over: another of its level may be open on the node."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

_NAME, _TABLE = "item_one_open", "supervision_item"
_OPEN = "state NOT IN ('struck_off', 'superseded', 'lapsed', 'declined')"


def upgrade() -> None:
    """The index of open items, which knows of one state more."""
    op.drop_index(_NAME, _TABLE)
    op.create_index(
        _NAME,
        _TABLE,
        ["node_id", "level"],
        unique=True,
        postgresql_where=sa.text(_OPEN),
        sqlite_where=sa.text(_OPEN),
    )
