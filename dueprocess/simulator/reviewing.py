"""The quarter's review (季度核查): what pends too long is looked at, some put right by a day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from random import Random

from dueprocess.simulator.act import Act
from dueprocess.simulator.office import Office
from dueprocess.simulator.town import Town
from models.reviews.concluding import Conclusion

_KIND = "long-pending"
_MONTHS = 3  # of a quarter


@dataclass(slots=True)
class Reviewing:
    """Who reviews, and when last. All chance comes from the seed and the case's number."""

    office: Office
    town: Town
    seed: int
    _last: tuple[int, int] = (0, 0)

    def held(self, day: date, as_of: datetime) -> Iterator[tuple[str, Act, int]]:
        """On a quarter's first day of work each finding is concluded.

        Yields, for each that is to be put right by a day, the case, the act, and in how many days.
        """
        quarter = day.year, (day.month - 1) // _MONTHS
        if quarter == self._last:
            return
        self._last = quarter
        by = self.town.holder("node_supervisor")
        for number, case in self.office.findings(_KIND):
            rng = Random(f"{self.seed}/{case}/{day}")
            if rng.random() >= self.town.odds["rectified"]:
                said = Conclusion(outcome="有正当理由", by=by, reason="已说明情况（演练）")
                self.office.conclude(number, said, as_of)
                continue
            low, high = self.town.spans["promise"]
            days = rng.randint(low, high)
            said = Conclusion(outcome="限期整改", by=by, reason="请补办（演练）")
            until = day + timedelta(days=days)
            self.office.conclude(number, replace(said, rectify_by=until), as_of)
            late = rng.random() >= self.town.odds["kept"]
            yield case, Act("review_rectified", str(number)), days + 3 if late else days - 1
