"""Overlays of the law made on the board, and what a second officer decided."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
STANDS = "what was proposed and decided stays on record; make another proposal"


def upgrade() -> None:
    """Both tables; nothing in them is ever edited."""
    op.create_table(
        "law_overlay",
        sa.Column("id", KEY, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("law", sa.String(), nullable=False),
        sa.Column("proposed_by", sa.String(), nullable=False),
        sa.Column("proposed_at", MOMENT, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "overlay_decision",
        sa.Column("overlay_id", KEY, nullable=False),
        sa.Column("approved", sa.Boolean(), nullable=False),
        sa.Column("decided_by", sa.String(), nullable=False),
        sa.Column("decided_at", MOMENT, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["overlay_id"], ["law_overlay.id"]),
        sa.PrimaryKeyConstraint("overlay_id"),
    )
    for table in ("law_overlay", "overlay_decision"):
        for act in ("UPDATE", "DELETE"):
            guard(table, act)


def guard(table: str, act: str) -> None:
    """Let the database itself refuse, whoever asks."""
    name = f"{table}_{act.lower()}_stands"
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{STANDS}'; END $$"
        )
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {act} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"
        )
    else:
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {act} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{STANDS}'); END"
        )
