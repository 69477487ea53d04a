"""Verify an exported ledger: ``python verify_ledger.py FILE KEYFILE``.

Stands alone: Python 3.9 or later, nothing installed. FILE is the export as JSON lines, KEYFILE has the key as 64 hexadecimal
digits. Every entry or line that was changed, removed, inserted or moved is named; the exit code is 0 when there is nothing to
name, 1 when there is, 2 when the files cannot be read. The format is described in ledger-format.md.
"""

from __future__ import annotations

import hmac
import json
import re
import sys
import unicodedata
from decimal import Decimal, InvalidOperation

VERSION = 1
ENTRY = [
    "id",
    "sequence",
    "date",
    "reference_type",
    "reference_id",
    "subtype",
    "number",
    "reference",
    "costable",
    "user_id",
    "recorded_at",
    "reverses",
    "first_line_id",
    "line_count",
]
LINE = [
    "id",
    "entry_id",
    "index",
    "date",
    "account_id",
    "debit",
    "credit",
    "currency_code",
    "exchange_rate",
    "amount",
    "contact_id",
    "item_id",
    "branch_id",
    "warehouse_id",
    "project_id",
    "tax_rate_id",
    "tax_percentage",
    "note",
]
END = ["organization", "chain", "base_currency", "entries", "lines", "chain_head", "exported_at"]
OWNER = END[:3]


def canonical(kind, row, fields):
    """The bytes that a seal is made of."""
    parts = [bytes([VERSION]), kind]
    for name in fields:
        value = row.get(name)
        if value is None:
            parts.append(b"\xff\xff\xff\xff")
        else:
            data = unicodedata.normalize("NFC", str(value)).encode("utf-8", "surrogatepass")
            parts += [len(data).to_bytes(4, "big"), data]
    return b"".join(parts)


class Verifier:
    """Reads the lines of a file one by one and collects what is wrong."""

    def __init__(self, key):
        self.key = key
        self.faults = []
        self.tried = self.fitting = 0  # seals looked at, and those that the key makes
        self.sequence = 0
        self.lines = 0
        self.hash = bytes(32)
        self.behind = {self.hash}  # what the last entry's hash was when it was written: as stored, or as recomputed
        self.lost = False  # whether it may be neither
        self.ended = False
        self.owner = None

    def read(self, number, text):
        """One line of the file."""
        try:
            value = json.loads(text)
        except (ValueError, RecursionError):
            self.say(number, "is not JSON")
            return
        if not isinstance(value, dict):
            self.say(number, "is not an object")
        elif self.ended:
            self.say(number, "was inserted: it stands behind the end")
        elif number == 1:
            self.begin(number, value)
        elif "end" in value:
            self.end(number, value["end"])
        elif isinstance(value.get("entry"), dict) and isinstance(value.get("lines"), list):
            self.entry(number, value["entry"], [line for line in value["lines"] if isinstance(line, dict)])
        else:
            self.say(number, "is neither an entry nor the end")

    def begin(self, number, value):
        """The first line."""
        if value.get("format") != "bigcapital-ledger" or value.get("version") != VERSION:
            raise ValueError("this is not a ledger that this program knows")
        self.owner = [value.get(name) for name in OWNER]

    def entry(self, number, row, own):
        """One entry with its lines."""
        name, place = f"entry {row.get('id')}", whole(row.get("sequence"))
        sealed = self.fits(b"E", row, ENTRY)
        if place <= self.sequence:
            self.say(number, f"{name} was inserted or moved: its place {place} comes later than it stands")
            return
        gone = place > self.sequence + 1 and sealed
        if gone:
            last = place - 1
            self.say(
                number,
                f"before {name}: "
                + (f"entries {self.sequence + 1} to {last} were" if last > self.sequence + 1 else f"entry {last} was")
                + " removed",
            )
        before = len(self.faults)
        if not sealed:
            self.say(number, f"{name} was changed: its seal does not fit")
        self.check_lines(number, name, row, own)
        self.check_balance(number, name, own)
        hashes = self.hashes(row, own)
        stored = unhex(row.get("hash"))
        provable = len(self.faults) == before and not gone and not self.lost
        if stored not in hashes and provable:
            self.say(number, f"{name} was changed or comes from another past: its hash does not follow the entry before it")
        self.lost = stored not in hashes and not provable
        self.behind = {stored} if stored in hashes or len(hashes) > 16 else hashes | {stored}
        self.sequence, self.hash = (place if sealed else self.sequence + 1), stored
        self.lines += len(own)

    def end(self, number, end):
        """The last line, against what was read."""
        self.ended = True
        if not isinstance(end, dict) or not self.fits(b"X", end, END):
            self.say(number, "the end was changed: its seal does not fit")
            return
        if [end[name] for name in OWNER] != self.owner:
            self.say(1, "names another ledger than the end")
        if whole(end["entries"]) != self.sequence:
            self.say(number, f"the tail was cut: the ledger had {end['entries']} entries, the file ends with {self.sequence}")
        elif unhex(end["chain_head"]) != self.hash:
            self.say(number, "the last entry is not the one that the ledger ended with")

    def finish(self):
        """After the last line of the file."""
        if not self.ended:
            self.faults.append("the file was cut: it has no end")
        if self.tried and not self.fitting:
            return ["no seal in the file fits the key: it is the key of another ledger, or all of the file was made without it"]
        return self.faults

    def check_lines(self, number, name, row, own):
        """That the lines are those that the entry promises, as they were written."""
        first, count = whole(row.get("first_line_id")), whole(row.get("line_count"))
        seen = set()
        for line in own:
            id = whole(line.get("id"))
            if not first <= id < first + count or id in seen:
                self.say(number, f"line {id} of {name} was inserted: the entry has none of this id")
            elif not self.fits(b"L", line, LINE):
                self.say(number, f"line {id} of {name} was changed: its seal does not fit")
            seen.add(id)
        if len(own) < count:
            for id in [id for id in range(first, first + min(count, 100000)) if id not in seen][:1000]:
                self.say(number, f"line {id} of {name} was removed")
        if [whole(line.get("id")) for line in own] != sorted(seen):
            self.say(number, f"the lines of {name} were moved")

    def check_balance(self, number, name, own):
        """That debits equal credits."""
        try:
            difference = sum(Decimal(line["debit"]) - Decimal(line["credit"]) for line in own)
        except (InvalidOperation, KeyError, TypeError):
            return  # a line that says no amounts has no seal that fits, and was named
        if difference:
            self.say(number, f"{name} does not balance: it is off by {difference}")

    def hashes(self, row, own):
        """What the entry's hash should be: from its seals as stored or as recomputed, behind each candidate."""
        made = set()
        stored = unhex(row.get("seal")), [unhex(line.get("seal")) for line in own]
        again = self.mac(canonical(b"E", row, ENTRY)), [self.mac(canonical(b"L", line, LINE)) for line in own]
        for previous in self.behind:
            for seal, seals in (stored, again):
                made.add(self.mac(previous + seal + b"".join(seals)))
        return made

    def fits(self, kind, row, fields):
        """Whether a row's seal is the one that its values make, and it has no value under another name."""
        known = {*fields, "seal", "hash"} if kind == b"E" else {*fields, "seal"}
        fitting = row.keys() <= known and hmac.compare_digest(self.mac(canonical(kind, row, fields)), unhex(row.get("seal")))
        self.tried += 1
        self.fitting += fitting
        return fitting

    def mac(self, message):
        """The keyed hash."""
        return hmac.new(self.key, message, "sha256").digest()

    def say(self, number, what):
        """Something is wrong at this line of the file."""
        self.faults.append(f"line {number} of the file: {what}")


def whole(value):
    """A whole number, or -1 for what is none."""
    return int(value) if isinstance(value, str) and re.fullmatch(r"[0-9]{1,18}", value) else -1


def unhex(value):
    """The bytes of hexadecimal text, or none."""
    return bytes.fromhex(value) if isinstance(value, str) and re.fullmatch(r"(?:[0-9a-f]{2})*", value) else b""


def verify(lines, key):
    """Everything that is wrong with an exported ledger (an iterable of its lines of text)."""
    verifier = Verifier(key)
    for number, text in enumerate(lines, start=1):
        verifier.read(number, text)
    return verifier.finish()


def main(arguments):
    """The command line."""
    if len(arguments) != 2:
        print("usage: python verify_ledger.py FILE KEYFILE", file=sys.stderr)
        return 2
    try:
        with open(arguments[1], encoding="ascii") as file:
            key = bytes.fromhex(file.read().strip())
        if len(key) != 32:
            raise ValueError("KEYFILE does not hold a key of 64 hexadecimal digits")
        with open(arguments[0], encoding="utf-8", errors="surrogateescape") as file:
            faults = verify(file, key)
    except (OSError, ValueError) as error:
        print(f"cannot read: {error}", file=sys.stderr)
        return 2
    for fault in faults:
        print(fault)
    if not faults:
        print("the ledger verifies")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
