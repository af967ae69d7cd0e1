"""Clocks that are wrong, that jump, and days that have 25 hours."""

import glob
import json
import os
import re
import subprocess
import time

from terminal import Reader

CLOCKS = {
    "a year ago": "-1y",
    "in ten years": "+10y",
    "the last second of 32 bits": "@2038-01-19 03:14:05",
    "after 32 bits": "@2040-06-01 12:00:00",
    "the beginning of time": "@1970-01-01 00:00:05",
    "the hour that comes twice": "@2026-10-25 00:59:55",
    "the hour that never was": "@2026-03-29 00:59:55",
}
# A day's moment that lies in the past of some clocks and in the future of others.
DOCUMENT = {"khao": 1, "url": "https://c.example/%d", "title": "Told %d", "blocks": ["The river rose again."],
            "published": "2026-06-01T12:00:00Z",
            "comments": [{"id": "x%d", "text": "I saw it.", "time": "2026-06-02T12:00:00Z", "parent": None}]}


def library_of_faketime():
    found = glob.glob("/usr/lib/*/faketime/libfaketimeMT.so.1") + glob.glob("/usr/lib/faketime/libfaketimeMT.so.1")
    return found[0] if found else None


def at(when, folder=None):
    """The variables under which a program sees another clock. The clock that only counts stays true, as it
    does where somebody sets the other one."""
    env = {"LD_PRELOAD": library_of_faketime(), "FAKETIME_DONT_FAKE_MONOTONIC": "1", "TZ": "Europe/Berlin"}
    if folder:
        path = os.path.join(folder, "clock")
        with open(path, "w") as f:
            f.write(when)
        return {**env, "FAKETIME_TIMESTAMP_FILE": path, "FAKETIME_NO_CACHE": "1"}
    return {**env, "FAKETIME": when}


def skipped(rig, name):
    if library_of_faketime() is None:
        rig.skip(name, "there is no faketime")
        return True
    year = subprocess.run(["date", "+%Y"], env={**rig.env, **at("@2040-06-01 12:00:00")}, capture_output=True).stdout
    if year != b"2040\n":
        rig.skip(name, "faketime does not work here")
        return True
    return False


def told(n):
    return "".join(json.dumps(DOCUMENT).replace("%d", str(i)) + "\n" for i in range(n))


def negative(text):
    """Ages and times that cannot be."""
    return re.findall(r"(?<![\w-])[-−]\d+\s*(?:s|m|h|d|min|hours?|days?|weeks?|นาที|ชม|วัน)\b", text)


def wrong(rig, _rounds):
    name = "a clock that is wrong"
    if skipped(rig, name):
        return
    bad = []
    source = rig.write("told.jsonl", told(6))
    orders = set()
    for what, when in CLOCKS.items():
        library = rig.empty()
        env = at(when)
        first = rig.run(library, "import", "--json", source, env=env)
        if first.returncode or len(first.stdout.splitlines()) != 6:
            bad.append(f"{what}: import: {first.stderr.decode()}")
        for args in (["list"], ["search", "river"], ["print"], ["export"], ["doctor"]):
            done = rig.run(library, *args, env=env)
            if done.returncode or done.stderr or not done.stdout:
                bad.append(f"{what}: {args[0]}: {done.returncode} {done.stderr.decode()}")
            if args[0] != "export" and negative(done.stdout.decode()):
                bad.append(f"{what}: {args[0]} tells of {negative(done.stdout.decode())}")
        again = rig.run(library, "import", "--json", source, env=env)
        if any(json.loads(line)["was"] != "same" for line in again.stdout.splitlines()):
            bad.append(f"{what}: importing again changed something")
        for language in ("en", "th"):
            reader = Reader(rig, library, "--language", language, env=env)
            try:
                shown = reader.see("11")
                reader.send("G\r")
                shown += reader.see("I saw it.")
                if negative(shown):
                    bad.append(f"{what}: the screen tells of {negative(shown)}")
            except AssertionError as e:
                bad.append(f"{what}: {e}")
            _, code = reader.end()
            bad += [f"{what}: the reader: exit code {code}"] * bool(code)
        orders.add(tuple(rig.kept(library)))
        bad += [f"{what}: {u}" for u in rig.unsound(library)]
        rig.drop(library)
    if len(orders) != 1:
        bad.append("the order in which documents came depends on the clock")
    rig.row(name, len(CLOCKS), bad)


def jumps(rig, _rounds):
    """Between two starts, and under a running program, to and fro."""
    name = "a clock that jumps"
    if skipped(rig, name):
        return
    bad = []
    library = rig.empty()
    order = []
    for n, when in enumerate(["+0", "+10y", "-1y", "@2038-01-19 03:14:07", "+0"]):
        source = rig.write(f"part{n}.jsonl", json.dumps(DOCUMENT).replace("%d", str(n)))
        out = rig.run(library, "import", "--json", source, env=at(when)).stdout
        order += [json.loads(line)["id"] for line in out.splitlines()]
    if list(rig.kept(library))[-5:] != order:
        bad.append("the order in which documents came is lost")
    reader_folder = os.path.dirname(library)
    reader = Reader(rig, library, env=at("+0", reader_folder))
    try:
        reader.see("Library 10")
        for when in ("+10y", "-1y", "@2038-01-19 03:14:06", "@2026-10-25 00:59:59", "-10y", "+0"):
            at(when, reader_folder)
            for keys in ("j", "m", "\r", "j", "g2", "q"):
                reader.send(keys)
                reader.quiet(0.05)
            shown = reader.see("Library 10")
            if negative(shown):
                bad.append(f"{when}: the screen tells of {negative(shown)}")
    except AssertionError as e:
        bad.append(str(e))
    took, code = reader.end()
    if code or took > 5:
        bad.append(f"the reader: exit code {code} after {took:.1f} s")
    read = sum(json.loads(line)["read"] for line in rig.run(library, "list").stdout.splitlines())
    if read < 6:
        bad.append(f"only {read} of 6 marks are there")
    # An import over whose head the clock goes back and forth.
    other = rig.fresh()
    env = {**rig.env, **at("+0", reader_folder)}
    child = subprocess.Popen(rig.command(other, "import", "--batch", "5", rig.input), env=env,
                             stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    n = 0
    while child.poll() is None:
        at(("-1y", "+10y", "@2038-01-19 03:14:07", "+0")[n % 4], reader_folder)
        n += 1
        time.sleep(0.01)
    if child.returncode or rig.run(other, "export").stdout != rig.run(rig.large, "export").stdout:
        bad.append(f"the import: {child.communicate()[1].decode()}")
    child.communicate()
    rig.row(name, 5 + 6 + n, bad + rig.unsound(library) + rig.unsound(other))
