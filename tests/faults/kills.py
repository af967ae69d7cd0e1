"""The program is killed, or a system call fails."""

import json
import os
import random
import signal
import subprocess
import threading
import time

from rig import acks, documents, inject, no_strace, N
from terminal import Reader


def random_moments(rig, rounds):
    start = time.monotonic()
    rig.run(rig.fresh(), "import", "--json", "--batch", "5", rig.input)
    whole = time.monotonic() - start

    def runs():
        for _ in range(rounds):
            library = rig.fresh()
            child = rig.start(library, "import", "--json", "--batch", "5", rig.input)
            threading.Timer(random.uniform(0, whole), child.kill).start()
            yield library, acks(child.communicate()[0])

    rig.total("killed at random moments of an import", runs())


def system_calls(rig, rounds):
    if no_strace():
        return rig.skip("faults of single system calls", no_strace())
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
                done = rig.run(library, "import", "--json", "--batch", "5", rig.input, before=inject(call, fault))
                hit.append(done.returncode != 0)
                yield library, acks(done.stdout)
        rig.total(name, runs(), lambda: f"The import ended early {sum(hit)} times.")
        if not any(hit):
            rig.row(name, 0, ["no fault was met"])


def repeated(rig, rounds):
    """Interrupted and repeated is as if it had never been interrupted."""
    expected = rig.run(rig.full(), "export").stdout
    wrong = []
    for _ in range(max(2, rounds // 10)):
        library = rig.fresh()
        child = rig.start(library, "import", "--batch", "5", rig.input)
        time.sleep(random.uniform(0.02, 0.4))
        child.kill()
        child.communicate()
        again = rig.run(library, "import", "--json", rig.input)
        if again.returncode or rig.run(library, "export").stdout != expected:
            wrong.append("the libraries differ")
        third = rig.run(library, "import", "--json", rig.input).stdout
        if any(json.loads(line)["was"] != "same" for line in third.splitlines()):
            wrong.append("importing again changed something")
    rig.row("interrupted, then repeated", max(2, rounds // 10), wrong)


def marking(rig, rounds):
    """The reader is killed while it marks: the first of the marks are there, in order, up to some one. Ended
    politely, by a signal or a terminal that goes away, all of them are."""
    wrong, times = [], 0
    cases = [(None, random.uniform(0, 0.25), None) for _ in range(max(4, rounds // 2))]
    cases += [(None, 0.3, n) for n in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)]
    if no_strace():
        rig.skip("killed at a write of a mark", no_strace())
    else:
        cases += [(inject(calls, f"signal=KILL:when={n}"), 0.3, None)
                  for calls, most in (("pwrite64", 30), ("fsync,fdatasync", 8))
                  for n in sorted({1 + i * most // max(3, rounds // 4) for i in range(max(3, rounds // 4))})]
    for before, pause, polite in cases:
        library = rig.fresh()
        reader = Reader(rig, library, before=before or [])
        start = time.monotonic()
        while b"Library" not in b"".join(b for _, b in reader.heard) and not reader.over() and time.monotonic() - start < 10:
            time.sleep(0.01)
        begun = time.monotonic()
        sent = 0
        while not reader.over() and sent < 5 and time.monotonic() - begun < pause:
            try:
                reader.send("mj")
            except OSError:
                break
            sent += 1
            time.sleep(0.02)
        if polite and not reader.over():
            os.kill(reader.pid, polite)
            reader.end("", most=3)
            if reader.code not in (-polite, 0):
                wrong.append(f"{polite!r}: exit code {reader.code}")
        reader.kill()
        read = [json.loads(line)["read"] for line in rig.run(library, "list").stdout.splitlines()]
        if sorted(read, reverse=True) != read or sum(read) > sent or len(read) != 5:
            wrong.append(f"of {sent} marks are there {read}")
        if polite and sum(read) != sent:
            wrong.append(f"{polite!r}: of {sent} marks are there {read}")
        wrong += rig.unsound(library)
        rig.drop(library)
        times += 1
    rig.row("killed, or ended by a signal, while marking", times, wrong)


def export(rig, rounds):
    """A file under the name that was asked for is whole, or is what it was before."""
    library = rig.full()
    formats = {"--jsonl": "out.jsonl", "--markdown": "out.md", "--html": "out.html", "--epub": "out.epub"}
    times = 0
    wrong = []
    for form, name in formats.items():
        form = [] if form == "--jsonl" else [form]
        target = os.path.join(rig.folder, name)
        start = time.monotonic()
        rig.run(library, "export", *form, "--output", target)
        took = time.monotonic() - start
        whole = open(target, "rb").read()
        for n in range(max(4, rounds // 4)):
            old = b"what was there before" if n % 2 else None
            os.unlink(target)
            if old:
                rig.write(name, old)
            child = rig.start(library, "export", *form, "--output", target)
            time.sleep(random.uniform(0, took))
            child.kill()
            child.communicate()
            now = open(target, "rb").read() if os.path.exists(target) else None
            # The name and the date of a book are not the same twice.
            same = now == whole or "--epub" in form and subprocess.run(
                ["python3", "-m", "zipfile", "-t", target], capture_output=True).returncode == 0
            if now != old and not same:
                wrong.append(f"{name} is half: {len(now or b'')} of {len(whole)} bytes")
            if now is None:
                rig.write(name, b"")
            times += 1
    rig.row("killed while exporting", times, wrong)
    if no_strace():
        return rig.skip("killed at each call of an export", no_strace())
    target = os.path.join(rig.folder, "swept.jsonl")
    whole = rig.run(library, "export").stdout
    wrong, early = [], 0
    steps = [(call, n) for call in ("write", "fsync", "rename") for n in (1, 2, 3, 5, 9)]
    for call, n in steps:
        rig.write("swept.jsonl", b"before")
        done = rig.run(library, "export", "--output", target, before=inject(call, f"signal=KILL:when={n}"))
        early += done.returncode != 0
        if open(target, "rb").read() not in (b"before", whole):
            wrong.append(f"half after {call} {n}")
    if not early:
        wrong.append("no fault was met")
    rig.row("killed at each call of an export", len(steps), wrong, f"It ended early {early} times.")


def stopped(rig, rounds):
    """Ctrl-C and a polite end: what was told is kept, whole, and it is said how to go on."""
    expected = rig.run(rig.full(), "export").stdout
    start = time.monotonic()
    rig.run(rig.fresh(), "import", "--batch", "5", rig.input)
    whole = time.monotonic() - start
    wrong, early, lost, half = [], 0, 0, 0
    times = max(6, rounds // 2)
    for n in range(times):
        number = (signal.SIGINT, signal.SIGTERM)[n % 2]
        library = rig.fresh()
        child = rig.start(library, "import", "--json", "--batch", "5", rig.input)
        time.sleep(random.uniform(0.1, 0.9) * whole)
        sent = time.monotonic()
        child.send_signal(number)
        out, err = child.communicate()
        took = time.monotonic() - sent
        told = acks(out)
        if child.returncode == -number:
            early += 1
            if not err.decode().startswith(f"khao: stopped: {len(told)} document"):
                wrong.append(f"{len(told)} were told, and it says {err.decode()!r}")
        elif child.returncode:
            wrong.append(f"exit code {child.returncode}")
        if took > 5:
            wrong.append(f"it took {took:.1f} s to end")
        got = rig.check(library, told)
        lost, half, wrong = lost + got[0], half + got[1], wrong + got[2]
        rig.run(library, "import", rig.input)
        if rig.run(library, "export").stdout != expected:
            wrong.append("repeating it does not end where it would have ended")
        rig.drop(library)
    if not early:
        wrong.append("no import was stopped")
    rig.row("an import stopped by a signal", times, wrong, f"{early} in the middle.", lost, half)
    # A signal that whoever started it had ignored, as nohup does, is none.
    library = rig.fresh()
    child = rig.start(library, "import", "--json", "--batch", "5", rig.input,
                      preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN))
    time.sleep(0.3 * whole)
    child.send_signal(signal.SIGHUP)
    out, err = child.communicate()
    same = rig.run(library, "export").stdout == expected
    rig.row("an import whose terminal may go away", 1, [] if same and not child.returncode else [f"{child.returncode} {err}"])
    # What waits for its input ends as well.
    child = rig.start(rig.fresh(), "import", "-", stdin=subprocess.PIPE)
    time.sleep(0.5)
    sent = time.monotonic()
    child.send_signal(signal.SIGTERM)
    try:
        code = child.wait(10)
    except subprocess.TimeoutExpired:
        child.kill()
        code = "it did not end"
    took = time.monotonic() - sent
    err = child.communicate()[1].decode()
    ok = code == -signal.SIGTERM and took < 5 and err.startswith("khao: stopped: 0 documents")
    rig.row("an import that waits is stopped", 1, [] if ok else [f"{code} after {took:.1f} s, {err!r}"])


def shown(rig, _rounds):
    """How far an import is stands on a terminal alone, in one line of ASCII; Ctrl-C there ends it."""
    wrong = []
    folder = os.path.join(rig.folder, "apart")
    os.mkdir(folder)
    for i, line in enumerate(documents(200).splitlines()):
        with open(os.path.join(folder, f"{i:03}.json"), "w") as f:
            f.write(line)
    for size in ((80, 24), (24, 10), (200, 50)):
        terminal = Reader(rig, None, command=rig.command(rig.fresh(), "import", "--batch", "1", folder), size=size)
        _, code = terminal.end("", most=60)
        painted = b"".join(b for _, b in terminal.heard)
        lines = [line.split(b"\x1b[K")[0] for line in painted.split(b"\r") if b"%" in line]
        if code or not lines or any(len(line) >= size[0] or not line.isascii() for line in lines):
            wrong.append(f"{size}: exit code {code}, {lines[:2]}")
        if size[0] > 40 and not any(b"of 200" in line and b"kept" in line for line in lines):
            wrong.append(f"{size}: it does not tell of files and documents: {lines[:3]}")
        if b"200 new" not in painted.split(b"\x1b[K")[-1]:
            wrong.append(f"{size}: it does not end with what was done: {painted[-100:]}")
    for env in ({"TERM": "dumb"}, {"TERM": ""}):
        terminal = Reader(rig, None, command=rig.command(rig.fresh(), "import", folder), env=env)
        terminal.end("", most=60)
        painted = b"".join(b for _, b in terminal.heard)
        if b"\x1b" in painted or b"%" in painted:
            wrong.append(f"{env}: {painted[:100]}")
    piped = rig.run(rig.fresh(), "import", "--batch", "1", folder)
    if piped.stderr:
        wrong.append(f"on a pipe: {piped.stderr[:100]}")
    # On a fast machine it may be over before the key comes.
    for _ in range(5):
        library = rig.fresh()
        terminal = Reader(rig, None, command=rig.command(library, "import", "--json", "--batch", "1", rig.input, folder))
        terminal.wait_for('"v":1')
        _, code = terminal.end("\x03", most=5)
        said = b"".join(b for _, b in terminal.heard).decode(errors="replace")
        told = acks(said.replace("\r", "\n").replace("\x1b[K", "\n"))
        if code:
            break
    if code != -signal.SIGINT or f"khao: stopped: {len(told)} document" not in said:
        wrong.append(f"Ctrl-C: {code}, {len(told)} told, {said[-200:]!r}")
    lost, half, more = rig.check(library, told)
    rig.row("an import on a terminal", 7, wrong + more, f"Ctrl-C after {len(told)} documents.", lost, half)


def two(rig, _rounds):
    library = rig.fresh()
    half = rig.write("half.jsonl", documents(N // 2))
    children = [rig.start(library, "import", "--json", "--batch", "5", path) for path in (rig.input, half, rig.input)]
    out = [c.communicate() for c in children]
    wrong = [err.decode() for (_, err), c in zip(out, children) if c.returncode or err]
    rig.total("three programs import at once", [(library, acks(b"".join(o for o, _ in out)))])
    if wrong:
        rig.row("what they said", 1, wrong)
