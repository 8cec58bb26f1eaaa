"""Holiday notices loaded into the book."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
DOCUMENT = sa.JSON().with_variant(JSONB(), "postgresql")
STANDS = "a holiday notice is never edited or deleted; load the later one"


def upgrade() -> None:
    """The table of notices, and its guard."""
    op.create_table(
        "holiday_notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("document", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=False),
        sa.Column("published_basis", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("off", DOCUMENT, nullable=False),
        sa.Column("work", DOCUMENT, nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("loaded_at", MOMENT, nullable=False),
        sa.Column("loaded_by", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("digest"),
    )
    if op.get_bind().dialect.name == "postgresql":
        postgresql()
    else:
        sqlite()


def postgresql() -> None:
    op.execute(
        "CREATE FUNCTION notice_stands() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{STANDS}'; END $$"
    )
    op.execute(
        "CREATE TRIGGER notice_stands BEFORE UPDATE OR DELETE ON holiday_notice "
        "FOR EACH ROW EXECUTE FUNCTION notice_stands()"
    )


def sqlite() -> None:
    for act in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER notice_{act.lower()} BEFORE {act} ON holiday_notice "
            f"BEGIN SELECT RAISE(ABORT, '{STANDS}'); END"
        )
