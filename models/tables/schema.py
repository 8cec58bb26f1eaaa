"""Every table of the book, gathered so that metadata and migrations see them all."""

from sqlmodel import SQLModel

from models.tables.account import (
    Account,
    ApiToken,
    AuditLine,
    BoardSession,
    FederatedLogin,
    Invitation,
    KeptAnswer,
    LoginFailure,
)
from models.tables.asset import Asset
from models.tables.book import Book
from models.tables.bulletin import Bulletin, BulletinList, BulletinSwitch
from models.tables.case import Case
from models.tables.claim import Claim
from models.tables.court import Court
from models.tables.delivery import ChannelHealth, Delivery
from models.tables.fact import Fact, FactKey
from models.tables.heartbeat import Heartbeat
from models.tables.hold import AlertHold
from models.tables.interview import Interview
from models.tables.item import SupervisionItem
from models.tables.ladder import LadderVersion
from models.tables.ledger import LedgerEntry, Reconciliation
from models.tables.letter import Letter
from models.tables.link import CaseLink
from models.tables.message import Message
from models.tables.node import Node
from models.tables.notice import HolidayNotice
from models.tables.objection import AlertObjection
from models.tables.officer import Officer, OfficerRole
from models.tables.overlay import LawOverlay, OverlayDecision
from models.tables.paper import IssuedPaper, PaperSerial
from models.tables.recount import OwedRecount
from models.tables.request import Request
from models.tables.review import Handover, Review
from models.tables.run import CaseRun
from models.tables.source import ImportRun, SourceRow
from models.tables.subscription import Contact, Subscription
from models.tables.transition import Transition

metadata = SQLModel.metadata

__all__ = [
    "Account",
    "AlertHold",
    "AlertObjection",
    "ApiToken",
    "Asset",
    "AuditLine",
    "BoardSession",
    "Book",
    "Bulletin",
    "BulletinList",
    "BulletinSwitch",
    "Case",
    "CaseLink",
    "CaseRun",
    "ChannelHealth",
    "Claim",
    "Contact",
    "Court",
    "Delivery",
    "Fact",
    "FactKey",
    "FederatedLogin",
    "Handover",
    "Heartbeat",
    "HolidayNotice",
    "ImportRun",
    "Interview",
    "Invitation",
    "IssuedPaper",
    "KeptAnswer",
    "LadderVersion",
    "LawOverlay",
    "LedgerEntry",
    "Letter",
    "LoginFailure",
    "Message",
    "Node",
    "Officer",
    "OfficerRole",
    "OverlayDecision",
    "OwedRecount",
    "PaperSerial",
    "Reconciliation",
    "Request",
    "Review",
    "SourceRow",
    "Subscription",
    "SupervisionItem",
    "Transition",
    "metadata",
]
