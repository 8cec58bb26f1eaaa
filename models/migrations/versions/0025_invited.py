"""Whom an interview summons."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

DOCUMENT = sa.JSON().with_variant(JSONB(), "postgresql")


def upgrade() -> None:
    """The column."""
    op.add_column("interview", sa.Column("invited", DOCUMENT, nullable=False, server_default="[]"))
