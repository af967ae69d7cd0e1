"""The link is cut while somebody reads and types: the next start stands where they were."""

import json
import os
import shutil
import signal
import sqlite3
import statistics
import time

from rig import other_user
from terminal import Reader


def sitting(connection):
    """What the library remembers of the screen."""
    row = connection.execute("SELECT value FROM fact WHERE name = 'sitting'").fetchone()
    return json.loads(row[0]) if row else {}


def hangup(rig, rounds):
    wrong, lost, saves, ends = [], 0, [], []
    library = rig.full()
    looks_on = sqlite3.connect(f"file:{library}?mode=ro", uri=True)
    draft = ""
    for n in range(rounds):
        reader = Reader(rig, library)
        if n == 0:
            reader.see("Library 245")
            reader.send("\r")
            reader.see("Comments")
            reader.send("g2JJgn")
        else:
            # It goes on in the note, where it was.
            # What does not fit on the screen is not shown.
            if not reader.wait_for(draft[-60:]):
                wrong.append(f"{n}: the note is not there")
        reader.quiet()
        draft += f".{n}"
        reader.send(f".{n}")
        reader.quiet()
        start = time.monotonic()
        os.kill(reader.pid, signal.SIGHUP)
        while not sitting(looks_on).get("cut") and time.monotonic() - start < 5:
            time.sleep(0.0005)
        saves.append((time.monotonic() - start) * 1e3)
        while not reader.over() and time.monotonic() - start < 5:
            time.sleep(0.0005)
        ends.append((time.monotonic() - start) * 1e3)
        reader.kill()
        if reader.code != -signal.SIGHUP:
            wrong.append(f"{n}: exit code {reader.code}")
        kept = (sitting(looks_on).get("draft") or {}).get("text", "")
        lost += kept != draft
    looks_on.close()
    wrong += rig.unsound(library)
    rig.drop(library)
    rig.row("the link is cut in the middle of a note", rounds, wrong,
            f"Kept within {statistics.median(saves):.0f}, at most {max(saves):.0f} ms; "
            f"ended within {statistics.median(ends):.0f}, at most {max(ends):.0f} ms.", lost)


def read_only(rig, _rounds):
    name = "the same where the library is only read, in a kiosk and elsewhere"
    before = other_user()
    if before is None:
        return rig.skip(name, "there is no setpriv")
    wrong = []
    library = rig.fresh()
    folder = os.path.dirname(library)
    os.chmod(library, 0o444)
    os.chmod(folder, 0o555)
    bytes_before = open(library, "rb").read()
    for args in ((), ("--kiosk",)):
        for ending in ("Q", signal.SIGHUP):
            reader = Reader(rig, library, *args, before=before)
            reader.see("Library 5")
            reader.send("\r")
            reader.see("Comments")
            reader.send("gnhalf a note")
            if not reader.wait_for("half a note"):
                wrong.append("no note can be typed")
            reader.quiet()
            if ending == "Q":
                reader.send("\x1b")
                reader.quiet()
            else:
                os.kill(reader.pid, ending)
            took, code = reader.end("Q" if ending == "Q" else "")
            if code != (0 if ending == "Q" else -ending) or took > 2:
                wrong.append(f"{args} {ending!r}: exit code {code} after {took:.1f} s")
    if open(library, "rb").read() != bytes_before or os.listdir(folder) != ["library.db"]:
        wrong.append(f"something was written: {os.listdir(folder)}")
    os.chmod(folder, 0o755)
    shutil.rmtree(folder)
    rig.row(name, 4, wrong)
