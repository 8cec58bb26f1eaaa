"""Answers to programs kept under their own keys, when a token was used, and how matters ended."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
_ENDED = sa.text("ended_at IS NOT NULL")


def upgrade() -> None:
    """A table, a column, and the index by which ended matters are exported in their order."""
    op.create_table(
        "kept_answer",
        sa.Column("token_id", KEY, nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("as_of", MOMENT, nullable=False),
        sa.Column("taken_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["token_id"], ["api_token.id"]),
        sa.PrimaryKeyConstraint("token_id", "key"),
    )
    op.add_column("api_token", sa.Column("used_at", MOMENT, nullable=True))
    op.create_index(
        "item_ended",
        "supervision_item",
        ["ended_at", "id"],
        postgresql_where=_ENDED,
        sqlite_where=_ENDED,
    )
