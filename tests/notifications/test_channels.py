"""Channels: real mail, real HTTP, a real folder; what each can promise, and what none lets out."""

from __future__ import annotations

import hmac
import logging
import socket
from base64 import b64encode
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from models.oversight.telling.deliveries import Bundle, Waiting
from notifications.channels import terminal
from notifications.channels.apprise import AddressUnusable, ByApprise
from notifications.channels.channel import Channel, NotDelivered
from notifications.channels.dingtalk import DingTalk
from notifications.channels.email import Email
from notifications.channels.feishu import Feishu
from notifications.channels.folder import Mailbox
from notifications.channels.opening import opened
from notifications.channels.settings import ChannelSettings, Security
from notifications.channels.sms import Sms
from notifications.channels.webhook import Webhook
from notifications.channels.wecom import WeCom
from notifications.digest import Digest, Manner, compose
from rulebook.oversight.alerting import Mask
from tests.notifications.receivers import endpoint, mail_server
from tests.tasks.conftest import at

# Apprise itself still imports a module that Python 3.13 drops.
pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")

CASE = "（2026）京0105执1号"
SUBJECT = f"[催办] {CASE} 003 发出执行通知书 超期1日（1个工作日）"
BRIEF, PLAIN = Manner(Mask.BRIEF), Manner()
SECONDS = 0.5


def digest(
    address: str = "", officer: str = "J1", manner: Manner = PLAIN, lines: int = 1
) -> Digest:
    """A digest of some lines."""
    said = tuple(
        Waiting(n, n, officer, "urge", SUBJECT, "请书面回复。", "", 0, CASE) for n in range(lines)
    )
    return compose(
        Bundle("00000001-abc", officer, said), "官一", address, manner, at("2026-03-06T08:20")
    )


def fault(channel: Channel, said: Digest | None = None) -> NotDelivered:
    """How the channel says that it did not deliver."""
    with pytest.raises(NotDelivered) as error:
        channel.send(said or digest("j1@court.example"), SECONDS)
    return error.value


# -- electronic mail ------------------------------------------------------------------------


def test_a_digest_arrives_as_mail_under_an_id_that_a_copy_shares() -> None:
    with mail_server() as server:
        for _ in range(2):
            server.channel().send(digest("j1@court.example"), 5)
    first, again = server.kept
    body = first.get_payload(decode=True)
    assert isinstance(body, bytes) and SUBJECT in body.decode()
    assert first["To"] == "j1@court.example"
    assert first["Message-ID"] == again["Message-ID"] == "<00000001-abc@court.example>"


def test_a_mail_server_that_refuses_hangs_or_is_away_is_tried_again() -> None:
    with mail_server("refuses") as server:
        refused = fault(server.channel())
    away = fault(server.channel())
    assert (str(refused), refused.lasting, refused.unsure) == (
        "电子邮件 email: SMTP 451",
        False,
        False,
    )
    assert (away.lasting, away.unsure) == (False, False)


def test_a_mail_server_that_hangs_is_given_no_more_than_its_time() -> None:
    with mail_server("hangs") as server:
        hung = fault(server.channel())
    assert "timed out" in str(hung) and hung.unsure


def test_a_mail_server_that_dies_with_the_mail_leaves_it_unsure() -> None:
    with mail_server("dies") as server:
        died = fault(server.channel())
    assert died.unsure and len(server.kept) == 1


def test_a_person_whom_the_mail_server_does_not_know_is_no_fault_of_the_server() -> None:
    with mail_server("unknown") as server:
        unknown = fault(server.channel())
    assert unknown.lasting and "J1" in str(unknown)


def test_no_password_is_sent_over_a_connection_that_cannot_be_made_safe() -> None:
    with mail_server() as server:
        careful = Email("127.0.0.1", server.port, "a@b", "book", "pass-w0rd", Security.STARTTLS)
        said = fault(careful)
    assert server.kept == [] and "pass-w0rd" not in f"{said}{careful!r}"


# -- robots ---------------------------------------------------------------------------------


def test_dingtalk_is_signed_with_its_secret() -> None:
    with endpoint(answer={"errcode": 0}) as robot:
        DingTalk(robot.url, "SEC1").send(digest("13800000000", manner=BRIEF), 5)
    (post,) = robot.posted
    asked = parse_qs(urlsplit(post.path).query)
    wanted = hmac.digest(b"SEC1", f"{asked['timestamp'][0]}\nSEC1".encode(), "sha256")
    assert asked["sign"] == [b64encode(wanted).decode()]
    assert SUBJECT in post.said["text"]["content"] and "书面" not in post.said["text"]["content"]
    assert post.said["at"]["atMobiles"] == ["13800000000"]


def test_feishu_is_signed_with_its_secret() -> None:
    with endpoint(answer={"code": 0}) as robot:
        Feishu(robot.url, "SEC2").send(digest(manner=BRIEF), 5)
    said = robot.posted[0].said
    wanted = hmac.digest(f"{said['timestamp']}\nSEC2".encode(), b"", "sha256")
    assert said["sign"] == b64encode(wanted).decode()
    assert SUBJECT in said["content"]["text"]


def test_wecom_takes_no_more_than_its_bytes_and_what_is_cut_says_so() -> None:
    with endpoint(answer={"errcode": 0}) as robot:
        WeCom(robot.url).send(digest(manner=BRIEF, lines=60), 5)
    content = robot.posted[0].said["text"]["content"]
    assert len(content.encode()) <= 2048 and content.endswith("…（其余请登录查看）")
    assert "00000001-abc" in content


@pytest.mark.parametrize(
    ("robot", "answer"),
    [
        (DingTalk, {"errcode": 130101, "errmsg": "send too fast"}),
        (WeCom, {"errcode": 45009, "errmsg": "api freq out of limit"}),
        (Feishu, {"code": 9499, "msg": "too many request"}),
    ],
)
def test_a_robot_that_answers_with_an_error_did_not_deliver(
    robot: type[DingTalk | WeCom | Feishu], answer: dict[str, object]
) -> None:
    with endpoint(answer=answer) as there:
        said = fault(robot(there.url))
    assert str(next(iter(answer.values()))) in str(said)
    assert "k3y-of-the-robot" not in str(said) and not said.lasting


def test_no_error_bears_the_address_of_a_robot(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG), endpoint(status=500) as there:
        refused = fault(DingTalk(there.url, "SEC1"))
    away = fault(DingTalk(there.url, "SEC1"))
    told = f"{refused}{away}{refused.__cause__}{caplog.text}"
    assert "k3y-of-the-robot" not in told and "SEC1" not in told
    assert "HTTP 500" in str(refused)


# -- webhook, text messages, Apprise --------------------------------------------------------


def test_a_webhook_is_signed_and_can_tell_a_second_copy() -> None:
    with endpoint() as there:
        Webhook(there.url, "shared").send(digest(manner=Manner(base_url="https://dc/")), 5)
    (post,) = there.posted
    wanted = hmac.new(b"shared", post.body, "sha256").hexdigest()
    assert post.headers["X-Dueprocess-Signature"] == f"sha256={wanted}"
    assert post.headers["Idempotency-Key"] == post.said["id"] == "00000001-abc"
    (entry,) = post.said["entries"]
    assert (entry["case"], entry["level"]) == (CASE, "urge")
    assert entry["link"].startswith("https://dc/cases/%EF%BC%882026")


def test_a_text_message_tells_one_line_and_how_many_there_are() -> None:
    manner = Manner(Mask.BRIEF, rehearsal=True)
    with endpoint(answer={"code": 0}) as there:
        gateway = Sms(there.url, "t0ken", {"phone": "mobile", "id": "out_id"})
        gateway.send(digest("13800000000", manner=manner, lines=3), 5)
    (post,) = there.posted
    assert post.headers["Authorization"] == "Bearer t0ken"
    assert post.said == {
        "mobile": "13800000000",
        "text": f"【演练】督程：3项，{SUBJECT}等。编号00000001-abc",
        "out_id": "00000001-abc",
    }


def test_a_gateway_that_refuses_did_not_deliver() -> None:
    with endpoint(answer={"code": 7}) as there:
        assert "7" in str(fault(Sms(there.url)))
    with endpoint(status=400) as there:
        assert fault(Sms(there.url)).lasting


def test_a_receiver_that_says_nothing_is_given_no_more_than_its_time() -> None:
    with socket.create_server(("127.0.0.1", 0)) as mute:
        url = f"http://127.0.0.1:{mute.getsockname()[1]}/"
        said = fault(Webhook(url))
    assert "timed out" in str(said) and said.unsure


def test_apprise_serves_every_other_address() -> None:
    with endpoint() as own, endpoint() as common:
        urls = [f"json://127.0.0.1:{one.port}/" for one in (own, common)]
        ByApprise([urls[1]]).send(digest(address=urls[0]))
        ByApprise([urls[1]]).send(digest())
    assert (len(own.posted), len(common.posted)) == (1, 1)
    assert SUBJECT in common.posted[0].said["message"]


def test_apprise_that_is_refused_did_not_deliver() -> None:
    with endpoint(status=500) as there:
        fault(ByApprise([f"json://127.0.0.1:{there.port}/"]), digest())


def test_an_address_that_cannot_be_read_is_named_without_its_secrets() -> None:
    with pytest.raises(AddressUnusable) as error:
        ByApprise(["nonsense://user:secret@host"])
    assert "DUEPROCESS_APPRISE_URLS" in str(error.value)
    assert "secret" not in str(error.value)


# -- the folder and the terminal ------------------------------------------------------------


def test_the_mailbox_keeps_one_file_a_digest(tmp_path: Path) -> None:
    box = Mailbox(tmp_path)
    box.send(digest())
    first = box.path("J1", "00000001-abc")
    written = first.stat().st_mtime_ns
    box.send(digest())
    assert [p.name for p in tmp_path.rglob("*") if p.is_file()] == ["00000001-abc.txt"]
    assert first.stat().st_mtime_ns == written
    assert SUBJECT in first.read_text("utf-8")


def test_a_staff_number_cannot_climb_out_of_the_mailbox(tmp_path: Path) -> None:
    Mailbox(tmp_path / "mailbox").send(digest(officer="../../etc"))
    (file,) = (path for path in tmp_path.rglob("*.txt"))
    assert (tmp_path / "mailbox") in file.parents


def test_a_mailbox_that_cannot_be_written_is_a_failure(tmp_path: Path) -> None:
    (tmp_path / "J1").write_text("in the way")
    with pytest.raises(NotDelivered):
        Mailbox(tmp_path).send(digest())


def test_the_terminal_names_the_person_and_the_count_but_no_case(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.INFO):
        terminal.say(digest(), "电子邮件")
    assert "J1" in caplog.text and "1项" in caplog.text and "京0105" not in caplog.text


def test_the_environment_says_which_channels_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    assert [one.name for one in opened(ChannelSettings())] == ["apprise", "folder"]
    for name in ("SMTP_HOST", "DINGTALK_URL", "WECOM_URL", "FEISHU_URL", "WEBHOOK_URL", "SMS_URL"):
        monkeypatch.setenv(f"DUEPROCESS_{name}", "http://127.0.0.1:9/k3y")
    said = ChannelSettings()
    names = [one.name for one in opened(said)]
    assert names == ["email", "dingtalk", "wecom", "feishu", "webhook", "sms", "apprise", "folder"]
    assert "k3y" not in repr(said).replace("smtp_host='http://127.0.0.1:9/k3y'", "")
