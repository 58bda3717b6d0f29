"""What may be configured: one origin without secrets in it, whole credentials, and a link that leads where it says."""

import pytest

from dashboard.__main__ import main
from dashboard.config import settings_from
from dashboard.errors import Misconfigured
from dashboard.pacs import Origin, viewer_link
from tests.pacs import orthanc
from tests.pacs.conftest import Filled
from tests.pacs.hostile import sends, serving

LINK = "https://pacs.example/viewer?s={StudyInstanceUID}&a={AccessionNumber}"


NO_ADDRESSES = (
    *("ftp://a", "pacs.example", "https://", "https://u:p@a", "https://a?b", "https://a#b"),
    *("http://[::1", "http://a:99999", "http://a:0", "http://a b", "file:///etc", "//a"),
)
NO_STARTS = ("javascript:", "https://", "https://v", "/x/", "https://v?", "https://a@b/", "data:x,", "")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        *[("PACS_URL", text) for text in NO_ADDRESSES],
        *[("PACS_VIEWER_LINK", f"{start}{{StudyInstanceUID}}") for start in NO_STARTS],
        ("PACS_VIEWER_LINK", "https://v/{PatientID}"),
        ("PACS_VIEWER_LINK", "https://v/"),
        ("PACS_VIEWER_LINK", "https://v/{StudyInstanceUID}{"),
        ("PACS_VIEWER_LINK", "https://v/{StudyInstanceUID} x"),
        ("PACS_PASSWORD", "secret\nX-Header: 1"),
        ("PACS_TOKEN", "secret\r\n"),
        ("PACS_WAIT", "0"),
        ("PACS_MEGABYTES", "0"),
    ],
)
def test_what_cannot_be_is_refused_without_being_repeated(name: str, text: str) -> None:
    with pytest.raises(Misconfigured, match=f"TIMELINE_{name} expects ") as refusal:
        settings_from({f"TIMELINE_{name}": text})
    assert "secret" not in str(refusal.value)
    assert "u:p" not in str(refusal.value)


@pytest.mark.parametrize(
    "given",
    [
        {"user": "u"},
        {"password": "secret"},
        {"user": "u", "password": "secret", "token": "secret"},
        {"user": "u:v", "password": "secret"},
    ],
)
def test_half_credentials_are_refused(given: dict[str, str]) -> None:
    with pytest.raises(Misconfigured, match="TIMELINE_PACS_USER") as refusal:
        settings_from({f"TIMELINE_PACS_{name.upper()}": text for name, text in given.items()})
    assert "secret" not in str(refusal.value)


def test_credentials_are_in_no_repr() -> None:
    told = repr(settings_from({"TIMELINE_PACS_USER": "a-user", "TIMELINE_PACS_PASSWORD": "a-password"}))
    assert "a-user" not in told
    assert "a-password" not in told
    assert "a-token" not in repr(settings_from({"TIMELINE_PACS_TOKEN": "a-token"}))


@pytest.mark.parametrize(
    ("template", "uid", "accession", "expected"),
    [
        (LINK, "1.2", "A 1/2&x=#é", "https://pacs.example/viewer?s=1.2&a=A%201%2F2%26x%3D%23%C3%A9"),
        (LINK, "1.2", "", ""),
        (LINK, "", "A", ""),
        ("https://v/{StudyInstanceUID}", "1.2", "", "https://v/1.2"),
        ("https://v/{AccessionNumber}", "", "../{StudyInstanceUID}", "https://v/..%2F%7BStudyInstanceUID%7D"),
        ("https://v/{StudyInstanceUID}", "javascript:'\"<>", "", "https://v/javascript%3A%27%22%3C%3E"),
        ("", "1.2", "A", ""),
    ],
)
def test_the_link_has_its_values_escaped(template: str, uid: str, accession: str, expected: str) -> None:
    assert (
        viewer_link(settings_from({"TIMELINE_PACS_VIEWER_LINK": template}).pacs_viewer_link, uid, accession) == expected
    )


@pytest.mark.parametrize(
    ("base", "address", "inside"),
    [
        ("https://pacs.example/dicom-web", "https://pacs.example:443/other", True),
        ("https://pacs.example/dicom-web", "https://PACS.example/other", True),
        ("https://pacs.example/dicom-web", "studies/1", True),
        ("https://pacs.example/dicom-web", "http://pacs.example/", False),
        ("https://pacs.example/dicom-web", "https://pacs.example:8443/", False),
        ("https://pacs.example/dicom-web", "https://pacs.example.evil.example/", False),
        ("http://[::1]:8042/dicom-web", "http://[::1]:8042/x", True),
        ("http://[::1]:8042/dicom-web", "http://[::2]:8042/x", False),
        ("http://[::1]:8042/dicom-web", "http://[::1]:99999/x", False),
    ],
)
def test_what_lies_at_the_origin(base: str, address: str, inside: bool) -> None:
    assert Origin(base).holds(address) is inside


def test_the_authority_leaves_out_the_usual_port() -> None:
    given = ("https://a/x", "https://a:443", "http://a:8042", "http://[::1]:80", "http://[::1]:1")
    assert [Origin(base).authority for base in given] == ["a", "a", "a:8042", "[::1]", "[::1]:1"]


def check(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], **given: str) -> tuple[int, str]:
    for name, text in given.items():
        monkeypatch.setenv(f"TIMELINE_PACS_{name.upper()}", text)
    return main(["pacs", "check"]), capsys.readouterr().out


def test_the_check_says_each_step(
    pacs: Filled, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    given = {"url": pacs.address, "user": orthanc.USER, "password": orthanc.PASSWORD}
    status, said = check(monkeypatch, capsys, **given, viewer_link=LINK)
    assert status == 0
    assert said.splitlines() == [
        f"The PACS is expected at {pacs.address}, with user and password.",
        "The name 127.0.0.1 leads to 127.0.0.1.",
        "It answers a search for a study that does not exist, as it should.",
        "The link to its viewer is offered.",
    ]


def test_the_check_ends_at_what_fails(
    pacs: Filled, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    status, said = check(monkeypatch, capsys, url=pacs.address, user="a-user", password="a-secret")
    assert status == 1
    assert said.splitlines()[-1] == "The PACS does not accept the user and password of the settings (401)."
    assert "a-secret" not in said


def test_the_check_without_a_pacs(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(monkeypatch, capsys) == (1, "No PACS is configured: TIMELINE_PACS_URL is empty.\n")


def test_the_check_warns_of_a_way_that_others_can_read(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("dashboard.services.pacs.is_loopback", lambda host: False)
    with serving(sends(b"[]")) as server:
        status, said = check(monkeypatch, capsys, url=server.address, token="a-token")
    assert status == 0
    assert "Beware: without https" in said
    assert "is not offered: TIMELINE_PACS_VIEWER_LINK is empty" in said
