"""age v1 files for X25519 identities (https://age-encryption.org/v1)."""

import base64
import hashlib
import hmac

from chacha import open_sealed, seal
from curves import public_of, x25519
from refusal import Refusal, insist

CHUNK = 64 * 1024
BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
LABEL = b"age-encryption.org/v1/X25519"


def hkdf(secret, salt, info, size=32):
    """HKDF-SHA-256 (RFC 5869)."""
    key = hmac.digest(salt or bytes(32), secret, hashlib.sha256)
    block, out = b"", b""
    while len(out) < size:
        block = hmac.digest(key, block + info + bytes([len(out) // 32 + 1]), hashlib.sha256)
        out += block
    return out[:size]


def _polymod(values):
    check = 1
    for value in values:
        top, check = check >> 25, (check & 0x1FFFFFF) << 5 ^ value
        for i, g in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            check ^= g if top >> i & 1 else 0
    return check


def from_bech32(text, prefix):
    """The 32 bytes of a Bech32 text (BIP 173)."""
    insist(text in (text.lower(), text.upper()) and text.lower().startswith(prefix + "1"), text[:9], "no such key")
    data = [BECH32.find(letter) for letter in text.lower()[len(prefix) + 1 :]]
    spread = [ord(c) >> 5 for c in prefix] + [0] + [ord(c) & 31 for c in prefix]
    insist(min(data) >= 0 and _polymod(spread + data) == 1, text[:9], "a key with a wrong checksum")
    bits = int("".join(f"{value:05b}" for value in data[:-6]), 2)
    spare = 5 * (len(data) - 6) - 256
    insist(0 <= spare < 5 and bits % 2**spare == 0, text[:9], "a key of another length")
    return (bits >> spare).to_bytes(32, "big")


def _unpadded(text):
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), validate=True)
    except ValueError:
        raise Refusal("age header", "no base64") from None
    insist(base64.b64encode(raw).decode().rstrip("=") == text, "age header", "no canonical base64")
    return raw


def _header(data):
    """Stanzas as (arguments, body), the bytes under the MAC, the MAC, and where the payload begins."""
    end = data.find(b"\n---")
    insist(data.startswith(b"age-encryption.org/v1\n") and end > 0, "age header", "it is no age file")
    close = data.find(b"\n", end + 1)
    insist(close > 0, "age header", "it has no end")
    lines = data[:end].decode("ascii", "replace").split("\n")[1:]
    stanzas = []
    while lines:
        words = lines.pop(0).split(" ")
        insist(words[0] == "->" and len(words) > 1 and all(words), "age header", "no stanza")
        body, whole = "", False
        while not whole:
            insist(lines, "age header", "a stanza without end")
            line = lines.pop(0)
            insist(len(line) <= 64, "age header", "a line is too long")
            body, whole = body + line, len(line) < 64
        stanzas.append((words[1:], _unpadded(body)))
    last = data[end + 1 : close].decode("ascii", "replace")
    insist(last.startswith("--- ") and stanzas, "age header", "no MAC")
    return stanzas, data[: end + 4], _unpadded(last[4:]), close + 1


def _file_key(stanzas, scalars):
    for words, body in stanzas:
        if words[0] != "X25519":
            continue
        insist(len(words) == 2 and len(body) == 32, "age header", "a stanza of another form")
        share = _unpadded(words[1])
        insist(len(share) == 32, "age header", "a share of another length")
        for scalar in scalars:
            shared = x25519(scalar, share)
            insist(any(shared), "age header", "a share of low order")
            key = open_sealed(hkdf(shared, share + public_of(scalar), LABEL), bytes(12), body)
            if key is not None:
                return key
    raise Refusal("age header", "made for other readers")


def decrypt(data, scalars):
    """The plain bytes of an age file that one of the X25519 scalars opens."""
    stanzas, covered, mac, at = _header(data)
    key = _file_key(stanzas, scalars)
    insist(hmac.compare_digest(hmac.digest(hkdf(key, b"", b"header"), covered, hashlib.sha256), mac), "age header", "its MAC does not hold")
    nonce, at = data[at : at + 16], at + 16
    insist(len(nonce) == 16 and at < len(data), "age payload", "it is cut short")
    stream, plain, number = hkdf(key, nonce, b"payload"), [], 0
    while at < len(data):
        sealed = data[at : at + CHUNK + 16]
        last = at + len(sealed) == len(data)
        chunk = open_sealed(stream, number.to_bytes(11, "big") + bytes([last]), sealed)
        insist(chunk is not None, f"age payload at {at}", "a chunk does not open")
        insist(chunk or number == 0, f"age payload at {at}", "an empty chunk at the end")
        plain.append(chunk)
        at, number = at + len(sealed), number + 1
    return b"".join(plain)


def encrypt(plain, recipient, ephemeral, key, nonce):
    """An age file for one X25519 recipient; 32, 16 and 16 random bytes are the caller's to draw."""
    share, public = public_of(ephemeral), from_bech32(recipient, "age")
    wrap = hkdf(x25519(ephemeral, public), share + public, LABEL)
    def text(raw):
        return base64.b64encode(raw).decode().rstrip("=")

    header = f"age-encryption.org/v1\n-> X25519 {text(share)}\n{text(seal(wrap, bytes(12), key))}\n---".encode()
    mac = hmac.digest(hkdf(key, b"", b"header"), header, hashlib.sha256)
    stream, pieces = hkdf(key, nonce, b"payload"), [plain[at : at + CHUNK] for at in range(0, len(plain) or 1, CHUNK)]
    sealed = [
        seal(stream, number.to_bytes(11, "big") + bytes([number == len(pieces) - 1]), piece)
        for number, piece in enumerate(pieces)
    ]
    return header + f" {text(mac)}\n".encode() + nonce + b"".join(sealed)
