"""The board's menu (菜单): groups of pages, each with the right by which it is offered.

A page offers itself by an entry here. What an entry's right refuses is not shown; whether the page
opens is asked again by the page.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dueprocess.board.visit import Visit

Pair = tuple[str, str]  # Chinese, English


@dataclass(frozen=True, slots=True)
class Entry:
    """One page of the menu: its address, its name, the act by which it is offered."""

    address: str
    name: Pair
    act: str
    within: str = ""  # the beginning of the addresses that belong to it; "": its own address

    def holds(self, path: str) -> bool:
        """Whether the page at `path` is this one or one beneath it."""
        within = self.within or self.address
        return path == self.address or (within != "/" and f"{path}/".startswith(f"{within}/"))


@dataclass(frozen=True, slots=True)
class Group:
    """Pages that belong together under one name."""

    name: Pair
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """One entry as a visitor sees it."""

    address: str
    name: str
    here: bool


MENU: tuple[Group, ...] = (
    Group(
        ("节点", "Clocks"),
        (
            Entry("/", ("即将超期", "Due next"), "list"),
            Entry("/lists/overdue", ("清单", "Lists"), "list", within="/lists"),
        ),
    ),
    Group(
        ("总览", "Overview"),
        (
            Entry("/mine", ("我的一天", "My day"), "list"),
            Entry("/leader", ("领导十行", "Ten lines"), "list"),
            Entry("/courts", ("法院总览", "Courts"), "list"),
            Entry("/money", ("案款", "Money"), "list"),
            Entry("/measures", ("查封到期", "Measures"), "list"),
            Entry("/pool", ("终本池", "Ended rounds"), "list"),
            Entry("/quality", ("数据质量", "Data quality"), "list"),
            Entry("/rules", ("规则", "Rules"), "list"),
            Entry("/overlays", ("规则叠加", "Overlays"), "list"),
            Entry("/calendar", ("日历", "Calendar"), "list"),
        ),
    ),
    Group(
        ("监督", "Supervision"),
        (
            Entry("/items", ("督办事项", "Items"), "list"),
            Entry("/interviews", ("约谈", "Interviews"), "list"),
            Entry("/reviews", ("核查", "Reviews"), "review"),
            Entry("/bulletins", ("通报", "Bulletins"), "list"),
            Entry("/handover", ("值班交接", "Duty handover"), "verify"),
        ),
    ),
    Group(
        ("管理", "Administration"),
        (
            Entry("/accounts", ("账号", "Accounts"), "accounts"),
            Entry("/audit", ("操作日志", "Audit"), "audit"),
        ),
    ),
)


def menu(visit: Visit) -> list[tuple[str, bool, list[Shown]]]:
    """The groups that hold something for the visitor: name, whether the page is in it, entries."""
    return [
        (visit.words.of(group.name), any(one.here for one in listed), listed)
        for group in MENU
        if (listed := list(_offered(group, visit)))
    ]


def _offered(group: Group, visit: Visit) -> Iterator[Shown]:
    for entry in group.entries:
        if visit.may(entry.act):
            yield Shown(entry.address, visit.words.of(entry.name), entry.holds(visit.path))
