"""Facts stand and a book keeps its kind: the database itself refuses, whoever asks."""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

STANDS = "a fact is never edited or deleted; record a correcting fact"
FOR_EVER = "a book keeps its kind for ever, and the clock of a live book is not moved"
MOVED = "NEW.kind <> OLD.kind OR (NEW.kind = 'live' AND NEW.ahead_seconds <> 0)"


def upgrade() -> None:
    """Set the guards on fact and book."""
    if op.get_bind().dialect.name == "postgresql":
        postgresql()
    else:
        sqlite()


def postgresql() -> None:
    refusal("fact_stands", STANDS)
    refusal("book_kind_stands", FOR_EVER)
    op.execute(
        "CREATE TRIGGER fact_stands BEFORE UPDATE OR DELETE ON fact "
        "FOR EACH ROW EXECUTE FUNCTION fact_stands()"
    )
    op.execute(
        "CREATE TRIGGER fact_stays BEFORE TRUNCATE ON fact "
        "FOR EACH STATEMENT EXECUTE FUNCTION fact_stands()"
    )
    op.execute(
        "CREATE TRIGGER book_kind_stands BEFORE UPDATE ON book "
        f"FOR EACH ROW WHEN ({MOVED}) EXECUTE FUNCTION book_kind_stands()"
    )


def refusal(name: str, words: str) -> None:
    op.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{words}'; END $$"
    )


def sqlite() -> None:
    for act in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER fact_{act.lower()} BEFORE {act} ON fact "
            f"BEGIN SELECT RAISE(ABORT, '{STANDS}'); END"
        )
    op.execute(
        f"CREATE TRIGGER book_kind_stands BEFORE UPDATE ON book WHEN {MOVED} "
        f"BEGIN SELECT RAISE(ABORT, '{FOR_EVER}'); END"
    )
