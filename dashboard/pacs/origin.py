"""The one place that is spoken to: scheme, host and port of the base URL, its addresses, and what lies below it."""

import socket
from dataclasses import dataclass, field
from ipaddress import ip_address
from threading import Lock
from urllib.parse import urljoin, urlsplit

from dashboard.pacs.failures import PacsRefused

PORTS = {"http": 80, "https": 443}


@dataclass(slots=True)
class Origin:
    """Where the PACS is. Its name is looked up once; every later request goes to the addresses found then."""

    base: str
    scheme: str = field(init=False)
    host: str = field(init=False)
    port: int = field(init=False)
    path: str = field(init=False)
    _addresses: tuple[str, ...] = field(default=(), init=False, repr=False)
    _lock: Lock = field(default_factory=Lock, init=False, repr=False)

    def __post_init__(self) -> None:
        parts = urlsplit(self.base)
        self.scheme, self.host = parts.scheme, parts.hostname or ""
        self.port = parts.port or PORTS[parts.scheme]
        self.path = parts.path.rstrip("/")

    @property
    def authority(self) -> str:
        """The value of the Host header, by which a server may build the addresses in its answer."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    def addresses(self) -> tuple[str, ...]:
        """The addresses of the host, as they were when first asked for."""
        with self._lock:
            if not self._addresses:
                self._addresses = _looked_up(self.host, self.port)
            return self._addresses

    def holds(self, address: str) -> bool:
        """Whether `address`, whole or relative, lies at this scheme, host and port."""
        try:
            parts = urlsplit(urljoin(f"{self.scheme}://{self.authority}{self.path}/", address))
            port = parts.port or PORTS.get(parts.scheme)
        except ValueError:
            return False
        return (parts.scheme, parts.hostname, port) == (self.scheme, self.host, self.port) and "@" not in parts.netloc


def _looked_up(host: str, port: int) -> tuple[str, ...]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as problem:
        raise PacsRefused("The name of the PACS is not known here.") from problem
    addresses = tuple(dict.fromkeys(str(entry[4][0]) for entry in found))
    for address in addresses:
        place = ip_address(address.partition("%")[0])
        # No PACS lives there, but the metadata services of clouds do.
        if place.is_link_local or place.is_multicast or place.is_unspecified:
            raise PacsRefused("The name of the PACS leads to an address that no PACS has.")
    return addresses
