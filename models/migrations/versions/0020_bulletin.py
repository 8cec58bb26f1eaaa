"""Bulletins, their lists, the switch of the ranking, and the indexes that figures are read by."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0020"
down_revision = "0017"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
DOCUMENT = sa.JSON().with_variant(JSONB(), "postgresql")
STANDS = "an issued bulletin is never changed; issue an erratum"
TURNED = "a turn of a switch is never changed; turn it again"


def upgrade() -> None:
    """The tables, their guards, and the indexes."""
    bulletin()
    bulletin_list()
    bulletin_switch()
    indexes()
    guard("bulletin", "update", STANDS, "OLD.state = 'issued'")
    guard("bulletin", "delete", STANDS, "OLD.state = 'issued'")
    for act in ("update", "delete"):
        guard("bulletin_switch", act, TURNED)


def bulletin() -> None:
    op.create_table(
        "bulletin",
        sa.Column("id", KEY, nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("court_code", sa.String(), nullable=False),
        sa.Column("span", sa.String(), nullable=False),
        sa.Column("corrects", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("cut_off", MOMENT, nullable=False),
        sa.Column("known_at", MOMENT, nullable=False),
        sa.Column("rulebook", sa.String(), nullable=False),
        sa.Column("definitions", sa.String(), nullable=False),
        sa.Column("report", DOCUMENT, nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("drafted_by", sa.String(), nullable=False),
        sa.Column("issued_at", MOMENT, nullable=True),
        sa.Column("issued_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["court_code"], ["court.code"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("number"),
    )
    op.create_index("ix_bulletin_court_code", "bulletin", ["court_code"])


def bulletin_list() -> None:
    op.create_table(
        "bulletin_list",
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("entries", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
    )


def bulletin_switch() -> None:
    op.create_table(
        "bulletin_switch",
        sa.Column("id", KEY, nullable=False),
        sa.Column("court_code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("turned_by", sa.String(), nullable=False),
        sa.Column("turned_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["court_code"], ["court.code"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_bulletin_switch_court_code", "bulletin_switch", ["court_code"])


def indexes() -> None:
    op.create_index("fact_kind_entry", "fact", ["kind", "recorded_at"])
    op.create_index("claim_fired", "rung_claim", ["fired_at"])
    partial("fact_correcting", "fact", ["case_id"], "corrects IS NOT NULL")
    partial("node_kept", "node", ["timeliness", "due_at"], "timeliness <> ''")
    partial("node_paused", "node", ["case_id"], "state = 'paused'")


def partial(name: str, table: str, columns: list[str], where: str) -> None:
    words = sa.text(where)
    op.create_index(name, table, columns, postgresql_where=words, sqlite_where=words)


def guard(table: str, act: str, words: str, when: str = "") -> None:
    """Let the database itself refuse, whoever asks."""
    name = f"{table}_{act}_stands"
    condition = f"WHEN ({when})" if when else ""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{words}'; END $$"
        )
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {act} ON {table} "
            f"FOR EACH ROW {condition} EXECUTE FUNCTION {name}()"
        )
    else:
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {act} ON {table} {condition} "
            f"BEGIN SELECT RAISE(ABORT, '{words}'); END"
        )
