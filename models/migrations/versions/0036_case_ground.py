"""On what ground a case's nodes were worked out: law, calendar and arithmetic."""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """A column; a case without one is worked out anew with its next fact."""
    op.add_column(
        "enforcement_case", sa.Column("ground", sa.String(), nullable=False, server_default="")
    )
