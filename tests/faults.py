#!/usr/bin/env python3
"""What happens to a library when the program, the disk or the file fails.

    tests/faults.py target/release/khao [--rounds N]

Every row says what was tried, how often, and what was lost, which must be nothing: what was told as kept
is there, no document is half, and the library opens by itself. A row whose tool or right is missing says
loudly that it was skipped; any other failure makes exit code 1.
"""

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time

COMMENTS = 4
N = 240


def documents(n=N):
    """So many documents, in khao's own format, half of them Thai."""
    lines = []
    for i in range(n):
        words = "แม่น้ำล้นตลิ่งท่วมเมืองเก่า " if i % 2 else "The river rose and flooded the old town. "
        comments = [{"id": f"c{i}-{c}", "author": f"Ann {c}", "text": f"{words} {c}", "parent": None if c == 0 else 0}
                    for c in range(COMMENTS)]
        lines.append(json.dumps({"khao": 1, "url": f"https://a.example/{i}", "title": f"News {i}",
                                 "blocks": [words * 20, f"{i} {words}" * 5], "comments": comments},
                                ensure_ascii=False))
    return "\n".join(lines) + "\n"


class Rig:
    def __init__(self, khao, folder):
        self.khao = os.path.abspath(khao)
        self.folder = folder
        self.input = os.path.join(folder, "in.jsonl")
        with open(self.input, "w") as f:
            f.write(documents())
        self.env = {"HOME": folder, "PATH": os.environ["PATH"], "LANG": "C.UTF-8"}
        self.rows = []
        self.failed = False

    def command(self, library, *args):
        return [self.khao, "--library", library, *args]

    def run(self, library, *args, before=(), **more):
        return subprocess.run([*before, *self.command(library, *args)], env=self.env, capture_output=True,
                              timeout=120, **more)

    def fresh(self):
        """A new library that has the documents that ship."""
        folder = tempfile.mkdtemp(dir=self.folder)
        library = os.path.join(folder, "library.db")
        assert self.run(library, "list").returncode == 0
        return library

    def kept(self, library):
        """The documents of a library, by identity, whole."""
        out = self.run(library, "export").stdout
        return {d["id"]: d for d in map(json.loads, out.splitlines())}

    def check(self, library, acked):
        """What of `acked` is lost or half; and whether the library is sound."""
        start = time.monotonic()
        there = self.kept(library)
        slow = time.monotonic() - start > 5
        lost = [i for i in acked if i not in there]
        half = [d for d in there.values() if d["url"] and "a.example" in d["url"]
                and (len(d["comments"]) != COMMENTS or len(d["blocks"]) != 2)]
        doctor = self.run(library, "doctor")
        wrong = [] if doctor.returncode == 0 else [doctor.stderr.decode()]
        if slow:
            wrong.append("slow to open")
        return len(lost), len(half), wrong

    def row(self, name, times, lost, half, wrong, note=""):
        bad = lost or half or wrong
        self.failed |= bool(bad)
        print(f"{'BAD ' if bad else 'ok  '} {name}: {times} times, {lost} lost, {half} half. {note}"
              + "".join(f"\n     {w}" for w in wrong[:3]), flush=True)

    def skip(self, name, why):
        print(f"\n*** SKIPPED: {name}: {why} ***\n", flush=True)


def acks(out):
    """Identities of what was told as kept; a line that was cut is none."""
    found = []
    for line in out.splitlines():
        try:
            found.append(json.loads(line)["id"])
        except (ValueError, KeyError):
            pass
    return found


def total(rig, name, runs, note=""):
    lost = half = 0
    wrong = []
    n = 0
    for library, acked in runs:
        got = rig.check(library, acked)
        lost, half, wrong = lost + got[0], half + got[1], wrong + got[2]
        shutil.rmtree(os.path.dirname(library), ignore_errors=True)
        n += 1
    rig.row(name, n, lost, half, wrong, note() if callable(note) else note)


def killed(rig, rounds):
    start = time.monotonic()
    rig.run(rig.fresh(), "import", "--json", "--batch", "5", rig.input)
    whole = time.monotonic() - start

    def runs():
        for _ in range(rounds):
            library = rig.fresh()
            child = subprocess.Popen(rig.command(library, "import", "--json", "--batch", "5", rig.input), env=rig.env,
                                     stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
            threading.Timer(random.uniform(0, whole), child.kill).start()
            out = child.communicate()[0]
            yield library, acks(out)

    total(rig, "killed at random moments of an import", runs())


def sweep(rig, rounds):
    if not shutil.which("strace"):
        return rig.skip("faults of single system calls", "there is no strace")
    probe = subprocess.run(["strace", "-o", "/dev/null", "true"], capture_output=True)
    if probe.returncode:
        return rig.skip("faults of single system calls", "strace may not trace here")
    cases = []
    for call in ("pwrite64", "fsync,fdatasync"):
        steps = sorted({1 + i * 200 // rounds for i in range(rounds)})
        cases.append((f"killed at the Nth {call}", call, [f"signal=KILL:when={n}" for n in steps]))
    cases.append(("a sync fails", "fsync,fdatasync", [f"error=EIO:when={n}" for n in (2, 3, 5, 8)] + ["error=EIO:when=4+3"]))
    cases.append(("no room at a write", "pwrite64", [f"error=ENOSPC:when={n}" for n in (3, 9, 27)] + ["error=ENOSPC:when=20+11"]))
    for name, call, faults in cases:
        hit = []

        def runs():
            for fault in faults:
                library = rig.fresh()
                before = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={call}", "-e", f"inject={call}:{fault}"]
                done = rig.run(library, "import", "--json", "--batch", "5", rig.input, before=before)
                hit.append(done.returncode != 0)
                yield library, acks(done.stdout)
        total(rig, name, runs(), lambda: f"The import ended early {sum(hit)} times.")


def repeated(rig, rounds):
    """Interrupted and repeated is as if it had never been interrupted."""
    whole = rig.fresh()
    rig.run(whole, "import", rig.input)
    expected = rig.run(whole, "export").stdout
    wrong = []
    for _ in range(max(2, rounds // 10)):
        library = rig.fresh()
        child = subprocess.Popen(rig.command(library, "import", "--batch", "5", rig.input), env=rig.env,
                                 stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(random.uniform(0.02, 0.4))
        child.kill()
        child.wait()
        again = rig.run(library, "import", "--json", rig.input)
        if again.returncode or rig.run(library, "export").stdout != expected:
            wrong.append("the libraries differ")
        third = rig.run(library, "import", "--json", rig.input).stdout
        if any(json.loads(line)["was"] != "same" for line in third.splitlines()):
            wrong.append("importing again changed something")
    rig.row("interrupted, then repeated", max(2, rounds // 10), 0, 0, wrong)


def two(rig):
    library = rig.fresh()
    half = os.path.join(rig.folder, "half.jsonl")
    with open(half, "w") as f:
        f.write(documents(N // 2))
    children = [subprocess.Popen(rig.command(library, "import", "--json", "--batch", "5", path), env=rig.env,
                                 stdout=subprocess.PIPE, stderr=subprocess.PIPE) for path in (rig.input, half, rig.input)]
    out = [c.communicate() for c in children]
    wrong = [err.decode() for (_, err), c in zip(out, children) if c.returncode or err]
    lost, half, more = rig.check(library, acks(b"".join(o for o, _ in out)))
    rig.row("three programs import at once", 1, lost, half, wrong + more)


def full_disk(rig):
    name = "a disk of 2 MB that is full"
    mount = tempfile.mkdtemp(dir=rig.folder)
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", mount], capture_output=True).returncode:
        return rig.skip(name, "mounting is not allowed")
    try:
        library = os.path.join(mount, "library.db")
        rig.run(library, "list")
        done = rig.run(library, "import", "--json", "--batch", "5", rig.input)
        wrong = [] if b"disk is full" in done.stderr and done.returncode == 1 else ["it did not say that the disk is full"]
        lost, half, more = rig.check(library, acks(done.stdout))
        search = rig.run(library, "search", "river")
        if search.returncode or not search.stdout:
            wrong.append("reading did not go on")
        rig.row(name, 1, lost, half, wrong + more, f"{len(acks(done.stdout))} documents fitted.")
    finally:
        subprocess.run(["umount", mount])


def read_only(rig):
    name = "a folder that may only be read"
    library = rig.fresh()
    folder = os.path.dirname(library)
    before = []
    if os.geteuid() == 0:
        if not shutil.which("setpriv"):
            return rig.skip(name, "there is no setpriv")
        before = ["setpriv", "--reuid", "65534", "--clear-groups"]
        os.chmod(rig.folder, 0o755)
        os.chmod(library, 0o644)
    os.chmod(folder, 0o555)
    # The program itself must be in reach of that user.
    program = os.path.join(rig.folder, "khao")
    shutil.copy(rig.khao, program)
    own, rig.khao = rig.khao, program
    try:
        listed = rig.run(library, "list", before=before)
        wrong = []
        if listed.returncode or len(listed.stdout.splitlines()) != 5 or b"only read" not in listed.stderr:
            wrong.append(f"list: {listed.returncode} {listed.stderr.decode()}")
        done = rig.run(library, "import", rig.input, before=before)
        if done.returncode != 1 or b"read-only" not in done.stderr:
            wrong.append(f"import: {done.returncode} {done.stderr.decode()}")
        rig.row(name, 1, 0, 0, wrong)
    finally:
        rig.khao = own
        os.chmod(folder, 0o755)


def damaged(rig):
    wrong = []
    harms = {
        "head zeroed": lambda b: b"\0" * 100 + b[100:],
        "cut to half": lambda b: b[:len(b) // 8192 * 4096],
        "a page of noise": lambda b: b[:4096 * 9] + os.urandom(4096) + b[4096 * 10:],
    }
    for what, harm in harms.items():
        library = rig.fresh()
        rig.run(library, "import", rig.input)
        with open(library, "rb") as f:
            bad = harm(f.read())
        with open(library, "wb") as f:
            f.write(bad)
        listed = rig.run(library, "list")
        kept = [f for f in os.listdir(os.path.dirname(library)) if ".damaged-" in f]
        # Noise may hit a page that a list does not read; then doctor finds it.
        told = b"was damaged" in listed.stderr or rig.run(library, "doctor").returncode == 1
        if listed.returncode or not told or (kept and open(os.path.join(os.path.dirname(library), kept[0]), "rb").read() != bad):
            wrong.append(f"{what}: {listed.returncode} {listed.stderr.decode()}")
    rig.row("a file that others damaged", len(harms), 0, 0, wrong)


def export_killed(rig, rounds):
    library = rig.fresh()
    rig.run(library, "import", rig.input)
    whole = rig.run(library, "export").stdout
    wrong = []
    target = os.path.join(rig.folder, "out.jsonl")
    for _ in range(max(4, rounds // 4)):
        child = subprocess.Popen(rig.command(library, "export", "--output", target), env=rig.env)
        time.sleep(random.uniform(0, 0.08))
        child.kill()
        child.wait()
        if os.path.exists(target):
            if open(target, "rb").read() != whole:
                wrong.append("the file is half")
            os.unlink(target)
    rig.row("killed while exporting", max(4, rounds // 4), 0, 0, wrong)


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("khao")
    args.add_argument("--rounds", type=int, default=20)
    args.add_argument("--seed", type=int, default=1)
    args = args.parse_args()
    random.seed(args.seed)
    with tempfile.TemporaryDirectory() as folder:
        rig = Rig(args.khao, folder)
        killed(rig, args.rounds)
        sweep(rig, args.rounds)
        repeated(rig, args.rounds)
        two(rig)
        full_disk(rig)
        read_only(rig)
        damaged(rig)
        export_killed(rig, args.rounds)
        sys.exit(1 if rig.failed else 0)


main()
