#!/usr/bin/env python3
"""Lays folded text out a second time, by other means, for the fixtures named *.boxes.

Usage: layout_oracle.py FOLDED [WIDTH [MINIMUM]] > BOXES

Every line is a box: depth, start, weight, own weight, name, with tabs between. Children are in
dictionaries of names, sorted as bytes, and placed by recursion; those below the minimum share
(MINIMUM pixels of WIDTH) are left out, and their siblings close up.
"""

import sys

sys.setrecursionlimit(100_000)


class Node:
    def __init__(self):
        self.children = {}
        self.own = 0

    def total(self):
        return self.own + sum(child.total() for child in self.children.values())


def read(path):
    root = Node()
    with open(path, "rb") as file:
        for line in file:
            stack, _, count = line.rstrip(b"\n").rpartition(b" ")
            if not stack:
                continue
            node = root
            for name in stack.split(b";"):
                for mark in (b"_[k]", b"_[i]", b"_[j]"):
                    name = name.removesuffix(mark)
                node = node.children.setdefault(name, Node())
            node.own += int(count)
    return root


def boxes(name, node, depth, start, least):
    yield depth, start, node.total(), node.own, name
    for child_name in sorted(node.children):
        child = node.children[child_name]
        if child.total() < least or child.total() == 0:
            continue
        yield from boxes(child_name, child, depth + 1, start, least)
        start += child.total()


def lay_out(path, width=1200.0, minimum=0.1):
    root = read(path)
    return list(boxes(b"all", root, 0, 0, root.total() * minimum / width))


if __name__ == "__main__":
    numbers = [float(argument) for argument in sys.argv[2:]]
    for depth, start, total, own, name in lay_out(sys.argv[1], *numbers):
        print(depth, start, total, own, name.decode(), sep="\t")
