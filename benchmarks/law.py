"""The law and the calendar that every measurement goes by."""

from rulebook.loading.loader import national as national_law
from rulebook.time.calendar import national as national_calendar

LAW = national_law()
CALENDAR = national_calendar()
