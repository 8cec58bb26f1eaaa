"""A list as a workbook to take away (导出): the rows and columns of the page, nothing else."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

from fastapi.responses import Response

from dueprocess.board.courtnames import in_words
from dueprocess.desk import Desk
from dueprocess.views.lists.listing import MOST, Listing, write

__all__ = ["MOST", "XLSX", "workbook"]

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook(desk: Desk, listing: Listing) -> Response:
    """The listing as .xlsx, with the moment and, in a rehearsal, the mark in its first line.

    A list that was cut at `MOST` lines says so there: what is missing must not read as good news.
    """
    mark, now = "【演练】" if desk.rehearsal else "", desk.now()
    head = f"{mark}{listing.title}  截至 {now:%Y-%m-%d %H:%M}"
    (listing,) = in_words(desk, [listing])
    with TemporaryDirectory() as folder:
        made = write(listing.asked_for(MOST), Path(folder) / "list.xlsx", head)
        content = made.read_bytes()
    name = quote(f"{mark}{listing.title.split()[0]}-{now:%Y%m%d-%H%M}.xlsx")
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
    return Response(content, media_type=XLSX, headers=headers)
