"""What all rows share: the program under test, libraries of their own, and what became of them."""

import functools
import json
import os
import shutil
import subprocess
import tempfile
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
        # A copy that every user may run, wherever the original lies.
        self.khao = os.path.join(folder, "khao")
        shutil.copy(khao, self.khao)
        os.chmod(folder, 0o755)
        self.folder = folder
        self.input = self.write("in.jsonl", documents())
        # The keys that the rows press count on one row for each document, while the reader is still finding
        # which of them tell one story.
        os.makedirs(os.path.join(folder, ".config", "khao"))
        self.write(".config/khao/settings.toml", "stories = false\n")
        self.env = {"HOME": folder, "PATH": os.environ["PATH"], "LANG": "C.UTF-8", "TERM": "xterm-256color"}
        self.failed = False
        self.skipped = []
        self.readers = []

    def write(self, name, text):
        path = os.path.join(self.folder, name)
        with open(path, "wb") as f:
            f.write(text if isinstance(text, bytes) else text.encode())
        return path

    def command(self, library, *args):
        return [self.khao, "--library", library, *args]

    def run(self, library, *args, before=(), env=None, **more):
        return subprocess.run([*before, *self.command(library, *args)], env={**self.env, **(env or {})},
                              capture_output=True, timeout=120, **more)

    def start(self, library, *args, before=(), **more):
        return subprocess.Popen([*before, *self.command(library, *args)], env=self.env, stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE, **more)

    def empty(self):
        """Where a library may come to be, in a folder of its own."""
        return os.path.join(tempfile.mkdtemp(dir=self.folder), "library.db")

    @functools.cached_property
    def first(self):
        library = self.empty()
        assert self.run(library, "list").returncode == 0
        return library

    def fresh(self):
        """A new library that has the documents that ship."""
        return shutil.copy(self.first, self.empty())

    @functools.cached_property
    def large(self):
        library = self.fresh()
        assert self.run(library, "import", self.input).returncode == 0
        return library

    def full(self):
        """A library that has all documents."""
        return shutil.copy(self.large, self.empty())

    def drop(self, library):
        shutil.rmtree(os.path.dirname(library), ignore_errors=True)

    def kept(self, library):
        """The documents of a library, by identity, whole, in the order in which they came."""
        out = self.run(library, "export").stdout
        return {d["id"]: d for d in map(json.loads, out.splitlines())}

    def check(self, library, acked):
        """How many of `acked` are lost, how many are half, and what else is wrong with the library."""
        start = time.monotonic()
        there = self.kept(library)
        slow = time.monotonic() - start > 5
        lost = [i for i in acked if i not in there]
        half = [d for d in there.values() if "a.example" in (d["url"] or "")
                and (len(d["comments"]) != COMMENTS or len(d["blocks"]) != 2)]
        wrong = self.unsound(library)
        if slow:
            wrong.append("slow to open")
        return len(lost), len(half), wrong

    def unsound(self, library):
        """What is wrong with a library that must be whole."""
        doctor = self.run(library, "doctor")
        wrong = [] if doctor.returncode == 0 else [doctor.stderr.decode()]
        return wrong + [f"{f} was set aside" for f in os.listdir(os.path.dirname(library)) if ".damaged-" in f]

    def row(self, name, times, wrong, note="", lost=0, half=0):
        bad = lost or half or wrong
        self.failed |= bool(bad)
        print(f"{'BAD ' if bad else 'ok  '} {name}: {times} times, {lost} lost, {half} half. {note}"
              + "".join(f"\n     {w}" for w in wrong[:5]), flush=True)

    def total(self, name, runs, note=""):
        """A row out of libraries and what was told of each as kept."""
        lost = half = n = 0
        wrong = []
        for library, acked in runs:
            got = self.check(library, acked)
            lost, half, wrong = lost + got[0], half + got[1], wrong + got[2]
            self.drop(library)
            n += 1
        self.row(name, n, wrong, note() if callable(note) else note, lost, half)

    def skip(self, name, why):
        self.skipped.append(name)
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


@functools.cache
def no_strace():
    """Why strace cannot be used here, if so."""
    if not shutil.which("strace"):
        return "there is no strace"
    probe = subprocess.run(["strace", "-o", "/dev/null", "true"], capture_output=True)
    return "strace may not trace here" if probe.returncode else None


def inject(calls, fault, *more):
    """Runs a program with a fault in its system calls."""
    return ["strace", "-f", "-qq", *more, "-o", "/dev/null", "-e", f"trace={calls}", "-e", f"inject={calls}:{fault}"]


def other_user():
    """Runs a program as a user who owns nothing here; nothing to do where we are no root. None where that
    cannot be done."""
    if os.geteuid() != 0:
        return []
    return ["setpriv", "--reuid", "65534", "--clear-groups"] if shutil.which("setpriv") else None
