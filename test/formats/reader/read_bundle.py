"""Reads a .caravan or a .welcome by the words of docs/formats.md and docs/formats-bundle.md alone.

    read_bundle.py FILE KEY        KEY: the federation's secret in hex, or an AGE-SECRET-KEY-1…

Prints what the file holds as JSON; refuses a file that breaks any rule with a line on standard error and 1.
It shares no code with the app: that the two agree is what it is for.
"""

import json
import struct
import sys
import zlib
from base64 import urlsafe_b64encode
from collections import Counter

from age_file import decrypt, from_bech32, hkdf
from cbor import decode
from curves import ed25519_holds
from entries import check_piece, read_pieces, sha256
from refusal import Refusal, insist

PAYLOAD_BYTES, CHUNK_BYTES, RANGES, BLOB_BYTES = 8 * 1024 * 1024, 8 * 1024 * 1024, 60_000, 1024 * 1024
MANIFEST, RUNS, BLOB, WELCOME, TRAILER = 1, 2, 3, 16, 127

def text_of(id_bytes):
    return urlsafe_b64encode(id_bytes).decode().rstrip("=")

def scalar_of(key):
    if key.upper().startswith("AGE-SECRET-KEY-1"):
        return from_bech32(key, "age-secret-key-")
    return hkdf(bytes.fromhex(key), b"", b"chumak federation bundle v1")

def frames_of(plain):
    """Type, payload, and the seal before each frame, to the trailer with which the stream ends."""
    insist(len(plain) >= 10 and plain[:8] in (b"caravan\n", b"welcome\n"), 0, "it is no bundle")
    insist(plain[8:10] == b"\x00\x01", 8, "it is of a version not known")
    seal, at = sha256(plain[:10]), 10
    while True:
        insist(at + 38 <= len(plain), at, "it ends without its trailer")
        head = plain[at : at + 38]
        kind, flags, size = struct.unpack(">BBI", head[:6])
        insist(flags <= 1, at, "flags not known")
        insist(size <= PAYLOAD_BYTES, at, "a part is too large")
        payload = plain[at + 38 : at + 38 + size]
        insist(len(payload) == size and sha256(payload) == head[6:], at, "the hash of a part does not match")
        insist(not (flags and kind in (MANIFEST, RUNS, WELCOME, TRAILER)), at, "a part that is not optional")
        insist(flags or kind in (MANIFEST, RUNS, WELCOME, TRAILER), at, "a part that is optional, or not known")
        yield at, kind, payload, seal
        at += 38 + size
        if kind == TRAILER:
            insist(at == len(plain), at, "bytes follow the trailer")
            return
        seal = sha256(seal, head)

def read_manifest(payload):
    manifest = decode(payload, "manifest")
    insist(isinstance(manifest, dict), "manifest", "it is no map")

    def field(name, fits):
        insist(name in manifest and fits(manifest[name]), "manifest", name)

    whole = lambda n: type(n) is int and n >= 0
    text = lambda least, most: lambda t: isinstance(t, str) and least <= len(t.encode("utf-16-le")) // 2 <= most
    id_ = lambda b: isinstance(b, bytes) and len(b) == 32
    field("federation", id_)
    field("federationName", text(0, 120))
    field("maker", id_)
    field("makerHandle", text(1, 60))
    field("makerCommune", lambda t: t is None or text(1, 120)(t))
    field("madeAt", lambda n: type(n) is int)
    field("entries", whole)
    field("entryBytes", whole)
    field("ranges", lambda r: isinstance(r, list) and len(r) <= RANGES)
    for r in manifest["ranges"]:
        insist(isinstance(r, list) and len(r) == 5 and all(id_(r[i]) for i in (0, 3, 4)), "manifest", "a range")
        insist(whole(r[1]) and whole(r[2]) and 1 <= r[1] <= r[2], "manifest", "a range")
        insist((r[1] == 1) == (r[3] == bytes(32)), "manifest", "a range")
    blobs = manifest.setdefault("blobs", {"count": 0, "bytes": 0})
    insist(isinstance(blobs, dict) and whole(blobs.get("count")) and whole(blobs.get("bytes")), "manifest", "blobs")
    counted = sum(to - from_ + 1 for _, from_, to, _, _ in manifest["ranges"])
    insist(counted == manifest["entries"], "manifest", "it counts its entries wrongly")
    return manifest

def unpack(payload, at):
    insist(len(payload) >= 4, at, "a chunk has no size")
    (size,) = struct.unpack(">I", payload[:4])
    insist(size <= CHUNK_BYTES, at, "a chunk is too large")
    unpacker = zlib.decompressobj(-15)
    try:
        data = unpacker.decompress(payload[4:], size + 1)
    except zlib.error:
        raise Refusal(at, "a chunk cannot be unpacked") from None
    insist(len(data) == size and unpacker.eof and not unpacker.unused_data, at, "a chunk is not of the size it claims")
    return data

class Ledger:
    """Holds the pieces against the manifest's ranges: in their order, each whole, nothing else."""

    def __init__(self, ranges):
        self.ranges, self.index, self.reached = ranges, 0, None

    def take(self, at, log, first, last):
        insist(self.index < len(self.ranges), at, "a piece that was not promised")
        promised, from_, to, before, head = self.ranges[self.index]
        seq, prev = self.reached or (from_ - 1, before)
        insist(log == promised and first == (seq + 1, prev) and last[0] <= to, at, "a piece that was not promised")
        self.reached = last
        if last[0] == to:
            insist(last[1] == head, at, "a range ends otherwise than promised")
            self.index, self.reached = self.index + 1, None

def read(plain):
    manifest = welcome = ledger = None
    kinds, entry_bytes, blobs = Counter(), 0, {}
    blob_count = blob_bytes = 0
    for at, kind, payload, seal in frames_of(plain):
        if kind == WELCOME:
            insist(plain[:8] == b"welcome\n" and at == 10, at, "a part in the wrong place")
            welcome = decode(payload, "welcome")
        elif kind == MANIFEST:
            insist(manifest is None, at, "a second manifest")
            manifest = read_manifest(payload)
            ledger = Ledger(manifest["ranges"])
        elif kind == RUNS:
            insist(ledger and blob_count == 0, at, "runs in the wrong place")
            for log, entries in read_pieces(unpack(payload, at), at):
                first, last, of_piece, size = check_piece(log, entries, at)
                ledger.take(at, log, first, last)
                kinds.update(of_piece)
                entry_bytes += size
        elif kind == BLOB:
            insist(ledger, at, "a blob before the manifest")
            insist(1 <= len(payload) <= BLOB_BYTES, at, "a blob of no lawful size")
            blob_count, blob_bytes = blob_count + 1, blob_bytes + len(payload)
            blobs[text_of(sha256(payload))] = len(payload)
        elif kind == TRAILER:
            promised = manifest and manifest["blobs"]
            as_promised = promised and (blob_count, blob_bytes) == (promised["count"], promised["bytes"])
            insist(as_promised, at, "blobs other than promised")
            insist(manifest and len(payload) == 96 and payload[:32] == seal, at, "the trailer ends something else")
            signed = b"chumak bundle v1\x00" + seal
            insist(ed25519_holds(manifest["maker"], signed, payload[32:]), at, "the maker's signature does not hold")
    insist((plain[:8] == b"welcome\n") == (welcome is not None), 10, "a welcome without its head")
    insist(ledger.index == len(ledger.ranges), "end", "not all that was promised is there")

    return told(manifest, welcome, kinds, entry_bytes, blobs)

def told(manifest, welcome, kinds, entry_bytes, blobs):
    heads = {}
    followed = {(log, before) for log, _, _, before, _ in manifest["ranges"]}
    for log, _, to, _, head in manifest["ranges"]:
        if (log, head) not in followed:
            heads.setdefault(text_of(log), []).append({"seq": to, "id": text_of(head)})
    for tips in heads.values():
        tips.sort(key=lambda tip: tip["id"])
    return {
        "federation": text_of(manifest["federation"]),
        "federationName": manifest["federationName"],
        "maker": text_of(manifest["maker"]),
        "makerHandle": manifest["makerHandle"],
        "makerCommune": manifest["makerCommune"],
        "madeAt": manifest["madeAt"],
        "entries": manifest["entries"],
        "entryBytes": entry_bytes,
        "kinds": dict(sorted(kinds.items())),
        "blobs": dict(sorted(blobs.items())),
        "heads": heads,
        "welcome": welcome and text_of(welcome["device"]),
    }

def main(path, key):
    with open(path, "rb") as file:
        data = file.read()
    try:
        print(json.dumps(read(decrypt(data, [scalar_of(key)])), ensure_ascii=False, indent=2))
    except Refusal as refusal:
        sys.exit(f"refused: {refusal}")

if __name__ == "__main__":
    main(*sys.argv[1:])
