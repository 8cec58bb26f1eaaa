"""A freeze that runs out is recalled three times, whoever looks how often, until it is renewed."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

from tests.stories.court import HANDLER, Court

NUMBER = "（2026）京0105执203号"
ACCOUNT = ("asset", "账户1")
RECALLS = ("续办预告", "续办再告", "续办三告")


def test_three_recalls_none_repeated_and_none_after_the_renewal(court: Court) -> None:
    """Scenario 3 (S07): three recalls, none again on a second round, none after the renewal."""
    records = partial(court.records, NUMBER)
    court.files(NUMBER, "2026-02-12", "2026-02-13")
    records("handler_assigned", "2026-02-13", handler=HANDLER, evidence="分案表")
    court.comes("2026-02-24")
    said = {"owner": "某厂", "relation": "被执行人本人", "harm": "无", "ease": "便于执行"}
    records("asset_identified", "2026-02-24", subject=ACCOUNT, payload=said, evidence="登记")
    frozen = {"method": "冻结", "category": "银行存款", "amount": 1000}
    records("asset_controlled", "2026-02-24", subject=ACCOUNT, payload=frozen, evidence="裁定书")
    term = {"category": "银行存款", "effective_on": "2026-02-24", "expires_on": "2026-05-22"}
    took = partial(records, "control_took_effect", "2026-02-24", subject=ACCOUNT)
    took(payload=term, evidence="回执")

    # Every morning somebody looks twice: each recall comes once, on its own day.
    day, told = date(2026, 4, 1), {}
    while day <= date(2026, 5, 14):
        court.comes(day)
        court.patrols()
        for name in RECALLS:
            if name not in told and any(name in one for one in court.alerts(HANDLER)):
                told[name] = day.isoformat()
        day += timedelta(days=1)
    assert told == dict(zip(RECALLS, ("2026-04-08", "2026-04-29", "2026-05-13"), strict=True))
    for name in RECALLS:
        court.expects_alert(HANDLER, name)

    # Renewed in time: not a word more, and the next term has recalls of its own.
    longer = {"category": "银行存款", "effective_on": "2026-05-23", "expires_on": "2027-05-22"}
    records("control_renewed", "2026-05-14", subject=ACCOUNT, payload=longer, evidence="回执")
    for later in ("2026-05-18", "2026-05-22", "2026-06-01"):
        court.comes(later)
    for name in RECALLS:
        court.expects_alert(HANDLER, name)
    court.chains_hold()
