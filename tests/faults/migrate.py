"""Libraries of older versions of khao become those of this one, whatever happens meanwhile.

`tests/data/library/version-N.db` was made by the khao that had tables of version N, and `version-N.jsonl` is
what it exported then.
"""

import json
import os
import re
import shutil
import sqlite3
import subprocess

from rig import inject, no_strace, other_user
from terminal import Reader

DATA = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../data/library")


def version(path):
    db = sqlite3.connect(path)
    try:
        return db.execute("PRAGMA user_version").fetchone()[0]
    finally:
        db.close()


def told(path):
    """What an export of that time told of each document."""
    return [json.loads(line) for line in open(path)]


def within(old, new):
    """Whether all of `old` is in `new`, which may tell more."""
    if isinstance(old, dict):
        return isinstance(new, dict) and all(within(v, new.get(k)) for k, v in old.items())
    if isinstance(old, list):
        return isinstance(new, list) and len(old) == len(new) and all(map(within, old, new))
    return old == new


def whole(rig, library, expected):
    """What is missing in a library that was brought up."""
    done = rig.run(library, "export")
    now = [json.loads(line) for line in done.stdout.splitlines()]
    wrong = [] if within(expected, now) else [f"{len(now)} of {len(expected)} documents, or other ones: {done.stderr.decode()}"]
    return wrong + rig.unsound(library)


def sound(path):
    """Whether a file, as it lies there with its log, is a whole database; that only the copy is looked at."""
    folder = path + ".look"
    os.mkdir(folder)
    try:
        for end in ("", "-wal", "-journal"):
            if os.path.exists(path + end):
                shutil.copy(path + end, os.path.join(folder, "x" + end))
        db = sqlite3.connect(os.path.join(folder, "x"))
        found = [r[0] for r in db.execute("PRAGMA integrity_check")], db.execute("PRAGMA user_version").fetchone()[0]
        db.close()
        return found[0] == ["ok"], found[1]
    except sqlite3.DatabaseError:
        return False, None
    finally:
        shutil.rmtree(folder)


def killed(rig, rounds):
    current = version(rig.first)
    found = {int(re.search(r"version-(\d+)\.db$", f)[1]): os.path.join(DATA, f)
             for f in sorted(os.listdir(DATA)) if f.endswith(".db")}
    older = {n: f for n, f in found.items() if n < current}
    for n in range(1, current):
        if n not in older:
            rig.row(f"a library of version {n}", 0, [f"there is no {DATA}/version-{n}.db to try it with"])
    for n, source in older.items():
        expected = told(source[:-3] + ".jsonl")
        plain(rig, n, source, expected, current)
        at_once(rig, n, source, expected, rounds)
        if no_strace():
            rig.skip(f"version {n} brought up, killed at each write", no_strace())
        else:
            sweep(rig, n, source, expected, current, rounds)


def plain(rig, n, source, expected, current):
    """Undisturbed; then where nothing may be written, and where there is no room."""
    library = shutil.copy(source, rig.empty())
    done = rig.run(library, "list")
    wrong = [] if not done.returncode and b"brought to this version" in done.stderr else [f"{done.returncode} {done.stderr.decode()}"]
    wrong += whole(rig, library, expected)
    copy = f"{library}.version-{n}"
    if version(library) != current or sound(copy) != (True, n):
        wrong.append(f"it is of version {version(library)}, its copy is {sound(copy)}")
    if rig.run(library, "list").stderr:
        wrong.append("a second start has something to tell")
    times = 1
    before = other_user()
    if before is not None:
        library = shutil.copy(source, rig.empty())
        os.chmod(library, 0o444)
        os.chmod(os.path.dirname(library), 0o555)
        done = rig.run(library, "list", before=before)
        os.chmod(os.path.dirname(library), 0o755)
        said = b"an older khao made it" in done.stderr or done.stdout
        if not said or done.returncode < 0 or open(library, "rb").read() != open(source, "rb").read():
            wrong.append(f"read-only: {done.returncode} {done.stderr.decode()}")
        times += 1
    if not no_strace():
        for call, fault in (("pwrite64", "error=ENOSPC:when=2+"), ("pwrite64", "error=ENOSPC:when=60+"),
                            ("fsync,fdatasync", "error=EIO:when=1+"), ("rename,renameat,renameat2", "error=EACCES")):
            library = shutil.copy(source, rig.empty())
            done = rig.run(library, "list", before=inject(call, fault))
            if done.returncode < 0 or (done.returncode and not done.stderr):
                wrong.append(f"{call} {fault}: {done.returncode} {done.stderr.decode()}")
            if not sound(library)[0]:
                wrong.append(f"{call} {fault}: the library is not whole")
            wrong += [f"{call} {fault}: {w}" for w in whole(rig, library, expected)]
            times += 1
    rig.row(f"a library of version {n} brought up", times, wrong)


def at_once(rig, n, source, expected, rounds):
    """Several programs start on it at once; a reader among them."""
    wrong = []
    times = max(3, rounds // 4)
    for _ in range(times):
        library = shutil.copy(source, rig.empty())
        reader = Reader(rig, library)
        children = [rig.start(library, "list") for _ in range(4)]
        for child in children:
            _, err = child.communicate()
            if child.returncode:
                wrong.append(f"{child.returncode} {err.decode()}")
        try:
            reader.see(f"Library {len(expected)}")
        except AssertionError as e:
            wrong.append(str(e))
        reader.end()
        copy = f"{library}.version-{n}"
        if sound(copy) != (True, n):
            wrong.append(f"the copy is {sound(copy)}")
        wrong += whole(rig, library, expected)
        rig.drop(library)
    rig.row(f"five programs bring up version {n} at once", times, wrong)


def sweep(rig, n, source, expected, current, rounds):
    """Killed at each write, or at so many of them as there are rounds for."""
    for calls in ("pwrite64", "fsync,fdatasync", "rename,renameat,renameat2", "unlink,unlinkat", "ftruncate"):
        log = os.path.join(rig.folder, "calls")
        library = shutil.copy(source, rig.empty())
        subprocess.run(["strace", "-f", "-qq", "-o", log, "-e", f"trace={calls}", *rig.command(library, "list")],
                       env=rig.env, capture_output=True)
        last = sum("(" in line for line in open(log))
        rig.drop(library)
        most = max(4, rounds * 2)
        steps = sorted({1 + i * last // most for i in range(most)}) if last > most else range(1, last + 1)
        wrong, early, states = [], 0, {}
        for step in steps:
            library = shutil.copy(source, rig.empty())
            done = rig.run(library, "list", before=inject(calls, f"signal=KILL:when={step}"))
            early += done.returncode != 0
            ok, now = sound(library)
            copy = f"{library}.version-{n}"
            states[now] = states.get(now, 0) + 1
            if not ok or now not in (n, current):
                wrong.append(f"{calls} {step}: whole: {ok}, version {now}")
            # As soon as it is another version, the copy of the old one is there.
            if now != n and (not os.path.exists(copy) or sound(copy) != (True, n)):
                wrong.append(f"{calls} {step}: it is of version {now}, and its copy is not there")
            wrong += [f"{calls} {step}: {w}" for w in whole(rig, library, expected)]
            if version(library) != current:
                wrong.append(f"{calls} {step}: it is not brought up by the next start")
            if sound(copy) != (True, n):
                wrong.append(f"{calls} {step}: the copy afterwards is {sound(copy)}")
            left = [f for f in os.listdir(os.path.dirname(library)) if f.endswith(".part")]
            wrong += [f"{calls} {step}: {left} is left"] * bool(left)
            rig.drop(library)
        note = f"It was killed {early} times; left {', '.join(f'version {v} {k} times' for v, k in states.items())}."
        if last and not early:
            wrong.append("no fault was met")
        rig.row(f"version {n} brought up, killed at one of {last} {calls}", len(steps), wrong, note)
