"""The sentences of a derivation: what each leg did, under which article and paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta

from rulebook.time.dayname import cited, day_en, day_zh, holiday_en, occasion
from rulebook.time.period import ONE_DAY, Extension, Pause, Roll, Term, Unit
from rulebook.time.reckoning import Leg, Tally

Words = tuple[str, str]  # Chinese, English


class Wording:
    """Words for the legs of one finished reckoning."""

    def __init__(self, tally: Tally, term: Term) -> None:
        self._tally = tally
        self._term = term
        self._calendar = tally.calendar
        self._kinds: dict[str, Callable[[Leg], Words]] = {
            "origin": self._origin,
            "start_not_counted": self._start,
            "period": self._period,
            "hour": self._hour,
            "clamp": self._clamp,
            "eve": self._eve,
            "extension": self._extension,
            "pause": self._pause,
            "pause_ignored": self._ignored,
            "roll": self._roll,
            "provisional": self._provisional,
        }

    def of(self, leg: Leg) -> Words:
        """The leg in Chinese and in English."""
        return self._kinds[leg.kind](leg)

    def _days(self, at: date | datetime) -> Words:
        return day_zh(at, self._calendar), day_en(at, self._calendar)

    def _origin(self, leg: Leg) -> Words:
        zh, en = self._days(leg.result)
        return f"起算：{zh}", f"Origin: {en}"

    def _start(self, leg: Leg) -> Words:
        if isinstance(leg.result, datetime):
            return _STRICT_HOUR
        towards = ("向前", "backward") if self._term.backward else ("向后", "onward")
        return (
            f"起算日不计入（民事诉讼法第85条第2款），{towards[0]}计算",
            (
                "The day of the origin is not counted (Civil Procedure Law art. 85(2)); "
                f"counted {towards[1]} from there"
            ),
        )

    def _period(self, leg: Leg) -> Words:
        period = self._term.period
        zh, en = self._days(leg.result)
        before = _BEFORE[self._term.backward, self._term.clear]
        walked = self._walked(leg) if period.unit is Unit.WORKING_DAY else ("", "")
        return (
            f"{period.text('zh')}{before[0]}：{zh}{walked[0]}",
            f"{period.text('en')}{before[1]}: {en}{walked[1]}",
        )

    def _hour(self, leg: Leg) -> Words:
        zh, en = self._days(leg.result)
        period = self._term.period
        return (
            f"{period.text('zh')}：控制时点 {zh}，按小时计的期间不因休假日顺延",
            f"{period.text('en')}: control moment {en}; a period of hours never rolls",
        )

    def _walked(self, leg: Leg) -> Words:
        """Which holidays a count of working days left out and which make-up days it took in."""
        left_out: dict[str, str] = {}
        taken_in: list[date] = []
        for day in _between(leg):
            if name := occasion(day, self._calendar):
                left_out[name] = cited(day, self._calendar)
            if self._calendar.work_name(day):
                taken_in.append(day)
        return _walked_zh(left_out, taken_in), _walked_en(left_out, taken_in)

    def _clamp(self, leg: Leg) -> Words:
        zh, en = self._days(leg.result)
        return (
            f"该月无对应日，取月末日 {zh}（民法典第202条）",
            f"That month has no corresponding day: its last day is {en} (Civil Code art. 202)",
        )

    def _eve(self, leg: Leg) -> Words:
        zh, en = self._days(leg.result)
        return (
            f"自该日起算，当日计入，至对应日的前一日：{zh}",
            f"The first day counts, so the last is the eve of the corresponding day: {en}",
        )

    def _extension(self, leg: Leg) -> Words:
        assert isinstance(leg.by, Extension)
        zh, en = self._days(leg.result)
        paper = _papered(leg.by.paper)
        how = ("与期间合并自起算日计算", "counted together with the period from the origin")
        summed = how if leg.why == "summed" else ("自原届满日计算", "counted on from there")
        return (
            f"延长{leg.by.period.text('zh')}{paper[0]}，{summed[0]}：{zh}",
            f"Extended by {leg.by.period.text('en')}{paper[1]}, {summed[1]}: {en}",
        )

    def _pause(self, leg: Leg) -> Words:
        zh, en = self._days(leg.result)
        pause, paper, days = _paused(leg)
        begin = pause.resume - timedelta(days=days)
        part = ("", "")
        if begin > pause.start:
            part = (f"，自 {begin} 起计", f", counted from {begin}")
        return (
            (
                f"扣除“{pause.cause}”{pause.start} 至 {pause.resume}（恢复当日不计）"
                f"{paper[0]}{part[0]}，"
                f"按自然日顺延 {days} 日，先于休假日顺延：{zh}"
            ),
            (
                f"Excluded “{pause.cause}” from {pause.start} until before {pause.resume}{paper[1]}"
                f"{part[1]}: {days} natural day{'' if days == 1 else 's'} later, "
                f"before any roll: {en}"
            ),
        )

    def _ignored(self, leg: Leg) -> Words:
        pause, paper, _ = _paused(leg)
        zh, en = _IGNORED[leg.why]
        return (
            f"未扣除“{pause.cause}”{pause.start} 至 {pause.resume}{paper[0]}：{zh}",
            f"Not excluded: “{pause.cause}” from {pause.start} to {pause.resume}{paper[1]}, {en}",
        )

    def _roll(self, leg: Leg) -> Words:
        was, now = self._days(leg.start), self._days(leg.result)
        papers = self._papers(leg)
        if leg.why == Roll.BACKWARD:
            how = ("是休假日，提前至之前最后一个工作日", "the last working day before it")
        else:
            how = (
                "是法定休假日，顺延至休假日后的第一日（民事诉讼法第85条第3款）",
                "the first day after the rest days (Civil Procedure Law art. 85(3))",
            )
        return (
            f"{was[0]}{how[0]}：{now[0]}{papers[0]}",
            f"{was[1]} is a rest day; moved to {how[1]}: {now[1]}{papers[1]}",
        )

    def _papers(self, leg: Leg) -> Words:
        days = (leg.start, *_between(leg))
        found = dict.fromkeys(cited(day, self._calendar) for day in days)
        named = [paper for paper in found if paper]
        if not named:
            return "", ""
        return f"，依据{'、'.join(named)}", f", under {', '.join(named)}"

    def _provisional(self, leg: Leg) -> Words:
        days = [one for part in self._tally.legs for one in (part.start, part.result)]
        years = range(min(day.year for day in days), max(day.year for day in days) + 1)
        silent = [str(year) for year in years if not self._calendar.covers(date(year, 1, 1))]
        return (
            f"{'、'.join(silent)}年放假安排未公布，日期为暂定，公布后重新推算",
            (
                f"No holiday notice for {', '.join(silent)} is published: the date is provisional "
                "and is projected anew when one is"
            ),
        )


_STRICT_HOUR = (
    "起算时不计入（民事诉讼法第85条第2款）；控制从严，不待次时，自该时点计算",
    (
        "The hour of the origin is not counted (Civil Procedure Law art. 85(2)); the control is "
        "strict and counts from the moment itself, not from the next full hour"
    ),
)
_BEFORE = {
    (False, False): ("", ""),
    (False, True): ("（整日，首尾均不计）", ", clear days"),
    (True, False): ("前", " before"),
    (True, True): ("前（整日，首尾均不计）", " before, clear days"),
}
_IGNORED = {
    "before": ("在起算日或之前已结束", "which ended on or before the day of the origin"),
    "overlap": ("已在其他扣除期间之内", "which another excluded interval already contains"),
    "after": ("始于届满之后", "which began after the period had ended"),
}


def _papered(paper: str) -> Words:
    return (f"（{paper}）", f" ({paper})") if paper else ("", "")


def _paused(leg: Leg) -> tuple[Pause, Words, int]:
    assert isinstance(leg.by, Pause)
    days = leg.days or leg.seconds // int(ONE_DAY.total_seconds())
    return leg.by, _papered(leg.by.paper), days


def _between(leg: Leg) -> Iterator[date]:
    """The days a leg of whole days went over, its start left out, its end taken in."""
    step = ONE_DAY if leg.days > 0 else -ONE_DAY
    day = leg.start
    for _ in range(abs(leg.days)):
        day += step
        yield day


def _walked_zh(left_out: dict[str, str], taken_in: list[date]) -> str:
    parts = [f"不计{name}{_papered(paper)[0]}" for name, paper in left_out.items()]
    if taken_in:
        parts.append(f"计入调休上班日 {'、'.join(map(str, taken_in))}")
    return "".join(f"，{part}" for part in parts)


def _walked_en(left_out: dict[str, str], taken_in: list[date]) -> str:
    parts = [f"{holiday_en(name)} left out{_papered(paper)[1]}" for name, paper in left_out.items()]
    if taken_in:
        parts.append(f"make-up working days counted: {', '.join(map(str, taken_in))}")
    return "".join(f"; {part}" for part in parts)
