"""Recounts that an approved overlay makes due, so that one which was broken off is gone on with."""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """A row an approval; those of before are owed once more, which moves only what stands amiss."""
    op.create_table(
        "law_recount",
        sa.Column("overlay_id", KEY, nullable=False),
        sa.Column("asked_by", sa.String(), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("reached", KEY, nullable=False),
        sa.Column("lease_owner", sa.String(), nullable=False),
        sa.Column("lease_until", MOMENT, nullable=True),
        sa.Column("done_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["overlay_id"], ["law_overlay.id"]),
        sa.PrimaryKeyConstraint("overlay_id"),
    )
    op.execute(
        "INSERT INTO law_recount (overlay_id, asked_by, asked_at, reached, lease_owner) "
        "SELECT overlay_id, decided_by, decided_at, 0, '' FROM overlay_decision WHERE approved"
    )
