"""Intake (导入): a court's own workbooks and tables, brought into the book row by row."""

from dueprocess.intake.bring import bring
from dueprocess.intake.faults import DocketUnreadable, HeaderMissing, SheetsUnknown
from dueprocess.intake.plate import Plate, plate
from dueprocess.intake.progress import Progress
from dueprocess.intake.report import ImportReport
from dueprocess.intake.template import template

__all__ = [
    "DocketUnreadable",
    "HeaderMissing",
    "ImportReport",
    "Plate",
    "Progress",
    "SheetsUnknown",
    "bring",
    "plate",
    "template",
]
