"""Ladders as data: versions kept, claims by person and level, the channel of a message."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """What a claim counts for, how a message goes, which ladder a node climbs, the versions."""
    claims()
    op.add_column("message", text("channel", "digest"))
    op.add_column("node", text("ladder_version", ""))
    op.create_table(
        "ladder_version",
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("ladder", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("kept_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("version"),
    )


def text(name: str, default: str) -> sa.Column[str]:
    # SQLite adds a column that may not be empty only with a default for the rows that stand.
    return sa.Column(name, sa.String(), nullable=False, server_default=default)


def claims() -> None:
    """Claims made before bear the level that their key says, and nobody's name."""
    op.add_column("rung_claim", text("level", ""))
    op.add_column("rung_claim", text("ladder", ""))
    op.add_column("rung_claim", sa.Column("owner_id", sa.String(), nullable=True))
    claim = sa.table("rung_claim", sa.column("rung"), sa.column("level"))
    op.execute(sa.update(claim).where(~claim.c.rung.contains("#")).values(level=claim.c.rung))
    op.create_index("claim_of_owner", "rung_claim", ["owner_id", "level", "fired_at"])
