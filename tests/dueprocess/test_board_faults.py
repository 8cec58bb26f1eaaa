"""What the board says when it cannot answer: in words, and with the way out."""

from __future__ import annotations

from dueprocess.board.visit import SESSION
from tests.dueprocess.browser import Opened

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
