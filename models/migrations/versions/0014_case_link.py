"""Links between a case and the one that takes it up again."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0011"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """The table of links."""
    op.create_table(
        "case_link",
        sa.Column("id", KEY, nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("fact_seq", sa.Integer(), nullable=False),
        sa.Column("other", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["enforcement_case.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("case_id", "fact_seq"),
    )
    op.create_index("ix_case_link_other", "case_link", ["other"])
