"""Measures (查封、扣押、冻结): how much is taken, of what, and in which way."""

from __future__ import annotations

from typing import Any

from tests.rulebook.gatescene import Scene
from tests.rulebook.measuring import ACCOUNT, CAR, HOUSE
from tests.rulebook.telling import Told, told

OWED = told("claim_stated", "2026-01-08", claim=1_000_000, interest=0, costs=0)
HELD = told(
    "asset_controlled", "2026-01-12", HOUSE, method="查封", category="不动产", value=1_000_000
)
CAR_HELD = told(
    "asset_controlled", "2026-01-13", CAR, method="扣押", category="动产", value=300_000,
    order_reason="便于执行",
)  # fmt: skip
FROZEN = told(
    "asset_controlled", "2026-01-12", ACCOUNT, method="冻结", category="银行存款", amount=1_000_000
)
DEDUCTED = told("deposit_deducted", "2026-01-14", ACCOUNT, amount=1_000_000, claim=1_000_000)
KEPT = told("use_permitted", "2026-01-14", HOUSE, keeper="被执行人", unharmed=True)
SHARES = told("listed_shares_valued", "2026-01-12", "股票1", unit_value="8.00", closing_price=10)
MACHINE = told("asset_controlled", "2026-01-12", "设备1", method="扣押", category="动产")


def known(asset: str, **said: Any) -> Told:
    """The debtor's own, and on record as such."""
    said = {"owner": "乙", "relation": "被执行人本人"} | said
    return told("asset_identified", "2026-01-09", asset, **said)


KNOWN = (known(HOUSE), known(CAR), known(ACCOUNT))
RANKED = (
    known("设备1", harm="较大", ease="便于执行"),
    known(HOUSE, harm="无", ease="一般"),
)


def scene(
    gate: str, article: str, lack: tuple[str, str], wrong: Told, right: Told, *before: Told
) -> Scene:
    return Scene(gate, article, lack, wrong, right, before=(*KNOWN, *before))


SCENES = (
    scene(
        "seizure-no-overvalue", "法释〔2004〕15号第19条第1款",
        ("财产价额不超过尚欠债权额及执行费用", "the asset is worth no more than what is owed"),
        HELD.saying(value="1000000.01", claim=1_000_000),
        HELD.saying(claim=1_000_000),
    ),
    scene(
        "cpl-scope-cap-control", "民事诉讼法第253条第1款",
        ("冻结数额不超过尚欠债权额", "the amount frozen is no more than what is owed"),
        FROZEN.saying(amount="1000000.01"),
        FROZEN,
        OWED,
    ),
    scene(
        "cpl-scope-cap", "民事诉讼法第253条第1款",
        ("划拨数额不超过尚欠债权额", "the amount deducted is no more than what is owed"),
        DEDUCTED.saying(amount="1000000.01"),
        DEDUCTED,
        OWED,
    ),
    scene(
        "seizure-exempt", "法释〔2004〕15号第3条",
        ("该财产不属于豁免财产", "the asset is not exempt"),
        HELD.saying(exempt=True),
        HELD.saying(exempt=False),
    ),
    Scene(
        "seizure-live", "法释〔2004〕15号第10条第1款",
        ("该财产已被查封、扣押", "the asset was seized"),
        KEPT,
        (HELD, KEPT),
        before=KNOWN,
    ),
    scene(
        "seizure-live", "法释〔2004〕15号第10条第2款",
        ("由被执行人保管", "the debtor keeps it"),
        KEPT.saying(keeper="第三人"),
        KEPT,
        HELD,
    ),
    scene(
        "seizure-live", "法释〔2004〕15号第10条第2款",
        ("继续使用对价值无重大影响", "use does not much lessen its value"),
        KEPT.saying(unharmed=False),
        KEPT,
        HELD,
    ),
    scene(
        "seizure-amount-specified", "法释〔2016〕22号第15条第3款",
        ("写明冻结数额", "say amount"),
        FROZEN.unsaying("amount"),
        FROZEN,
    ),
    scene(
        "over-seizure", "法释〔2004〕15号第19条",
        ("1300000.01元", "release as much first"),
        CAR_HELD.saying(value="300000.01"),
        CAR_HELD,
        OWED, HELD,
    ),
    scene(  # or it is said that it cannot be divided
        "over-seizure", "法释〔2004〕15号第19条",
        ("300%", "indivisible"),
        HELD.saying(value=3_000_000),
        HELD.saying(value=3_000_000, indivisible=True),
        OWED,
    ),
    scene(
        "over-seizure-watch", "法释〔2004〕15号第19条第1款",
        ("各项在控财产净值之和不超过", "all that is held is worth no more than claim"),
        HELD.saying(value="1000000.01"),
        HELD,
        OWED,
    ),
    scene(  # a mortgage that goes first is taken off
        "over-seizure-watch", "法释〔2004〕15号第19条第1款",
        ("1200000", "1200000 yuan"),
        HELD.saying(value=2_000_000, prior_debts=800_000),
        HELD.saying(value=2_000_000, prior_debts=1_000_000),
        OWED,
    ),
    scene(
        "single-title-partial", "法〔2016〕401号第三条",
        ("只控制相应部分", "or only a part of it is taken"),
        HELD.saying(value=1_200_000),
        HELD.saying(value=1_200_000, partial=True),
        OWED,
    ),
    scene(
        "live-preferred", "法〔2016〕401号第三条；法释〔2004〕15号第10条",
        ("死封死扣的写明理由", "say reason"),
        HELD.saying(manner="死封死扣"),
        HELD.saying(manner="死封死扣", reason="隐匿转移风险"),
    ),
    Scene(
        "least-harm-first", "法〔2016〕401号第三条",
        ("房产1在先，未写明理由", "房产1 would come first, say order_reason"),
        MACHINE,
        MACHINE.saying(order_reason="房产已设满额抵押"),
        before=RANKED,
    ),
    Scene(
        "least-harm-first", "法〔2016〕401号第三条",
        ("房产1在先", "房产1 would come first"),
        MACHINE,
        (HELD, MACHINE),
        before=RANKED,
    ),
    scene(
        "operating-funds", "法〔2016〕401号第三条",
        ("写明预留的流动资金", "say reserve"),
        FROZEN.saying(operating=True),
        FROZEN.saying(operating=True, reserve=80_000),
    ),
    scene(
        "operating-funds", "法〔2016〕401号第三条",
        ("不预留的，写明条件不允许的理由", "say reserve_reason"),
        FROZEN.saying(operating=True, reserve=0),
        FROZEN.saying(operating=True, reserve=0, reserve_reason="账户仅存五百元"),
    ),
    scene(
        "seizure-listed-stock-20pct", "法发〔2019〕35号第7条",
        ("相差不超过百分之二十", "within a fifth of the last closing price"),
        SHARES.saying(unit_value="7.99"),
        SHARES,
    ),
    scene(
        "seizure-listed-stock-20pct", "法发〔2019〕35号第7条",
        ("相差不超过百分之二十", "within a fifth of the last closing price"),
        SHARES.saying(unit_value="12.01"),
        SHARES.saying(unit_value="12.00"),
    ),
)  # fmt: skip
