"""A disk on which every sync takes two seconds: the reader goes on, and what was done is kept."""

import json
import os
import signal
import statistics
import time

from rig import inject, no_strace
from terminal import Reader

HANGS = 2.0
# Reading, marking, leaving and opening; the shelf has the five documents that ship.
KEYS = ["\r", "j", "d", "g2", "J", "J", "m", "q", "j", "m", "j", "m", "k", "\r", "j", "q", "j", "m", "k"]


def syncs(rig, _rounds):
    name = "every sync takes two seconds"
    if no_strace():
        return rig.skip(name, no_strace())
    times, states, ends = {}, {}, {}
    wrong = []
    for what, fault in (("usual", None), ("slow", f"delay_enter={int(HANGS * 1e6)}")):
        library = rig.fresh()
        # Without a fault it is traced as well, so that the two can be compared.
        before = inject("fsync,fdatasync", fault or "delay_enter=1", "--seccomp-bpf")
        reader = Reader(rig, library, before=before)
        reader.see("Library 5")
        times[what] = []
        for key in KEYS:
            times[what].append(reader.time(key, most=5))
            # As fast as one types, so that the syncs of the first are going on under the later ones.
            time.sleep(0.12)
        # An opening may wait for what was to be kept before it; the keys meanwhile may not.
        ends[what], code = reader.end("Q")
        if code:
            wrong.append(f"{what}: exit code {code}")
        states[what] = [d.get("state", {}).get("read") for d in rig.kept(library).values()]
        wrong += rig.unsound(library)
    most = max(times["slow"])
    # The bound is generous for the machine's sake: a frame that waits for a sync waits for all of it.
    if most > HANGS / 2:
        key = KEYS[times["slow"].index(most)]
        wrong.append(f"a frame took {most:.2f} s after {key!r}")
    if ends["slow"] > 20:
        wrong.append(f"it took {ends['slow']:.1f} s to end")
    if not any(states["usual"]):
        wrong.append("nothing was marked")
    ms = {what: f"{statistics.median(t) * 1e3:.1f}, at most {max(t) * 1e3:.1f} ms" for what, t in times.items()}
    rig.row(name, len(KEYS), wrong, f"Key to frame {ms['slow']}; without delay {ms['usual']}. "
            f"Ending took {ends['slow']:.1f} s.")
    ends_at_once(rig)


def ends_at_once(rig):
    """Many marks, and the end at once, by a key or a signal: all are kept, whatever a sync takes."""
    wrong, ends, lost = [], [], 0
    for ending in ("Q", signal.SIGTERM, signal.SIGHUP):
        library = rig.fresh()
        before = inject("fsync,fdatasync", f"delay_enter={int(HANGS * 1e6)}", "--seccomp-bpf")
        reader = Reader(rig, library, before=before)
        reader.see("Library 5")
        for _ in range(5):
            reader.send("mj")
            time.sleep(0.05)
        if ending != "Q":
            children = open(f"/proc/{reader.pid}/task/{reader.pid}/children").read().split()
            os.kill(int(children[-1]), ending)
        took, code = reader.end("Q" if ending == "Q" else "")
        ends.append(f"{took:.1f} s")
        if code not in ((0,) if ending == "Q" else (-ending, 128 + ending)):
            wrong.append(f"{ending!r}: exit code {code}")
        if took > 15:
            wrong.append(f"{ending!r}: it took {took:.1f} s")
        read = [d["read"] for d in map(json.loads, rig.run(library, "list").stdout.splitlines())]
        lost += 5 - sum(read)
        wrong += rig.unsound(library)
    rig.row("five marks and the end at once, on such a disk", 15, wrong, f"Ending took {', '.join(ends)}.", lost)
