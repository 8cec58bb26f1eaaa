"""The register (闸门登记): for every gate, as it refuses or remarks, and the lawful case."""

from __future__ import annotations

from tests.rulebook.gatescene import Scene
from tests.rulebook.scenes import (
    auctions,
    closing,
    disposal,
    filing,
    ledger,
    measures,
    money,
    objections,
    ownership,
    pressure,
    rounds,
    settlements,
    sidetracks,
    terms,
    twelve,
)

REGISTER: tuple[Scene, ...] = (
    *filing.SCENES,
    *ownership.SCENES,
    *measures.SCENES,
    *terms.SCENES,
    *auctions.SCENES,
    *disposal.SCENES,
    *ledger.SCENES,
    *money.SCENES,
    *objections.SCENES,
    *settlements.SCENES,
    *pressure.SCENES,
    *rounds.SCENES,
    *closing.SCENES,
    *sidetracks.SCENES,
    *twelve.SCENES,
)
# Gates that no fact can bring to speech, since another always speaks first; asked themselves.
BEHIND = {
    "zhongben-report-order": "zhongben-conditions asks the same and refuses",
    "zhongben-talk": "zhongben-conditions asks the same and refuses",
    "close-six-modes": "no other mode is a choice of the field, so the fact is not well formed",
}
# Kinds of fact of which a gate has nothing to say, though it stands before them.
UNMINDED = {
    ("funds-balance", "funds_deferral_ended"): "it frees whatever is deferred, be it nothing",
}
