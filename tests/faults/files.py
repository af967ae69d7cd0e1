"""What is read: no files at all, files that are cut, and identities that come again."""

import json
import os
import random
import shutil
import socket
import subprocess
import time

from rig import COMMENTS, acks, documents, other_user

GOOD = "River floods the old town\n\nThe river rose by two metres on Monday night and flooded the old town.\n"


def odd(rig, _rounds):
    """Whatever is no file, or goes away: a message soon, exit code 1, and the others are kept."""
    folder = os.path.join(rig.folder, "odd")
    os.mkdir(folder)
    path = lambda name: os.path.join(folder, name)
    with open(path("good.txt"), "w") as f:
        f.write(GOOD)
    os.mkfifo(path("fifo"))
    bound = socket.socket(socket.AF_UNIX)
    bound.bind(path("socket"))
    os.symlink("loop", path("loop"))
    os.symlink("nowhere", path("dangling"))
    os.symlink("/dev/zero", path("zero"))
    with open(path("large.txt"), "wb") as f:
        f.truncate((64 << 20) + 1)
    with open(path("secret.txt"), "w") as f:
        f.write(GOOD)
    os.chmod(path("secret.txt"), 0)
    os.mkdir(path("closed"), 0)
    os.chmod(folder, 0o755)
    said = {
        "fifo": b"not a regular file", "socket": b"not a regular file", "zero": b"not a regular file",
        "/dev/zero": b"not a regular file", "/dev/full": b"not a regular file",
        "loop": b"too many levels", "dangling": b"no such file", "gone": b"no such file",
        "large.txt": b"larger than", "good.txt/x": b"not a directory", "x" * 300: b"name too long",
        "secret.txt": b"permission denied", "closed": b"permission denied", "closed/x": b"permission denied",
    }
    wrong = []
    before = other_user()
    library = rig.fresh()
    os.chmod(os.path.dirname(library), 0o777)
    os.chmod(library, 0o666)
    for name, words in said.items():
        if words == b"permission denied" and before is None:
            rig.skip(f"import of {name}", "there is no setpriv")
            continue
        for good_first in (True, False):
            files = [path(name), path("good.txt")]
            start = time.monotonic()
            done = rig.run(library, "import", "--json", *(files[::-1] if good_first else files), before=before or (),
                           stdin=subprocess.DEVNULL)
            took = time.monotonic() - start
            if words not in done.stderr or done.returncode != 1 or took > 2 or len(acks(done.stdout)) != 1:
                wrong.append(f"{name}: {done.returncode} {done.stderr.decode()} in {took:.1f} s")
    wrong += rig.unsound(library)
    # A folder that has itself in it, and all of the above.
    os.symlink("..", path("up"))
    os.mkdir(path("deep"))
    os.symlink("../deep", path("deep/deep"))
    for args in (["import", "--json", folder], ["parse", folder]):
        start = time.monotonic()
        done = rig.run(rig.fresh(), *args)
        if time.monotonic() - start > 2 or done.returncode != 1 or not acks(done.stdout):
            wrong.append(f"the folder: {args[0]}: {done.returncode} {done.stderr.decode()}")
    bound.close()
    rig.row("what is no file", len(said) * 2 + 2, wrong)
    vanishing(rig)


def vanishing(rig):
    """Files come, go, shrink and grow while a folder is being read."""
    folder = os.path.join(rig.folder, "vanishing")
    os.mkdir(folder)
    lines = documents(200).splitlines()
    stay = range(0, 200, 5)
    for i, line in enumerate(lines):
        with open(os.path.join(folder, f"{i:03}.json"), "w") as f:
            f.write(line)
    library = rig.fresh()
    child = rig.start(library, "import", "--json", "--batch", "5", folder)
    for i in reversed([i for i in range(200) if i not in stay]):
        name = os.path.join(folder, f"{i:03}.json")
        (os.unlink, lambda f: os.truncate(f, 40), lambda f: os.rename(f, f + ".gone"))[i % 3](name)
        time.sleep(0.001)
    out, err = child.communicate()
    kept = {d["url"] for d in rig.kept(library).values()}
    wrong = [f"{i} is not there" for i in stay if f"https://a.example/{i}" not in kept]
    if child.returncode not in (0, 1) or b"panic" in err:
        wrong.append(f"{child.returncode} {err.decode()[-300:]}")
    lost, half, more = rig.check(library, acks(out))
    shutil.rmtree(folder)
    rig.row("files that vanish while a folder is read", 160, wrong + more, f"{len(acks(out))} of 200 were kept.", lost, half)


def cut(rig, rounds):
    """An import of lines that were cut keeps all before the cut, and importing the whole file mends it."""
    lines = documents(6)
    bad, times = [], 0
    ends = sorted({random.randrange(1, len(lines.encode())) for _ in range(rounds)})
    whole = rig.fresh()
    rig.run(whole, "import", rig.write("cut.jsonl", lines))
    expected = rig.run(whole, "export").stdout
    exported = b"".join(line + b"\n" for line in expected.splitlines() if b"a.example" in line)
    for what, data in (("own lines", lines.encode()), ("an export", exported)):
        for end in ends:
            end = min(end, len(data) - 1)
            library = rig.fresh()
            source = rig.write("cut.jsonl", data[:end])
            done = rig.run(library, "import", "--json", source)
            before = data[:end].count(b"\n")
            if done.returncode not in (0, 1) or len(acks(done.stdout)) < before:
                bad.append(f"{what} cut at {end}: {len(acks(done.stdout))} of {before}: {done.stderr.decode()}")
            got = rig.kept(library)
            told = acks(done.stdout)
            # What is taken of the line that was cut bears a warning, unless only the line's end is missing.
            if len(told) > before and not got[told[-1]]["warnings"] and data[end - 1:end + 1] != b"}\n":
                bad.append(f"{what} cut at {end}: a document that was cut was taken without a warning")
            if sum(len(d["comments"]) == COMMENTS and len(d["blocks"]) == 2 for d in got.values()) < before:
                bad.append(f"{what} cut at {end}: those before the cut are not whole")
            again = rig.run(library, "import", rig.write("cut.jsonl", data))
            final = rig.run(library, "export").stdout
            if again.returncode or [json.loads(x)["id"] for x in final.splitlines()] != \
                    [json.loads(x)["id"] for x in expected.splitlines()] or rig.check(library, [])[1]:
                bad.append(f"{what} cut at {end}: the whole file does not mend it")
            bad += rig.unsound(library)
            rig.drop(library)
            times += 1
    rig.row("files that are cut, then whole", times, bad)


def identities(rig, _rounds):
    """Identities that come twice, change, or are missing; words that change; odd dates; and many documents."""
    bad = []
    library = rig.empty()
    rig.run(library, "list")

    def put(documents, name="some.jsonl"):
        text = "".join(json.dumps(d, ensure_ascii=False) + "\n" for d in documents)
        done = rig.run(library, "import", "--json", rig.write(name, text))
        if done.returncode not in (0, 1):
            bad.append(f"{done.returncode} {done.stderr.decode()}")
        return [json.loads(line) for line in done.stdout.splitlines()], done.stderr.decode()

    def document(n, **more):
        return {"khao": 1, "url": f"https://i.example/{n}", "title": f"Piece {n}", "blocks": [f"The river rose, {n}."], **more}

    def order():
        return [d["url"] for d in rig.kept(library).values() if d["url"]]

    first, _ = put([document(n) for n in range(5)])
    # The same again, turned round, twice in a file, and from another file: nothing changes, nor the order.
    before = rig.run(library, "export").stdout
    for some, name in (([4, 3, 2, 1, 0], "some.jsonl"), ([1, 1, 2, 2], "other.jsonl"), ([0], "third.jsonl")):
        lines, _ = put([document(n) for n in some], name)
        if {line["was"] for line in lines} != {"same"}:
            bad.append(f"{some}: {[line['was'] for line in lines]}")
    if rig.run(library, "export").stdout != before:
        bad.append("importing again changed something")
    # One that differs under the same address, in one file: the first counts, always.
    lines, err = put([document(7), document(7, blocks=["Other words."])])
    again, _ = put([document(7), document(7, blocks=["Other words."])])
    if [x["was"] for x in lines] != ["new"] or [x["was"] for x in again] != ["same"] or "same article" not in err:
        bad.append(f"two under one address: {lines} {again} {err}")
    # Other words later: the same document in its old place, with its state.
    lines, _ = put([document(2, blocks=["The river fell."])])
    if lines[0]["was"] != "changed" or lines[0]["id"] != first[2]["id"] or order()[2] != "https://i.example/2":
        bad.append(f"changed words: {lines} {order()}")
    # An address that changes is another document; an identity of its own stands for it.
    lines, _ = put([document(8, id="abc"), {**document(9), "id": "abc"}])
    if len({x["id"] for x in lines}) != len(lines):
        bad.append(f"equal ids: {lines}")
    # Without any: by its words.
    nameless = {"khao": 1, "title": "No address", "blocks": ["Nobody knows from where."]}
    put([nameless])
    lines, _ = put([nameless])
    if [x["was"] for x in lines] != ["same"]:
        bad.append(f"without an address: {lines}")
    # Dates that are none, or of other times.
    dates = ["", "yesterday", "0000-00-00", "9999-12-31", "-5000-01-01", "2568-02-30", "1", "1e99", 17, None, [], {},
             "2026-02-31T25:61:61Z", "2567-06-01", "99999999999999999999"]
    lines, _ = put([document(f"d{i}", published=d) for i, d in enumerate(dates)])
    again, _ = put([document(f"d{i}", published=d) for i, d in enumerate(dates)])
    if [x["was"] for x in lines] != ["new"] * len(dates) or {x["was"] for x in again} != {"same"}:
        bad.append(f"odd dates: {[x['was'] for x in lines]} {[x['was'] for x in again]}")
    if order()[-len(dates):] != [f"https://i.example/d{i}" for i in range(len(dates))]:
        bad.append(f"odd dates changed the order: {order()}")
    for args in (["list"], ["search", "river"], ["print"]):
        done = rig.run(library, *args)
        if done.returncode or not done.stdout:
            bad.append(f"{args[0]}: {done.returncode} {done.stderr.decode()}")
    # Very many, twice: as many rows, in order.
    n = 20_000
    text = "".join(f'{{"khao":1,"url":"https://m.example/{i}","title":"M {i}","blocks":["Rain {i}."]}}\n' for i in range(n))
    many = rig.write("many.jsonl", text)
    start = time.monotonic()
    rig.run(library, "import", many)
    rig.run(library, "import", many)
    took = time.monotonic() - start
    got = [u for u in order() if "m.example" in u]
    if got != [f"https://m.example/{i}" for i in range(n)]:
        bad.append(f"{len(got)} of {n}, or not in order")
    rig.row("identities that change or come again", len(dates) + 12 + 2 * n, bad + rig.unsound(library),
            f"{n} documents twice took {took:.0f} s.")
