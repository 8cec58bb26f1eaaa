"""An item keeps from what its reply limit was set, so that the day can be derived."""

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Rows from before keep none: what they are derived from is found by their issue."""
    op.add_column("supervision_item", sa.Column("reply_ground", sa.String(), nullable=True))
    moment = sa.DateTime(timezone=True)
    op.add_column("supervision_item", sa.Column("reply_since", moment, nullable=True))
    op.add_column("supervision_item", sa.Column("reply_set_by", sa.Integer(), nullable=True))
