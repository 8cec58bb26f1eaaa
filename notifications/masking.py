"""Masking (脱敏): what no channel may carry, whatever a message says."""

from __future__ import annotations

import re

# An identity number, a bank card, a mobile number, an amount. A case number is none of these.
_ID = re.compile(r"(?<![0-9A-Za-z])\d{17}[0-9Xx](?![0-9A-Za-z])")
_CARD = re.compile(r"(?<!\d)\d{15,19}(?!\d)")
_PHONE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
_AMOUNT = re.compile(r"[0-9０-９][0-9０-９,，.．]*\s*余?\s*[万亿]*\s*余?元")


def masked(text: str) -> str:
    """The text without identity and card numbers, mobile numbers and amounts."""
    for pattern in (_ID, _CARD, _PHONE):
        text = pattern.sub("***", text)
    return _AMOUNT.sub("***元", text)
