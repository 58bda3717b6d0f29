"""The code of a case: what it is called where nobody is to be named. The same for a case as long as the data folder
lasts, and nothing to be learned from it; whoever may read the audit finds there which case it is."""

import hmac
import os
import secrets
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from dashboard.services.context import Context

KEY_FILE = "code.key"
KEY_BYTES = 32
SIGNS = "23456789BCDFGHJKMNPQRSTVWXZ"  # no vowels: a code must not spell a word
LENGTH = 6


def code_of(context: Context, case_id: str) -> str:
    """The code of a case, such as `C-7KQ2MX`."""
    return _code(_key(context.settings.data_dir), case_id)


def codes_of(context: Context, case_ids: Iterable[str]) -> dict[str, str]:
    """The case behind each code."""
    key = _key(context.settings.data_dir)
    return {_code(key, case_id): case_id for case_id in case_ids}


def _code(key: bytes, case_id: str) -> str:
    number = int.from_bytes(hmac.digest(key, case_id.encode(), "sha256"), "big")
    signs = []
    for _ in range(LENGTH):
        number, at = divmod(number, len(SIGNS))
        signs.append(SIGNS[at])
    return f"C-{''.join(signs)}"


def _key(folder: Path) -> bytes:
    """The key of this data folder, made when first needed; two processes that make it at once agree on one."""
    path = folder / KEY_FILE
    if not path.is_file():
        folder.mkdir(parents=True, exist_ok=True)
        made = folder / f".{KEY_FILE}-{secrets.token_hex(6)}"
        with os.fdopen(os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(secrets.token_bytes(KEY_BYTES))
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):
            os.link(made, path)
        made.unlink()
    return path.read_bytes()
