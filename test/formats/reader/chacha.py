"""ChaCha20-Poly1305 (RFC 8439), for opening and sealing. Not in constant time: for tests alone.

ChaCha20 runs on all blocks of a message at once: each of its sixteen words is one long integer that has
that word of every block in a lane of 64 bits, of which the lower 32 are used.
"""

import hmac


def _keystream(key, nonce, counter, size):
    blocks = -(-size // 64)
    ones = int.from_bytes((b"\x01" + bytes(7)) * blocks, "little")
    low = ones * 0xFFFFFFFF
    words = [0x61707865, 0x3320646E, 0x79622D32, 0x6B206574]
    words += [int.from_bytes(key[i : i + 4], "little") for i in range(0, 32, 4)]
    words += [0] + [int.from_bytes(nonce[i : i + 4], "little") for i in range(0, 12, 4)]
    first = [ones * word for word in words]
    first[12] = int.from_bytes(b"".join((counter + i).to_bytes(8, "little") for i in range(blocks)), "little")
    x = first[:]

    def rotated(a, bits):
        return ((a << bits) & low) | (a >> (32 - bits) & low)

    def quarter(a, b, c, d):
        x[a] = (x[a] + x[b]) & low
        x[d] = rotated(x[d] ^ x[a], 16)
        x[c] = (x[c] + x[d]) & low
        x[b] = rotated(x[b] ^ x[c], 12)
        x[a] = (x[a] + x[b]) & low
        x[d] = rotated(x[d] ^ x[a], 8)
        x[c] = (x[c] + x[d]) & low
        x[b] = rotated(x[b] ^ x[c], 7)

    for _ in range(10):
        for column in range(4):
            quarter(column, 4 + column, 8 + column, 12 + column)
        for column in range(4):
            quarter(column, 4 + (column + 1) % 4, 8 + (column + 2) % 4, 12 + (column + 3) % 4)
    stream = bytearray(blocks * 64)
    for i in range(16):
        word = ((x[i] + first[i]) & low).to_bytes(blocks * 8, "little")
        for byte in range(4):
            stream[4 * i + byte :: 64] = word[byte::8]
    return bytes(stream[:size])


def _poly1305(key, message):
    r = int.from_bytes(key[:16], "little") & 0x0FFFFFFC0FFFFFFC0FFFFFFC0FFFFFFF
    sum_ = 0
    for at in range(0, len(message), 16):
        block = int.from_bytes(message[at : at + 16] + b"\x01", "little")
        sum_ = (sum_ + block) * r % (2**130 - 5)
    return ((sum_ + int.from_bytes(key[16:], "little")) % 2**128).to_bytes(16, "little")


def _tag(key, nonce, ciphertext):
    padding = bytes(-len(ciphertext) % 16)
    lengths = (0).to_bytes(8, "little") + len(ciphertext).to_bytes(8, "little")
    return _poly1305(_keystream(key, nonce, 0, 32), ciphertext + padding + lengths)


def _xored(key, nonce, data):
    stream = _keystream(key, nonce, 1, len(data))
    mixed = int.from_bytes(data, "little") ^ int.from_bytes(stream, "little")
    return mixed.to_bytes(len(data), "little")


def seal(key, nonce, plain):
    ciphertext = _xored(key, nonce, plain)
    return ciphertext + _tag(key, nonce, ciphertext)


def open_sealed(key, nonce, sealed):
    """The plain bytes, or None where the tag does not hold."""
    if len(sealed) < 16:
        return None
    ciphertext, tag = sealed[:-16], sealed[-16:]
    if not hmac.compare_digest(_tag(key, nonce, ciphertext), tag):
        return None
    return _xored(key, nonce, ciphertext)
