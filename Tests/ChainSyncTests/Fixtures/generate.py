#!/usr/bin/env python3
"""Writes the fixtures beside this file, from an independent reading of the rules.

Needs the package `cryptography` (43 or later). The output does not vary between runs.

    python3 generate.py
"""

import hashlib
import pathlib
import random

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, utils

HERE = pathlib.Path(__file__).parent
ORDER = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141
choose = random.Random(2009)


def write(name, columns, rows):
    lines = ["\t".join(columns)] + ["\t".join(str(cell) for cell in row) for row in rows]
    (HERE / name).write_text("\n".join(lines) + "\n")


def double(data):
    return hashlib.sha256(hashlib.sha256(data).digest()).digest()


def octets(count):
    return bytes(choose.getrandbits(8) for _ in range(count))


def signatures():
    prehashed = ec.ECDSA(utils.Prehashed(hashes.SHA256()), deterministic_signing=True)
    plain = ec.ECDSA(utils.Prehashed(hashes.SHA256()))

    def encoded(key, form):
        public = key.public_key()
        point = serialization.PublicFormat
        if form == "compressed":
            return public.public_bytes(serialization.Encoding.X962, point.CompressedPoint)
        data = public.public_bytes(serialization.Encoding.X962, point.UncompressedPoint)
        if form == "hybrid":
            return bytes([6 + data[64] % 2]) + data[1:]
        return data

    def verdict(key, digest, der):
        try:
            key.public_key().verify(der, digest, plain)
            return 1
        except InvalidSignature:
            return 0

    rows = []
    for number in range(12):
        key = ec.derive_private_key(int.from_bytes(octets(32), "big") % ORDER, ec.SECP256K1())
        other = ec.derive_private_key(number + 1, ec.SECP256K1())
        digest = octets(32)
        der = key.sign(digest, prehashed)
        r, s = utils.decode_dss_signature(der)
        low, high = min(s, ORDER - s), max(s, ORDER - s)
        cases = [
            ("low s", key, "compressed", digest, r, low),
            ("high s", key, "compressed", digest, r, high),
            ("uncompressed key", key, "uncompressed", digest, r, low),
            ("hybrid key", key, "hybrid", digest, r, low),
            ("other key", other, "compressed", digest, r, low),
            ("other digest", key, "compressed", octets(32), r, low),
            ("next r", key, "compressed", digest, r + 1, low),
            ("next s", key, "compressed", digest, r, low + 1),
            ("zero r", key, "compressed", digest, 0, low),
            ("zero s", key, "compressed", digest, r, 0),
            ("s is the order", key, "compressed", digest, r, ORDER),
            ("s past the order", key, "compressed", digest, r, low + ORDER),
        ]
        for story, signer, form, message, first, second in cases:
            written = utils.encode_dss_signature(first, second)
            rows.append((story, encoded(signer, form).hex(), message.hex(), written.hex(),
                         verdict(signer, message, written)))
    write("signatures.tsv", ("story", "publicKey", "digest", "der", "isValid"), rows)


def size(count):
    if count < 0xFD:
        return bytes([count])
    return b"\xfd" + count.to_bytes(2, "little")


def counted(data):
    return size(len(data)) + data


def serialize(version, inputs, outputs, lock_time):
    parts = [version.to_bytes(4, "little"), size(len(inputs))]
    parts += [spent + counted(script) + sequence for spent, script, sequence in inputs]
    parts += [size(len(outputs))] + [value + counted(script) for value, script in outputs]
    return b"".join(parts + [lock_time.to_bytes(4, "little")])


def signature_hash(version, inputs, outputs, lock_time, position, script, kind):
    base = kind & 31
    if base == 3 and position >= len(outputs):
        return (1).to_bytes(32, "little")
    kept = []
    for index, (spent, _, sequence) in enumerate(inputs):
        mine = index == position
        if kind & 128 and not mine:
            continue
        if base in (2, 3) and not mine:
            sequence = bytes(4)
        kept.append((spent, script if mine else b"", sequence))
    if base == 2:
        outputs = []
    elif base == 3:
        outputs = [(b"\xff" * 8, b"")] * position + [outputs[position]]
    return double(serialize(version, kept, outputs, lock_time) + kind.to_bytes(4, "little"))


def signature_hashes():
    rows = []
    for number in range(16):
        inputs = [(octets(36), octets(choose.randrange(80)), octets(4))
                  for _ in range(1 + number % 4)]
        outputs = [(octets(8), octets(choose.choice((25, 35, 67, 300))))
                   for _ in range(1 + number % 3)]
        version, lock_time = choose.getrandbits(31), choose.getrandbits(32)
        script = bytes([0x76, 0xA9, 20]) + octets(20) + bytes([0x88, 0xAC])
        transaction = serialize(version, inputs, outputs, lock_time)
        for kind in (0, 1, 2, 3, 4, 0x81, 0x82, 0x83, 0xFF):
            position = choose.randrange(len(inputs))
            digest = signature_hash(version, inputs, outputs, lock_time, position, script, kind)
            rows.append((transaction.hex(), script.hex(), position, kind, digest.hex()))
    write("signature-hashes.tsv", ("transaction", "script", "input", "type", "digest"), rows)


def merkle_roots():
    """The leaves are the double hashes of their index in four little-endian bytes."""

    def root(level):
        while len(level) > 1:
            if len(level) % 2:
                level = level + level[-1:]
            level = [double(level[i] + level[i + 1]) for i in range(0, len(level), 2)]
        return level[0]

    rows = [(count, root([double(i.to_bytes(4, "little")) for i in range(count)]).hex())
            for count in [*range(1, 18), 255, 2000]]
    write("merkle-roots.tsv", ("leaves", "root"), rows)


def compact(value):
    length = (value.bit_length() + 7) // 8
    mantissa = value << 8 * (3 - length) if length <= 3 else value >> 8 * (length - 3)
    if mantissa & 0x800000:
        mantissa, length = mantissa >> 8, length + 1
    return mantissa | length << 24


def targets():
    limit = (1 << 224) - 1
    rows = []
    for _ in range(60):
        target = choose.getrandbits(choose.randrange(150, 225)) + 1
        bits = compact(target)
        exponent, mantissa = bits >> 24, bits & 0x7FFFFF
        target = mantissa << 8 * (exponent - 3)
        seconds = choose.choice((choose.randrange(1, 6_000_000), -5, 302_399, 4_838_401, 1_209_600))
        clamped = min(max(seconds, 302_400), 4_838_400)
        following = compact(min(target * clamped // 1_209_600, limit))
        rows.append((f"{bits:08x}", f"{target:064x}", f"{(1 << 256) // (target + 1):064x}", seconds,
                     f"{following:08x}"))
    write("targets.tsv", ("bits", "target", "work", "periodSeconds", "nextBits"), rows)


signatures()
signature_hashes()
merkle_roots()
targets()
