"""Subscriptions (订阅) and addresses (联系方式): over which channels somebody is told."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from models.tables.columns import BigKey, Moment


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


class SubscriptionChange(SQLModel, table=True):
    """One change of a choice or an address (订阅变更): what it was, what it is; never edited."""

    __tablename__ = "subscription_change"

    id: int | None = Field(default=None, primary_key=True, sa_type=BigKey)
    who: str = Field(index=True)  # a staff number, or role:director
    what: str  # channels:order, address:email
    before: str = ""  # "": what the installation's data says; no address
    after: str = ""
    changed_by: str  # a staff number; "" for the desk itself
    changed_at: datetime = Field(sa_type=Moment)
