#!/usr/bin/env python3
"""Checks verdict files against docs/verdict-schema.json, and the schema against them.

Usage: check-verdict-schema.py [verdict.json ...]

Without arguments it takes the reviewed fixtures of Tests/ReportsTests. Besides each file
itself it checks that the schema is strict: with any key taken away, or one added, at any depth
that the schema describes, the file must be refused. Needs the Python package jsonschema.
"""

import copy
import json
import pathlib
import sys

import jsonschema


def objects(value):
    """Every object in the document, so that it can be damaged in place."""
    if isinstance(value, dict):
        yield value
        for member in value.values():
            yield from objects(member)
    elif isinstance(value, list):
        for member in value:
            yield from objects(member)


def check(path, validator):
    document = json.loads(path.read_text(encoding="utf-8"))
    errors = [f"{error.json_path}: {error.message}" for error in validator.iter_errors(document)]
    if errors:
        return errors
    accepted = []
    for index, original in enumerate(objects(document)):
        for key in [*original, "surprise"]:
            damaged = copy.deepcopy(document)
            target = list(objects(damaged))[index]
            if key in target:
                del target[key]
            else:
                target[key] = 1
            if validator.is_valid(damaged):
                accepted.append(f"object {index} may lack or gain '{key}'")
    return accepted


def main():
    root = pathlib.Path(__file__).resolve().parent
    while not (root / "docs/verdict-schema.json").exists():
        if root == root.parent:
            sys.exit("docs/verdict-schema.json is in no folder above this script")
        root = root.parent
    schema = json.loads((root / "docs/verdict-schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    fixtures = root / "Tests/ReportsTests/Fixtures/comparison"
    paths = [pathlib.Path(name) for name in sys.argv[1:]] or sorted(fixtures.glob("*.json"))
    if not paths:
        sys.exit(f"no verdict file in {fixtures}")
    failed = False
    for path in paths:
        errors = check(path, validator)
        failed = failed or bool(errors)
        print(f"{path.name}: {'ok' if not errors else 'refused'}")
        for error in errors:
            print(f"  {error}")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
