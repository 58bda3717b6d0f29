"""Settings: name, default and help of each in one place, read from the environment once. Nothing is opened here."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from dashboard.errors import Misconfigured

ROOT = Path(__file__).resolve().parent.parent
PREFIX = "TIMELINE_"
# No field within the name of the host: a value would choose where the link leads.
_TEMPLATE = re.compile(
    r"https?://[^/?#{}@\\\s]+/[^{}\s]*(?:\{(?:StudyInstanceUID|AccessionNumber)\}[^{}\s]*)+", re.ASCII
)


def _path(text: str) -> Path:
    return Path(text).expanduser().resolve()


def _optional_path(text: str) -> Path | None:
    return _path(text) if text else None


def _hosts(text: str) -> tuple[str, ...]:
    names = tuple(part.strip().lower() for part in text.split(",") if part.strip())
    if not names:
        raise ValueError("at least one host name")
    return names


def _url_prefix(text: str) -> str:
    middle = text.strip("/")
    if any(not part.replace("-", "").replace("_", "").isalnum() for part in middle.split("/") if middle):
        raise ValueError("letters, digits, - and _ between slashes, as in /timeline/")
    return f"/{middle}/" if middle else "/"


def _within(low: int, high: int) -> Callable[[str], int]:
    def number(text: str) -> int:
        if not text.strip().isascii() or not text.strip().isdigit() or not low <= int(text) <= high:
            raise ValueError(f"a whole number from {low} to {high}")
        return int(text)

    return number


def _database_url(text: str) -> str:
    if text and urlsplit(text).scheme.split("+")[0] not in ("sqlite", "postgresql"):
        raise ValueError("sqlite:///FILE or postgresql+psycopg://USER:PASSWORD@HOST/NAME")
    return text


def _is_web_address(text: str) -> bool:
    """Whether `text` is http or https with a host and no user, and holds no character that an address cannot."""
    parts = urlsplit(text)
    odd = any(character.isspace() or not character.isprintable() for character in text)
    return parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc and not odd


def _pacs_url(text: str) -> str:
    sentence = "https://HOST/PATH of DICOMweb, without user, password, ? and #"
    try:
        good = not text or (_is_web_address(text) and not set(text) & set("?#") and urlsplit(text).port != 0)
    except ValueError as problem:
        raise ValueError(sentence) from problem
    if not good:
        raise ValueError(sentence)
    return text.rstrip("/")


def _dask_address(text: str) -> str:
    if text and not re.fullmatch(r"(?:tcp|tls)://[^/?#@\\\s]+:[0-9]{1,5}", text):
        raise ValueError("tcp://HOST:PORT or tls://HOST:PORT")
    return text


def _link_template(text: str) -> str:
    if text and not _TEMPLATE.fullmatch(text):
        raise ValueError("https://HOST/PATH with {StudyInstanceUID} or {AccessionNumber} after the host")
    return text


def _secret_line(text: str) -> str:
    if not text.isprintable() or not text.isascii():
        raise ValueError("printable characters of ASCII")
    return text


def setting(default: str, read: Callable[[str], Any], help: str, *, secret: bool = False) -> Any:
    """A field of `Settings`: its default as text, how it is read, its help; a secret stays out of repr."""
    return field(repr=not secret, metadata={"default": default, "read": read, "help": help})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All settings of one process. The environment's name of a field is TIMELINE_ and the field in capitals."""

    host: str = setting("127.0.0.1", str, "Address to listen on; loopback only while no sign-in is configured.")
    port: int = setting("8050", _within(0, 65535), "Port to listen on; 0 takes a free one.")
    data_dir: Path = setting(str(ROOT / "var"), _path, "Folder of the embedded database; created when missing.")
    database_url: str = setting("", _database_url, "Database; empty means SQLite in the data folder.", secret=True)
    cases_dir: Path = setting(str(ROOT / "data" / "cases"), _path, "Case folders that are loaded at the start.")
    pictures_dir: Path | None = setting("", _optional_path, "Folder of a site's own pictures, used instead.")
    trusted_hosts: tuple[str, ...] = setting(
        "localhost,127.0.0.1", _hosts, "Host names a browser may use, with commas between; others get 400."
    )
    url_prefix: str = setting("/", _url_prefix, "Path below which everything is served, as in /timeline/.")
    workers: int = setting("2", _within(1, 64), "Processes of the web server.")
    threads: int = setting("4", _within(1, 64), "Threads of each process.")
    import_megabytes: int = setting("4096", _within(256, 1_000_000), "Megabytes of memory for reading an import.")
    import_minutes: int = setting("60", _within(1, 10_000), "Minutes in which an import must be read.")
    import_processes: int = setting("0", _within(0, 256), "Processes for a large import; 0 means one for each core.")
    import_part_megabytes: int = setting("64", _within(1, 100_000), "Megabytes of an import that are read at once.")
    dask: str = setting("", _dask_address, "Address of a Dask cluster for large imports; empty means this machine.")
    dask_ca_file: Path | None = setting("", _optional_path, "Authorities that vouch for the cluster, as PEM.")
    dask_cert_file: Path | None = setting("", _optional_path, "Our certificate for the cluster, as PEM.")
    dask_key_file: Path | None = setting("", _optional_path, "Key of that certificate, as PEM.")
    upload_megabytes: int = setting("8192", _within(1, 1_000_000), "Megabytes that one import may bring by its page.")
    upload_free_megabytes: int = setting("1024", _within(1, 1_000_000), "Megabytes of disk that an upload leaves free.")
    pacs_url: str = setting("", _pacs_url, "DICOMweb address of the PACS; empty means none.")
    pacs_user: str = setting("", _secret_line, "User of the PACS.", secret=True)
    pacs_password: str = setting("", _secret_line, "Password of that user.", secret=True)
    pacs_token: str = setting("", _secret_line, "Bearer token for the PACS, instead of user and password.", secret=True)
    pacs_ca_file: Path | None = setting("", _optional_path, "Authorities that vouch for the PACS, as PEM.")
    pacs_wait: int = setting("10", _within(1, 600), "Seconds to wait for a sign of life of the PACS.")
    pacs_seconds: int = setting("120", _within(1, 3600), "Seconds in which a study must be here.")
    pacs_megabytes: int = setting("1024", _within(1, 100_000), "Megabytes that a study may have.")
    pacs_cache_megabytes: int = setting("10240", _within(1, 10_000_000), "Megabytes of studies kept from the PACS.")
    pacs_fresh_minutes: int = setting("60", _within(0, 100_000), "Minutes until a kept study is compared again.")
    pacs_viewer_link: str = setting("", _link_template, "Address of a study in the viewer of the PACS.")

    @property
    def loopback(self) -> bool:
        """Whether only this machine can reach the address."""
        return is_loopback(self.host)


def is_loopback(host: str) -> bool:
    """Whether `host` names this machine only."""
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


def variable(name: str) -> str:
    """The environment variable of a field of `Settings`."""
    return PREFIX + name.upper()


def settings_from(environ: Mapping[str, str]) -> Settings:
    """The settings that `environ` gives; `Misconfigured` names the variable and what it expects."""
    known = {variable(one.name) for one in fields(Settings)}
    unknown = sorted(name for name in environ if name.startswith(PREFIX) and name not in known | _FOR_TESTS)
    if unknown:
        raise Misconfigured(f"{unknown[0]} is no setting. Settings: {', '.join(sorted(known))}.")
    values = {}
    for one in fields(Settings):
        text = environ.get(variable(one.name), one.metadata["default"])
        try:
            values[one.name] = one.metadata["read"](text)
        except ValueError as problem:
            raise Misconfigured(f"{variable(one.name)} expects {problem}.") from problem
    settings = Settings(**values)
    _refuse_half_credentials(settings)
    _refuse_half_certificates(settings)
    return settings if settings.database_url else _with_sqlite(values)


def _refuse_half_credentials(settings: Settings) -> None:
    if bool(settings.pacs_user) != bool(settings.pacs_password) or (settings.pacs_user and settings.pacs_token):
        names = ", ".join(variable(name) for name in ("pacs_user", "pacs_password", "pacs_token"))
        raise Misconfigured(f"{names}: either user and password, or a token, or none of them.")
    if ":" in settings.pacs_user:
        raise Misconfigured(f"{variable('pacs_user')} cannot hold a colon.")


def _refuse_half_certificates(settings: Settings) -> None:
    named = [settings.dask_ca_file, settings.dask_cert_file, settings.dask_key_file]
    if settings.dask.startswith("tls://") != any(named) or any(named) != all(named):
        names = ", ".join(variable(name) for name in ("dask_ca_file", "dask_cert_file", "dask_key_file"))
        raise Misconfigured(f"{names}: all of them with an address tls://…, none without.")


def _with_sqlite(values: dict[str, Any]) -> Settings:
    return Settings(**values | {"database_url": f"sqlite:///{values['data_dir'] / 'timeline.db'}"})


_FOR_TESTS = frozenset({"TIMELINE_SAMPLES", "TIMELINE_TEST_POSTGRES"})
