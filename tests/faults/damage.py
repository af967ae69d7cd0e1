"""Files that others damaged, made, or made for harm."""

import os
import sqlite3

from terminal import Reader


def harmed(rig, _rounds):
    """What can be read is saved, the damaged file is kept as it was, and it is said."""
    noise = os.urandom(4096)
    harms = {
        "the head zeroed": lambda b: b"\0" * 100 + b[100:],
        "the first page zeroed": lambda b: b"\0" * 4096 + b[4096:],
        "cut to half": lambda b: b[:len(b) // 8192 * 4096],
        "cut in a page": lambda b: b[:len(b) // 2 + 77],
        "page 2 of noise": lambda b: b[:4096] + noise + b[8192:],
        "page 10 of noise": lambda b: b[:4096 * 9] + noise + b[4096 * 10:],
        "every 7th page of noise": lambda b: b"".join(noise if n % 7 == 6 else b[n * 4096:n * 4096 + 4096]
                                                      for n in range(len(b) // 4096)),
    }
    wrong = []
    saved = []
    whole = rig.kept(rig.large)
    for what, harm in harms.items():
        library = rig.full()
        bad = harm(open(library, "rb").read())
        with open(library, "wb") as f:
            f.write(bad)
        folder = os.path.dirname(library)
        listed = rig.run(library, "list")
        kept = [f for f in os.listdir(folder) if ".damaged-" in f]
        # Noise may hit a page that a list does not read; then doctor finds it.
        if not kept:
            told = rig.run(library, "doctor")
            if told.returncode != 1 or b"repair" not in told.stderr:
                wrong.append(f"{what}: nobody noticed: {told.stderr.decode()}")
            listed = rig.run(library, "doctor", "--repair")
            kept = [f for f in os.listdir(folder) if ".damaged-" in f]
        if listed.returncode or b"was damaged" not in listed.stderr or not kept:
            wrong.append(f"{what}: {listed.returncode} {listed.stderr.decode()}")
        elif open(os.path.join(folder, kept[0]), "rb").read() != bad:
            wrong.append(f"{what}: the damaged file was changed")
        doctor = rig.run(library, "doctor")
        if doctor.returncode:
            wrong.append(f"{what}: afterwards: {doctor.stderr.decode()}")
        there = rig.kept(library)
        n = len(there)
        saved.append(n)
        # Where a document came from stands apart from its words, and may be lost without them.
        half = [i for i, d in there.items() if {**d, "path": ""} != {**whole[i], "path": ""}]
        wrong += [f"{what}: {len(half)} documents are not what they were"] * bool(half)
        # What goes is what stood on the pages that are gone.
        if n < (245 if "first" in what or "head" in what else 60):
            wrong.append(f"{what}: only {n} documents were saved")
        again = rig.run(library, "import", rig.input)
        if again.returncode or len(rig.kept(library)) < 240:
            wrong.append(f"{what}: importing again: {again.stderr.decode()}")
        rig.drop(library)
    rig.row("a file that others damaged", len(harms), wrong, f"Of 245 documents were saved {saved}.")
    logs(rig)
    others(rig)


def logs(rig):
    """What lies beside the file is noise, or cut, or of another time."""
    wrong = []
    # A log that has documents which are not in the file yet.
    busy = rig.fresh()
    holder = sqlite3.connect(busy)
    holder.execute("BEGIN")
    holder.execute("SELECT count(*) FROM document").fetchone()
    rig.run(busy, "import", rig.input)
    with_log = {end: open(busy + end, "rb").read() for end in ("", "-wal", "-shm")}
    holder.close()
    n_first, n_all = 5, 245
    cases = {
        "a log of noise": ({"-wal": os.urandom(90_000)}, n_first),
        "memory of noise": ({"-shm": os.urandom(32_768)}, n_first),
        "both of noise": ({"-wal": os.urandom(9_000), "-shm": os.urandom(9_000)}, n_first),
        "a true log, memory gone": ({"-wal": with_log["-wal"]}, n_all),
        "a true log, memory of noise": ({"-wal": with_log["-wal"], "-shm": os.urandom(32_768)}, n_all),
        "a log cut in the middle": ({"-wal": with_log["-wal"][:len(with_log["-wal"]) // 2]}, None),
        "a log whose end is noise": ({"-wal": with_log["-wal"][:-6_000] + os.urandom(6_000)}, None),
        "the log gone": ({}, n_first),
    }
    for what, (beside, n) in cases.items():
        library = rig.empty()
        for end, data in {"": with_log[""], **beside}.items():
            with open(library + end, "wb") as f:
                f.write(data)
        listed = rig.run(library, "list")
        there = len(listed.stdout.splitlines())
        if listed.returncode or (n is not None and there != n) or not n_first <= there <= n_all:
            wrong.append(f"{what}: {there} documents, {listed.stderr.decode()}")
        _, half, unsound = rig.check(library, [])
        wrong += [f"{what}: {half} half"] * bool(half) + [f"{what}: {u}" for u in unsound]
        rig.drop(library)
    rig.row("a log that others damaged", len(cases), wrong)


def others(rig):
    """Files that are none of ours are not touched, and it is said what they are."""
    wrong = []
    foreign = rig.empty()
    db = sqlite3.connect(foreign)
    db.executescript("PRAGMA application_id = 7; CREATE TABLE document(n); INSERT INTO document VALUES(1)")
    db.close()
    cases = {
        "a text file": b"These are my letters.\n" * 500,
        "another database": open(foreign, "rb").read(),
        "noise": os.urandom(50_000),
        "zeros": b"\0" * 50_000,
    }
    for what, data in cases.items():
        library = rig.empty()
        with open(library, "wb") as f:
            f.write(data)
        for args in (["list"], ["import", rig.input], ["doctor", "--repair"]):
            done = rig.run(library, *args)
            if done.returncode != 1 or b"is not a khao library" not in done.stderr:
                wrong.append(f"{what}: {args[0]}: {done.returncode} {done.stderr.decode()}")
        if open(library, "rb").read() != data or len(os.listdir(os.path.dirname(library))) != 1:
            wrong.append(f"{what}: it was touched")
        reader = Reader(rig, library)
        if not reader.wait_for("nothing is kept"):
            wrong.append(f"{what}: the reader did not say that nothing is kept")
        reader.end()
        rig.drop(library)
    rig.row("a file that is none of ours", len(cases), wrong)


def hostile(rig, _rounds):
    """A library with code in it, or with tables that only look like ours: refused, and nothing of it runs."""
    canary = "INSERT INTO fact(name, value) VALUES('ran', 'yes')"
    harms = {
        "a trigger on state": f"CREATE TRIGGER t AFTER INSERT ON done BEGIN {canary}; END",
        "a trigger on documents": f"CREATE TRIGGER t AFTER DELETE ON document BEGIN {canary}; DELETE FROM body; END",
        "a view": "CREATE VIEW v AS SELECT * FROM document",
        "a view in a table's place": "ALTER TABLE tag RENAME TO tag2; CREATE VIEW tag AS SELECT * FROM tag2",
        "a view without end": "ALTER TABLE tag RENAME TO tag2; CREATE VIEW tag AS WITH RECURSIVE "
                              "r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT n, n AS id, n AS tag FROM r",
        "a generated column": "ALTER TABLE tag ADD COLUMN x AS (hex(zeroblob(100000000)))",
        "an index by expression": "CREATE INDEX i ON document(hex(title))",
        "a check": "ALTER TABLE tag RENAME TO tag2; CREATE TABLE tag(n INTEGER PRIMARY KEY, id BLOB NOT NULL, "
                   "tag TEXT NOT NULL CHECK(length(hex(zeroblob(100000000))) > 0), UNIQUE(id, tag))",
        "a table more": "CREATE TABLE more(x)",
        "a table less": "DROP TABLE parent",
        "a virtual table": "CREATE VIRTUAL TABLE more USING fts5(x)",
        "a broken schema": "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = 'CREATE TABLE tag(' "
                           "WHERE name = 'tag'",
        "a page twice": "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET rootpage = "
                        "(SELECT rootpage FROM sqlite_schema WHERE name = 'body') WHERE name = 'document'",
    }
    wrong = []
    for what, sql in harms.items():
        library = rig.fresh()
        db = sqlite3.connect(library)
        db.executescript(sql)
        db.close()
        before = open(library, "rb").read()
        damage = what in ("a broken schema", "a page twice")
        for args in (["list"], ["search", "health"], ["import", rig.input], ["export"]):
            done = rig.run(library, *args)
            if damage:
                ok = b"damaged" in done.stderr or not done.stderr
            else:
                ok = done.returncode == 1 and b"its tables are not those of khao" in done.stderr
            if not ok or done.returncode < 0 or done.returncode > 1:
                wrong.append(f"{what}: {args[0]}: {done.returncode} {done.stderr.decode()}")
        if not damage and open(library, "rb").read() != before:
            wrong.append(f"{what}: it was changed")
        if what == "a broken schema" and rig.run(library, "list").returncode:
            wrong.append(f"{what}: it stays unusable")
        rig.drop(library)
    rig.row("a library made for harm", len(harms), wrong)


def newer(rig, _rounds):
    """A library of a newer khao is read and not written, also by a reader that is open while it changes."""
    wrong = []
    library = rig.fresh()
    db = sqlite3.connect(library)
    db.executescript("PRAGMA user_version = 99; ALTER TABLE document ADD COLUMN later; CREATE TABLE later(x)")
    db.close()
    before = open(library, "rb").read()
    listed = rig.run(library, "list")
    if listed.returncode or len(listed.stdout.splitlines()) != 5 or b"newer khao" not in listed.stderr:
        wrong.append(f"list: {listed.returncode} {listed.stderr.decode()}")
    done = rig.run(library, "import", rig.input)
    if done.returncode != 1 or b"newer khao" not in done.stderr:
        wrong.append(f"import: {done.returncode} {done.stderr.decode()}")
    reader = Reader(rig, library)
    if not reader.wait_for("newer khao"):
        wrong.append("the reader did not say so")
    reader.send("jmq")
    reader.end()
    if open(library, "rb").read() != before:
        wrong.append("it was changed")
    # A newer one comes by while an older reader is open, and leaves what that one knows as it is.
    library = rig.fresh()
    reader = Reader(rig, library)
    reader.see("Library 5")
    db = sqlite3.connect(library)
    db.executescript("PRAGMA user_version = 99; CREATE TABLE later(x)")
    reader.send("jm")
    if not reader.wait_for("newer khao"):
        wrong.append("an open reader did not say that a newer khao was here")
    _, code = reader.end()
    if code or db.execute("SELECT count(*) FROM done").fetchone() != (0,):
        wrong.append(f"an open reader wrote into what is newer, exit code {code}")
    db.close()
    # Or not.
    library = rig.fresh()
    reader = Reader(rig, library)
    reader.see("Library 5")
    db = sqlite3.connect(library)
    db.executescript("PRAGMA user_version = 99; ALTER TABLE done RENAME TO did; CREATE TABLE done(n INTEGER PRIMARY KEY, x)")
    db.close()
    reader.send("jm")
    if not reader.wait_for("not kept"):
        wrong.append("an open reader did not say that its mark was not kept")
    took, code = reader.end()
    if code:
        wrong.append(f"an open reader ended with {code} after {took:.1f} s")
    rig.row("a newer khao's library", 3, wrong)
