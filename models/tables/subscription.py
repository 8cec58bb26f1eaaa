"""Subscriptions (订阅) and addresses (联系方式): over which channels somebody is told."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from models.tables.columns import Moment


class Subscription(SQLModel, table=True):
    """Channels in the order in which they are tried, for one person or one role.

    It goes before what the installation's data says for the same level.
    """

    who: str = Field(primary_key=True)  # a staff number, or role:director
    level: str = Field(default="*", primary_key=True)
    channels: str  # email,sms,folder
    set_by: str = ""
    set_at: datetime = Field(sa_type=Moment)


class Contact(SQLModel, table=True):
    """A person's address on one channel: a mail address, a number of a mobile phone."""

    officer_id: str = Field(primary_key=True, foreign_key="officer.id")
    channel: str = Field(primary_key=True)
    address: str
