"""Documents as they were issued, and the serials given to them."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
DOCUMENT = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
STANDS = "an issued document is never edited or deleted; issue a new version"


def upgrade() -> None:
    """The two tables; an issued document is never edited."""
    op.create_table(
        "paper_serial",
        sa.Column("court_code", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("word", sa.String(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["court_code"], ["court.code"]),
        sa.PrimaryKeyConstraint("court_code", "year", "word"),
    )
    papers()
    for act in ("UPDATE", "DELETE"):
        guard("issued_paper", act)


def papers() -> None:
    op.create_table(
        "issued_paper",
        sa.Column("id", KEY, nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("court_code", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("word", sa.String(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("supersedes_id", sa.Integer(), nullable=True),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("node_id", sa.Integer(), nullable=True),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.Column("issued_at", MOMENT, nullable=False),
        sa.Column("issued_by", sa.String(), nullable=False),
        sa.Column("content", DOCUMENT, nullable=False),
        sa.Column("files", DOCUMENT, nullable=False),
        sa.Column("templates", DOCUMENT, nullable=False),
        sa.ForeignKeyConstraint(["court_code"], ["court.code"]),
        sa.ForeignKeyConstraint(["supersedes_id"], ["issued_paper.id"]),
        sa.ForeignKeyConstraint(["case_id"], ["enforcement_case.id"]),
        sa.ForeignKeyConstraint(["node_id"], ["node.id"]),
        sa.ForeignKeyConstraint(["item_id"], ["supervision_item.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("number"),
        sa.UniqueConstraint("supersedes_id"),
        sa.UniqueConstraint("court_code", "year", "word", "serial"),
    )
    op.create_index("ix_issued_paper_case_id", "issued_paper", ["case_id"])


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
