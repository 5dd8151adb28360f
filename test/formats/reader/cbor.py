"""CBOR (RFC 8949) as far as the formats use it: shortest heads, definite lengths, no tags, no key twice."""

import struct

from refusal import Refusal, insist

DEEPEST = 500


def decode(data, where):
    value, end = _item(data, 0, where, 0)
    insist(end == len(data), where, "bytes follow the CBOR")
    return value


def argument(data, at, where):
    """Major type, argument and the place after the head; the argument of floats is left as bytes."""
    insist(at < len(data), where, "CBOR is cut short")
    major, info = data[at] >> 5, data[at] & 31
    if info < 24:
        return major, info, at + 1
    insist(info <= 27, where, "CBOR of indefinite length or an unknown head")
    width = 1 << (info - 24)
    raw = data[at + 1 : at + 1 + width]
    insist(len(raw) == width, where, "CBOR is cut short")
    if major == 7:
        return major, raw, at + 1 + width
    value = int.from_bytes(raw, "big")
    insist(value >= (24, 2**8, 2**16, 2**32)[info - 24], where, "a CBOR head is longer than need be")
    return major, value, at + 1 + width


def _item(data, at, where, depth):
    insist(depth < DEEPEST, where, "CBOR is too deep")
    major, value, at = argument(data, at, where)
    if major == 0 or major == 1:
        insist(value < 2**53, where, "a number is too large")
        return (value if major == 0 else -1 - value), at
    if major == 2 or major == 3:
        raw = data[at : at + value]
        insist(len(raw) == value, where, "CBOR is cut short")
        return (bytes(raw) if major == 2 else _text(raw, where)), at + value
    if major == 4:
        items = []
        for _ in range(value):
            item, at = _item(data, at, where, depth + 1)
            items.append(item)
        return items, at
    if major == 5:
        pairs = {}
        for _ in range(value):
            key, at = _item(data, at, where, depth + 1)
            insist(isinstance(key, str), where, "a key is no text")
            insist(key not in pairs, where, "a key comes twice")
            pairs[key], at = _item(data, at, where, depth + 1)
        return pairs, at
    if major == 7:
        return _simple(value, where), at
    raise Refusal(where, "a CBOR tag")


def _text(raw, where):
    try:
        return bytes(raw).decode("utf-8")
    except UnicodeDecodeError:
        raise Refusal(where, "text is no UTF-8") from None


def _simple(value, where):
    known = {20: False, 21: True, 22: None}
    if isinstance(value, int):
        insist(value in known, where, "an unknown simple value")
        return known[value]
    insist(len(value) in (2, 4, 8), where, "an unknown simple value")
    return struct.unpack({2: ">e", 4: ">f", 8: ">d"}[len(value)], value)[0]
