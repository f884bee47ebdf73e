#!/usr/bin/env python3
"""Puts C++ sources into batches that are compiled as one file each: two sources share a batch only where neither
mentions a name that the other has in an anonymous namespace, no header of one mentions such a type of the other,
and both mean the same by what they take there from elsewhere. What is left to clash does so loudly, in the compiler.

usage: cmake/batches.py SOURCE...
Prints a line a source, "BATCH;SOURCE", in the order given; batches are numbered from 0.
"""

import collections
import functools
import pathlib
import re
import sys

LARGEST = 12
ROOT = pathlib.Path(__file__).resolve().parent.parent
HEADER_PLACES = [ROOT / place for place in ("include", "src", "tests", ".")]

# Texts, characters and comments.
NOT_CODE = re.compile(
    r'R"(?P<mark>\w*)\(.*?\)(?P=mark)"|"(?:\\.|[^"\\\n])*"|(?<![0-9])\'(?:\\.|[^\'\\\n])+\'|//[^\n]*|/\*.*?\*/', re.DOTALL)
ANONYMOUS = re.compile(r"^namespace \{$(.*?)^\}  // namespace$", re.DOTALL | re.MULTILINE)
UNQUALIFIED = re.compile(r"(?<![\w:.>])\w+")
WORD = re.compile(r"\w+")
TEST_MACRO = re.compile(r"(TEST|INSTANTIATE)\w*\s*\(")
ALIAS = re.compile(r"using (\w+)\s*=")
USING = re.compile(r"using ((?:\w+::)*(\w+))$")
TYPE = re.compile(r"\b(?:enum class|enum|struct|class)\s+(\w+)")
ATTRIBUTE = re.compile(r"\[\[.*?\]\]")
ARGUMENTS = re.compile(r"<[^<>]*>")
INCLUDE = re.compile(r'^#include "([^"]+)"$', re.MULTILINE)
BOUNDS = re.compile(r"\[[^\]]*\]")
FUNCTION = re.compile(r"([\w:]+|operator\S+)\s*\(")

# What a source has for itself (names, types among them), takes from elsewhere (name to what it stands for), and
# what it mentions, with and without the namespace, and what its headers do.
Source = collections.namedtuple("Source", "name names types taken words unqualified header_words")


def plain(text):
    return NOT_CODE.sub('""', text)


def statements(block):
    """The declarations of a namespace, without their bodies."""
    flat, depth = [], 0
    for character in block:
        if character == "{":
            flat.append("{}" if depth == 0 else "")
            depth += 1
        elif character == "}":
            depth -= 1
        elif depth == 0:
            flat.append(character)
    return [found for found in map(str.strip, re.split(r"\{\}|;", "".join(flat))) if found]


def bare(statement):
    """What stands before the value, without attributes, arguments of templates and bounds of arrays."""
    left = ATTRIBUTE.sub("", statement)
    while ARGUMENTS.search(left):
        left = ARGUMENTS.sub("", left)
    head = left.split("=")[0]
    return BOUNDS.sub("", left if "(" in head else head)


def declared_type(statement):
    if match := ALIAS.match(statement):
        return match[1]
    left = bare(statement)
    match = TYPE.search(left) if "(" not in left else None
    return match[1] if match else None


def declared_name(statement):
    left = bare(statement)
    if match := FUNCTION.search(left):
        return match[1].split("::")[-1]
    words = WORD.findall(left)
    return words[-1] if words else None


def headers(path, text):
    """The project's own headers that a source includes."""
    for name in INCLUDE.findall(text):
        found = next((place / name for place in [path.parent, *HEADER_PLACES] if (place / name).is_file()), None)
        if found:
            yield found.resolve()


@functools.cache
def words_of_header(path):
    """With those of the headers that it includes."""
    text = path.read_text(encoding="utf-8")
    return frozenset(WORD.findall(plain(text))).union(*map(words_of_header, headers(path, text)))


def read(name):
    path = pathlib.Path(name)
    text = path.read_text(encoding="utf-8")
    names, types, taken = set(), set(), {}
    for block in map(plain, ANONYMOUS.findall(text)):
        for statement in statements(block):
            if TEST_MACRO.match(statement):
                continue
            if match := USING.match(statement):
                taken[match[2]] = match[1]
            elif found := declared_type(statement):
                types.add(found)
            elif found := declared_name(statement):
                names.add(found)
    code = plain(text)
    return Source(name, names | types, types, taken, set(WORD.findall(code)), set(UNQUALIFIED.findall(code)),
                  frozenset().union(*map(words_of_header, headers(path, text))))


def bothers(one, other):
    """Whether what is in one source could change what the other means."""
    if one.names & other.words or one.types & other.header_words:
        return True
    return any((name in other.unqualified or name in other.taken) and other.taken.get(name) != meant
               for name, meant in one.taken.items())


def get_along(one, other):
    return not bothers(one, other) and not bothers(other, one)


def batches(sources):
    made = []
    for source in sources:
        fitting = (batch for batch in made if len(batch) < LARGEST and all(get_along(source, each) for each in batch))
        batch = next(fitting, None)
        if batch is None:
            made.append([source])
        else:
            batch.append(source)
    return made


def main():
    sources = [read(name) for name in sys.argv[1:]]
    place = {source.name: number for number, batch in enumerate(batches(sources)) for source in batch}
    for name in sys.argv[1:]:
        print(f"{place[name]};{name}")


if __name__ == "__main__":
    main()
