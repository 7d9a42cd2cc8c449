"""Prints the answers of the benchmarks sync/header-hash and sync/merkle-root.

Independent of the package: Python's hashlib and the layout of a block header. Run with python3.
"""

import hashlib
import struct

MERKLE_ROOT = bytes.fromhex("4a5e1e4baab89f3a32518a88c31bc87f618f76673e2cc77ab2127b7afdeda33b")[::-1]


def double_sha256(data):
    return hashlib.sha256(hashlib.sha256(data).digest()).digest()


def header(previous, nonce):
    """The genesis header with another previous hash and nonce."""
    fields = struct.pack("<III", 1231006505, 0x1D00FFFF, nonce)
    return struct.pack("<i", 1) + previous + MERKLE_ROOT + fields


genesis = double_sha256(header(bytes(32), 2083236893))
assert genesis[::-1].hex() == "000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f"

previous, nonce = bytes(32), 2083236893
for index in range(1000):
    previous, nonce = double_sha256(header(previous, nonce)), index
print("header-hash", previous[::-1].hex())

level = [double_sha256(header(bytes(32), index)) for index in range(2000)]
while len(level) > 1:
    if len(level) % 2:
        level.append(level[-1])
    level = [double_sha256(level[i] + level[i + 1]) for i in range(0, len(level), 2)]
print("merkle-root", level[0][::-1].hex())
