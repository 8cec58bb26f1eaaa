"""What becomes of a message on each channel, who is told over which, and how channels do."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
DOCUMENT = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
UNDER_WAY = sa.text("state IN ('waiting', 'claimed')")
WAITING = sa.text("state = 'waiting'")
SENT = sa.text("sent_at IS NOT NULL")


def upgrade() -> None:
    """The tables; what was sent or given up before this went over the old channels together."""
    delivery()
    choices()
    op.execute(
        "INSERT INTO delivery (message_id, channel, rank, officer_id, state, digest, attempts, "
        "next_at, sent_at, error) SELECT id, 'folder', 0, officer_id, state, digest, attempts, "
        "not_before, sent_at, error FROM message WHERE state IN ('sent', 'failed')"
    )
    op.drop_index("message_waiting", "message")
    op.execute("UPDATE message SET state = 'waiting' WHERE state = 'claimed'")
    for column in ("claimed_until", "attempts", "digest"):
        op.drop_column("message", column)
    op.create_index(
        "message_waiting",
        "message",
        ["not_before"],
        postgresql_where=WAITING,
        sqlite_where=WAITING,
    )


def delivery() -> None:
    op.create_table(
        "delivery",
        sa.Column("id", KEY, nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("officer_id", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_at", MOMENT, nullable=False),
        sa.Column("claimed_until", MOMENT, nullable=True),
        sa.Column("sent_at", MOMENT, nullable=True),
        sa.Column("error", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["message_id"], ["message.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("message_id", "channel"),
    )
    op.create_index(
        "delivery_under_way",
        "delivery",
        ["channel", "next_at"],
        postgresql_where=UNDER_WAY,
        sqlite_where=UNDER_WAY,
    )
    op.create_index(
        "delivery_sent",
        "delivery",
        ["officer_id", "sent_at"],
        postgresql_where=SENT,
        sqlite_where=SENT,
    )


def choices() -> None:
    op.create_table(
        "subscription",
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("channels", sa.String(), nullable=False),
        sa.Column("set_by", sa.String(), nullable=False),
        sa.Column("set_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("who", "level"),
    )
    op.create_table(
        "contact",
        sa.Column("officer_id", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.id"]),
        sa.PrimaryKeyConstraint("officer_id", "channel"),
    )
    op.create_table(
        "channel_health",
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("failures", DOCUMENT, nullable=False),
        sa.Column("dead_since", MOMENT, nullable=True),
        sa.Column("retry_at", MOMENT, nullable=True),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column("last_sent_at", MOMENT, nullable=True),
        sa.Column("minute_at", MOMENT, nullable=True),
        sa.Column("minute_count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("channel"),
    )
