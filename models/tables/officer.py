"""Officers (人员) and the roles (职责) they hold in a court."""

from sqlmodel import Field, SQLModel


class Officer(SQLModel, table=True):
    """One person of a court, named by the court's staff number (工号)."""

    id: str = Field(primary_key=True)
    name: str
    court_code: str = Field(foreign_key="court.code", index=True)
    team: str = ""
    deputy_id: str | None = Field(default=None, foreign_key="officer.id")  # AB 角
    on_duty: bool = True
    address: str = ""  # an Apprise URL; empty: the installation's default channels


class OfficerRole(SQLModel, table=True):
    """A role held by an officer: case_handler, team_leader, node_supervisor, director, …"""

    __tablename__ = "officer_role"

    officer_id: str = Field(primary_key=True, foreign_key="officer.id")
    role: str = Field(primary_key=True, index=True)
