"""Every table of the book, gathered so that metadata and migrations see them all."""

from sqlmodel import SQLModel

from models.asset import Asset
from models.book import Book
from models.case import Case
from models.claim import Claim
from models.court import Court
from models.fact import Fact, FactKey
from models.heartbeat import Heartbeat
from models.interview import Interview
from models.item import SupervisionItem
from models.letter import Letter
from models.message import Message
from models.node import Node
from models.officer import Officer, OfficerRole
from models.run import CaseRun
from models.source import ImportRun, SourceRow
from models.transition import Transition

metadata = SQLModel.metadata

__all__ = [
    "Asset",
    "Book",
    "Case",
    "CaseRun",
    "Claim",
    "Court",
    "Fact",
    "FactKey",
    "Heartbeat",
    "ImportRun",
    "Interview",
    "Letter",
    "Message",
    "Node",
    "Officer",
    "OfficerRole",
    "SourceRow",
    "SupervisionItem",
    "Transition",
    "metadata",
]
