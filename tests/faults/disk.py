"""The disk is full, may only be read, or has another reader on it."""

import json
import os
import shutil
import subprocess
import tempfile
import time

from rig import acks, other_user
from terminal import Reader


def small_disk(rig, name):
    """A disk of 2 MB; nothing where mounting is not allowed."""
    mount = tempfile.mkdtemp(dir=rig.folder)
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", mount], capture_output=True).returncode:
        rig.skip(name, "mounting is not allowed")
        return None
    return mount


def full(rig, _rounds):
    name = "a disk of 2 MB that is full"
    mount = small_disk(rig, name)
    if not mount:
        return
    try:
        library = os.path.join(mount, "library.db")
        rig.run(library, "list")
        done = rig.run(library, "import", "--json", "--batch", "5", rig.input)
        wrong = [] if b"disk is full" in done.stderr and done.returncode == 1 else ["it did not say that the disk is full"]
        told = acks(done.stdout)
        lost, half, more = rig.check(library, told)
        search = rig.run(library, "search", "river")
        if search.returncode or not search.stdout:
            wrong.append("reading did not go on")
        subprocess.run(["mount", "-o", "remount,size=9m", mount])
        again = rig.run(library, "import", rig.input)
        if again.returncode or len(rig.kept(library)) != len(rig.kept(rig.large)):
            wrong.append(f"with room it does not go on: {again.stderr.decode()}")
        rig.row(name, 1, wrong + more, f"{len(told)} documents fitted.", lost, half)
    finally:
        subprocess.run(["umount", mount])


def full_while_reading(rig, _rounds):
    """Marks cannot be kept: the reader says so and goes on, and keeps them when there is room again."""
    name = "a disk that fills while one reads"
    mount = small_disk(rig, name)
    if not mount:
        return
    library = shutil.copy(rig.first, os.path.join(mount, "library.db"))
    wrong = []
    reader = Reader(rig, library)
    try:
        reader.see("Library 5")
        filler = os.path.join(mount, "filler")
        fill(filler)
        reader.send("jm")
        if not reader.wait_for("disk is full"):
            wrong.append("it did not say that the disk is full")
        reader.send("\r")
        reader.see("Article")
        reader.send("q")
        reader.see("Library 5")
        os.unlink(filler)
        reader.send("jm")
        reader.quiet(0.5)
        _, code = reader.end()
        read = [d["read"] for d in map(json.loads, rig.run(library, "list").stdout.splitlines())]
        # The one that could not be kept at first is kept with the later one.
        if code or not read[1] or not read[2]:
            wrong.append(f"exit code {code}, and of those marked are read: {read}")
        rig.row(name, 1, wrong + rig.unsound(library))
    finally:
        reader.kill()
        subprocess.run(["umount", mount])


def fill(path):
    """A file that takes all room that is left."""
    file = os.open(path, os.O_WRONLY | os.O_CREAT)
    try:
        while True:
            os.write(file, b"x" * 4096)
    except OSError:
        os.close(file)


def read_only(rig, _rounds):
    """The folder, the file, and a home of others: documents are read, and it is said that nothing is kept."""
    name = "what may only be read"
    before = other_user()
    if before is None:
        return rig.skip(name, "there is no setpriv")
    wrong = []
    # What may be done with the folder and the file, by others.
    places = {"folder": (0o755, 0o666), "folder and file": (0o755, 0o644), "file": (0o777, 0o444)}
    for what, (folder_mode, file_mode) in places.items():
        library = rig.fresh()
        folder = os.path.dirname(library)
        if not before:
            folder_mode, file_mode = folder_mode & 0o555, file_mode & 0o444
        os.chmod(library, file_mode)
        os.chmod(folder, folder_mode)
        bytes_before = open(library, "rb").read()
        listed = rig.run(library, "list", before=before)
        if listed.returncode or len(listed.stdout.splitlines()) != 5 or b"only read" not in listed.stderr:
            wrong.append(f"{what}: list: {listed.returncode} {listed.stderr.decode()}")
        found = rig.run(library, "search", "health", before=before)
        if found.returncode or not found.stdout:
            wrong.append(f"{what}: search: {found.returncode} {found.stderr.decode()}")
        done = rig.run(library, "import", rig.input, before=before)
        if done.returncode != 1 or b"read-only" not in done.stderr:
            wrong.append(f"{what}: import: {done.returncode} {done.stderr.decode()}")
        reader = Reader(rig, library, before=before)
        try:
            # It is told, and may be looked up again once another word has taken its place.
            if not reader.wait_for("only read"):
                wrong.append(f"{what}: the reader did not say so")
            reader.send("\r")
            reader.see("Comments 29")
        except AssertionError as e:
            wrong.append(f"{what}: {e}")
        _, code = reader.end()
        if code:
            wrong.append(f"{what}: exit code {code}")
        os.chmod(folder, 0o755)
        if open(library, "rb").read() != bytes_before:
            wrong.append(f"{what}: it was changed")
        rig.drop(library)
    # A home in which no library can be made: the documents that ship stand in.
    home = tempfile.mkdtemp(dir=rig.folder)
    os.chmod(home, 0o555)
    for args in (["list"], ["print"]):
        done = subprocess.run([*before, rig.khao, *args], env={**rig.env, "HOME": home}, capture_output=True)
        if b"khao: cannot" not in done.stderr or (args == ["print"]) != (len(done.stdout.splitlines()) >= 5):
            wrong.append(f"home: {args}: {done.returncode} {done.stderr.decode()}")
    reader = Reader(rig, None, command=[*before, rig.khao], env={"HOME": home}, size=(200, 40))
    try:
        if not reader.wait_for("nothing is kept"):
            wrong.append("home: the reader did not say so")
        reader.see("Library 5")
    except AssertionError as e:
        wrong.append(f"home: {e}")
    reader.end()
    os.chmod(home, 0o755)
    rig.row(name, 4, wrong)


def another_reader(rig, rounds):
    """Two readers mark at the same time, and an import writes: nobody is told of a lock, every mark is kept."""
    library = rig.full()
    wrong = []
    readers = [Reader(rig, library), Reader(rig, library)]
    for r in readers:
        r.see("Library 245")
    child = rig.start(library, "import", "--batch", "1", rig.write("more.jsonl", more(60)))
    # One goes from the top, the other from the bottom.
    presses = max(10, rounds)
    readers[1].send("G")
    for _ in range(presses):
        readers[0].send("mj")
        readers[1].send("mk")
        time.sleep(0.01)
    err = child.communicate()[1]
    if child.returncode or err:
        wrong.append(f"the import: {err.decode()}")
    for r in readers:
        r.quiet(0.3)
        shown = r.shown()
        _, code = r.end()
        said = b"".join(b for _, b in r.heard)
        if code or b"locked" in said or b"not kept" in said or b"another program" in said:
            wrong.append(f"exit code {code}: {shown[-200:]}")
    listed = [d["read"] for d in map(json.loads, rig.run(library, "list").stdout.splitlines())]
    if sum(listed) != 2 * presses or len(listed) != 305:
        wrong.append(f"{sum(listed)} of {2 * presses} marks are there")
    rig.row("two readers mark while an import writes", 2 * presses, wrong + rig.unsound(library))


def more(n):
    return "".join(json.dumps({"khao": 1, "url": f"https://b.example/{i}", "title": f"Other {i}",
                               "blocks": [f"{i} Rain fell on the hills."]}) + "\n" for i in range(n))
