"""Which matter a message is about, so that it can say what has become of it since."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """A column; messages written before it say nothing of what came after."""
    op.add_column("message", sa.Column("item_id", KEY, nullable=True))
