"""Holds on alerts, objections against them, and what an item and an interview say more."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
OPEN = sa.text("state = 'open'")


def upgrade() -> None:
    """Two tables, and the columns."""
    alert_hold()
    alert_objection()
    item = (
        sa.Column("court_code", sa.String(), nullable=True),
        sa.Column("promised_on", sa.Date(), nullable=True),
        sa.Column("reply_seq", sa.Integer(), nullable=True),
        sa.Column("silent_since", MOMENT, nullable=True),
        sa.Column("verified_on", sa.String(), nullable=False, server_default=""),
    )
    for column in item:
        op.add_column("supervision_item", column)
    op.add_column("interview", sa.Column("moved", sa.Integer(), nullable=False, server_default="0"))


def alert_hold() -> None:
    op.create_table(
        "alert_hold",
        sa.Column("node_id", KEY, nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("until", MOMENT, nullable=False),
        sa.Column("due_at", MOMENT, nullable=True),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["enforcement_case.id"]),
        sa.ForeignKeyConstraint(["node_id"], ["node.id"]),
        sa.PrimaryKeyConstraint("node_id"),
    )
    op.create_index(op.f("ix_alert_hold_case_id"), "alert_hold", ["case_id"])


def alert_objection() -> None:
    op.create_table(
        "alert_objection",
        sa.Column("id", KEY, nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("node_id", sa.Integer(), nullable=False),
        sa.Column("raised_at", MOMENT, nullable=False),
        sa.Column("raised_by", sa.String(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("answer_due_at", MOMENT, nullable=False),
        sa.Column("asked", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("answered_at", MOMENT, nullable=True),
        sa.Column("answered_by", sa.String(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("cause", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["enforcement_case.id"]),
        sa.ForeignKeyConstraint(["node_id"], ["node.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    for name in ("case_id", "node_id"):
        op.create_index(op.f(f"ix_alert_objection_{name}"), "alert_objection", [name])
    index("objection_one_open", "node_id", unique=True)
    index("objection_answer_due", "answer_due_at", unique=False)


def index(name: str, column: str, *, unique: bool) -> None:
    op.create_index(
        name,
        "alert_objection",
        [column],
        unique=unique,
        postgresql_where=OPEN,
        sqlite_where=OPEN,
    )
