"""The vault's cryptography: scrypt for the passphrase, AES-256-GCM for keys and values, HMAC-SHA-256 for names."""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
import unicodedata
from dataclasses import dataclass, replace

from csa_research.errors import VaultError

NONCE = 12
N, R, P = 2**15, 8, 1
SHORTEST = 8


@dataclass(frozen=True, slots=True)
class Header:
    """What stands in clear in a vault: how its passphrase key is derived, and its data key, wrapped by that key."""

    vault: bytes  # random id; ties header and records together
    salt: bytes
    n: int
    r: int
    p: int
    wrapped: bytes

    def bound(self) -> bytes:
        """The part that the wrapped key is bound to, so that no parameter can be exchanged."""
        return b"|".join((b"csa-vault-key-1", self.vault, self.salt, str((self.n, self.r, self.p)).encode("ascii")))

    def digest(self) -> bytes:
        """A checksum, which tells a damaged header from a wrong passphrase."""
        return hashlib.sha256(self.bound() + b"|" + self.wrapped).digest()


def check_passphrase(passphrase: str) -> None:
    """Nothing. Raises VaultError when the passphrase is too short to protect anything."""
    if len(_normal(passphrase)) < SHORTEST:
        raise VaultError(f"The passphrase is too short: take at least {SHORTEST} characters, better four or more random words.")


def new_header(passphrase: str, data_key: bytes, vault: bytes) -> Header:
    """A header with a fresh salt that lets this passphrase open the data key. Raises VaultError when it is too short."""
    check_passphrase(passphrase)
    header = Header(vault, secrets.token_bytes(16), N, R, P, b"")
    return replace(header, wrapped=seal(_passphrase_key(passphrase, header), data_key, header.bound()))


def unwrap(header: Header, passphrase: str) -> bytes | None:
    """The data key, or None when the passphrase is not the right one. Raises VaultError on parameters beyond reason."""
    if not (2**14 <= header.n <= 2**18 and header.n & (header.n - 1) == 0 and header.r == 8 and 1 <= header.p <= 4):
        raise VaultError("The vault is damaged: its header asks for key parameters that no vault has. Use your back-up.")
    return unseal(_passphrase_key(passphrase, header), header.wrapped, header.bound())


def seal(key: bytes, plain: bytes, bound: bytes) -> bytes:
    """Nonce and ciphertext of `plain`, authenticated together with `bound`."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = secrets.token_bytes(NONCE)
    return nonce + AESGCM(key).encrypt(nonce, plain, bound)


def unseal(key: bytes, sealed: bytes, bound: bytes) -> bytes | None:
    """What was sealed, or None when key, bytes or binding are not as they were."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    if len(sealed) < NONCE + 16:
        return None
    try:
        return AESGCM(key).decrypt(sealed[:NONCE], sealed[NONCE:], bound)
    except InvalidTag:
        return None


@dataclass(frozen=True, slots=True, repr=False)
class Cipher:
    """Seals and opens records of one vault. A record is bound to its vault, kind and name: it cannot be moved or renamed."""

    vault: bytes
    values: bytes
    names: bytes

    def tag(self, kind: str, key: str) -> bytes:
        """The name of a record as it stands in the file: shows nothing, and is always the same."""
        name = len(kind.encode()).to_bytes(4, "big") + kind.encode() + _utf8(key)
        return hmac.digest(self.names, name, "sha256")

    def seal(self, kind: str, key: str, value: object) -> bytes:
        """The record, encrypted: its key and its value (bytes, or anything JSON can hold)."""
        name = _utf8(key)
        body = b"B" + value if isinstance(value, bytes) else b"J" + _to_json(value)
        return seal(self.values, len(name).to_bytes(4, "big") + name + body, self._bound(kind, self.tag(kind, key)))

    def unseal(self, kind: str, tag: bytes, sealed: bytes) -> tuple[str, object]:
        """A record's key and value. Raises VaultError when anything was changed."""
        plain = unseal(self.values, sealed, self._bound(kind, tag))
        if plain is None:
            raise VaultError("The vault is damaged: a record is not as it was written. Use your back-up of the vault.")
        end = 4 + int.from_bytes(plain[:4], "big")
        key, form, data = plain[4:end].decode("utf-8", "surrogatepass"), plain[end : end + 1], plain[end + 1 :]
        return key, data if form == b"B" else json.loads(data)

    def _bound(self, kind: str, tag: bytes) -> bytes:
        return b"|".join((b"csa-vault-record-1", self.vault, kind.encode(), tag))


def cipher(header: Header, data_key: bytes) -> Cipher:
    """The cipher of a vault; one key for values and another for names are derived from its data key."""
    return Cipher(header.vault, _derive(data_key, b"values", header), _derive(data_key, b"names", header))


def _derive(data_key: bytes, purpose: bytes, header: Header) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(SHA256(), 32, salt=header.vault, info=b"csa-vault-1 " + purpose).derive(data_key)


def _passphrase_key(passphrase: str, header: Header) -> bytes:
    return hashlib.scrypt(
        _utf8(_normal(passphrase)), salt=header.salt, n=header.n, r=header.r, p=header.p, maxmem=2**29 + 2**20, dklen=32
    )


def _normal(passphrase: str) -> str:
    return unicodedata.normalize("NFKC", passphrase)  # keyboards write "é" in two ways


def _utf8(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _to_json(value: object) -> bytes:
    try:
        return json.dumps(value, allow_nan=False, separators=(",", ":")).encode("ascii")
    except (TypeError, ValueError):
        raise VaultError(f"A value of type {type(value).__name__} cannot be kept in the vault; give bytes or JSON.") from None
