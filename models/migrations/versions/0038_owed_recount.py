"""Recounts that a loaded notice or changed ladders make due are owed as those of an overlay are."""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """One table for all of them; those of overlays move into it as far as they are."""
    op.create_table(
        "owed_recount",
        sa.Column("id", KEY, nullable=False),
        sa.Column("cause", sa.String(), nullable=False),
        sa.Column("overlay_id", KEY, nullable=True),
        sa.Column("ladders", sa.String(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("asked_by", sa.String(), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("reached", KEY, nullable=False),
        sa.Column("lease_owner", sa.String(), nullable=False),
        sa.Column("lease_until", MOMENT, nullable=True),
        sa.Column("done_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["overlay_id"], ["law_overlay.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.execute(
        "INSERT INTO owed_recount (cause, overlay_id, ladders, reason, asked_by, asked_at, "
        "reached, lease_owner, lease_until, done_at) SELECT 'overlay', overlay_id, '', "
        "'第' || CAST(overlay_id AS VARCHAR) || '号规则叠加经批准生效', asked_by, asked_at, "
        "reached, lease_owner, lease_until, done_at FROM law_recount ORDER BY overlay_id"
    )
    op.drop_table("law_recount")
