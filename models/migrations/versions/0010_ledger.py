"""The ledger of case money; its entries stand like facts."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0005"
branch_labels = None
depends_on = None

STANDS = "an entry of the ledger is never edited or deleted; correct the fact behind it"


def upgrade() -> None:
    """The table of entries, and its guard."""
    key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "ledger_entry",
        sa.Column("id", key, nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("receipt", sa.String(), nullable=False),
        sa.Column("payee", sa.String(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("reverses", sa.Boolean(), nullable=False),
        sa.Column("entered_seq", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["enforcement_case.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("case_id", "entered_seq", "place"),
    )
    if op.get_bind().dialect.name == "postgresql":
        postgresql()
    else:
        sqlite()


def postgresql() -> None:
    op.execute(
        "CREATE FUNCTION ledger_stands() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{STANDS}'; END $$"
    )
    op.execute(
        "CREATE TRIGGER ledger_stands BEFORE UPDATE OR DELETE ON ledger_entry "
        "FOR EACH ROW EXECUTE FUNCTION ledger_stands()"
    )
    op.execute(
        "CREATE TRIGGER ledger_stays BEFORE TRUNCATE ON ledger_entry "
        "FOR EACH STATEMENT EXECUTE FUNCTION ledger_stands()"
    )


def sqlite() -> None:
    for act in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER ledger_{act.lower()} BEFORE {act} ON ledger_entry "
            f"BEGIN SELECT RAISE(ABORT, '{STANDS}'); END"
        )
