"""What the board says when it cannot answer: in words, and with the way out."""

from __future__ import annotations

import re

from dueprocess.board.visit import LANGUAGE, SESSION
from dueprocess.board.words import terms
from rulebook.law.rolewords import english
from rulebook.loading import loader
from tests.dueprocess.browser import Opened
from tests.dueprocess.court import CourtDesk

ENGINES = ("sqlite",)  # no word of it depends on the book


def test_a_fault_is_headed_in_words_and_says_what_could_not_be_read(entering: Opened) -> None:
    client = entering("J001")
    for path, said in (
        ("/nowhere", "无法打开 <small>404</small>"),
        ("/lists/zzz", "地址或者表单中此项无法识别：kind<"),
        ("/courts?span=zzz", "看不懂统计期"),
    ):
        answer = client.get(path)
        assert (path, said in answer.text) == (path, True)


def test_a_session_that_has_ended_is_said_at_the_log_in(entering: Opened) -> None:
    client = entering("")
    assert "登录已过期" not in client.get("/login").text
    client.cookies.set(SESSION, "of-yesterday")
    assert "登录已过期，请重新登录" in client.get("/login").text


def test_what_one_may_not_do_is_refused_with_the_roles_in_words(
    entering: Opened, overview: CourtDesk
) -> None:
    client = entering("J001")
    assert "没有可以“查阅操作日志”的职责：由" in client.get("/audit").text
    client.cookies.set(LANGUAGE, "en")
    page = client.get("/audit")
    said = re.findall(r'role="alert">([^<]+)<', page.text)
    assert page.status_code == 403 and "it takes" in said[0]
    assert "an IT officer" in said[0] and "a vice president in charge" in said[0]
    assert re.findall(r"\w+_\w+", said[0]) == [] and not re.search("[一-鿿]", said[0])


def test_a_role_is_called_alike_in_sentences_and_on_pages() -> None:
    law = loader.national()
    assert {zh: english(role) for role, zh in law.roles.items()} == {
        zh: terms()[zh] for zh in law.roles.values()
    }
