"""The law and the calendar that every measurement goes by."""

from rulebook.calendar import national as national_calendar
from rulebook.loader import national as national_law

LAW = national_law()
CALENDAR = national_calendar()
