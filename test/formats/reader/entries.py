"""Headers, pieces of runs and their chains, as docs/formats.md has them."""

import hashlib
import re
import struct

from cbor import argument, decode
from curves import ed25519_holds
from refusal import insist

HEADER_BYTES, BODY_BYTES, PIECE_ENTRIES, NO_BODY = 512, 1024 * 1024, 20_000, 0xFFFFFFFF
SCOPE = re.compile(rb"[A-Za-z0-9_.-]{1,64}")


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def read_header(data, where):
    """The eight parts of a header; refuses every spelling but the one."""
    insist(len(data) <= HEADER_BYTES, where, "a header is too long")
    major, count, at = argument(data, 0, where)
    insist(major == 4 and count == 8, where, "a header is no array of eight")
    parts = []
    for expected in (0, 2, 0, 2, 3, 2, 0, 0):
        major, value, at = argument(data, at, where)
        insist(major == expected, where, "a header has a part of another type")
        if major == 0:
            insist(value < 2**53, where, "a number is too large")
            parts.append(value)
            continue
        insist(major == 3 or value == 32, where, "a header has a hash of another length")
        insist(at + value <= len(data), where, "a header is cut short")
        parts.append(bytes(data[at : at + value]))
        at += value
    insist(at == len(data), where, "bytes follow a header")
    v, log, seq, prev, scope, body_hash, body_size, claimed_at = parts
    insist(v == 1, where, "a header of another version")
    insist(seq >= 1 and (seq == 1) == (prev == bytes(32)), where, "seq and prev do not go together")
    insist(SCOPE.fullmatch(scope), where, "a scope of another form")
    insist(1 <= body_size <= BODY_BYTES, where, "a body of no lawful size")
    return log, seq, prev, scope.decode(), body_hash, body_size, claimed_at


def read_pieces(data, where):
    """Each piece of a chunk as its log and its entries (header, signature, body or None)."""
    at = 0

    def take(size):
        nonlocal at
        insist(at + size <= len(data), where, "a piece is cut short")
        at += size
        return data[at - size : at]

    while at < len(data):
        log, (count,) = take(32), struct.unpack(">I", take(4))
        insist(1 <= count <= PIECE_ENTRIES, where, f"a piece claims {count} entries")
        entries = []
        for _ in range(count):
            (size,) = struct.unpack(">H", take(2))
            insist(size <= HEADER_BYTES, where, "a header is too long")
            header, signature, (size,) = take(size), take(64), struct.unpack(">I", take(4))
            insist(size == NO_BODY or size <= BODY_BYTES, where, "a body is too long")
            entries.append((header, signature, None if size == NO_BODY else take(size)))
        yield log, entries


def check_piece(log, entries, where):
    """Verifies a piece by itself: form, chain, body hashes, last signature.

    Its first seq and prev, its last seq and id, the kinds of its open bodies, and its bytes.
    """
    before, first, kinds, size = None, None, [], 0
    for header, signature, body in entries:
        own, seq, prev, scope, body_hash, body_size, _ = read_header(header, where)
        place = f"{where}, {log.hex()[:8]} {seq}"
        insist(own == log, place, "an entry of another log")
        if before:
            insist(seq == before[0] + 1 and prev == before[1], place, "the chain is broken")
        if body is not None:
            insist(len(body) == body_size and sha256(body) == body_hash, place, "a body is not its header's")
            kinds.append(_kind(body, place) if scope in ("public", "federation") else "sealed")
        else:
            kinds.append("not carried")
        before = (seq, sha256(header, signature))
        first = first or (seq, prev)
        size += len(header) + len(signature) + len(body or b"")
    header, signature, _ = entries[-1]
    insist(ed25519_holds(log, header, signature), where, "the last signature of a piece does not hold")
    return first, before, kinds, size


def _kind(body, where):
    """What an open body says it is; one that is not understood is lawful and counts for nothing."""
    try:
        value = decode(body, where)
    except Exception:
        return "not understood"
    kind = value.get("kind") if isinstance(value, dict) else None
    return kind if isinstance(kind, str) else "not understood"
