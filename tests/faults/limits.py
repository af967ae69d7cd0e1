"""Little memory, few files, small files: a message and an exit code, and the library as it was."""

import resource
import shutil
import time

from rig import acks
from terminal import Reader

MB = 1 << 20


def under(kind, most):
    def set_limit():
        resource.setrlimit(kind, (most, most))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    return set_limit


def small(rig, _rounds):
    expected = rig.run(rig.large, "export").stdout
    kinds = {
        "little memory": (resource.RLIMIT_AS, [m * MB for m in (6, 12, 20, 28, 36, 44, 52, 64, 96, 160)]),
        "few open files": (resource.RLIMIT_NOFILE, list(range(4, 14))),
        "small files": (resource.RLIMIT_FSIZE, [0, 4096, 40_000, 150_000, 200_000, 300_000, 500_000, 900_000]),
    }
    for what, (kind, limits) in kinds.items():
        wrong, ended, lost, half = [], 0, 0, 0
        for most in limits:
            for args in (["import", "--json", "--batch", "5", rig.input], ["list"], ["search", "health"], ["export"]):
                library = rig.fresh()
                done = rig.run(library, *args, preexec_fn=under(kind, most))
                early = done.returncode != 0
                ended += early
                # Memory that cannot be had ends it at once (SIGABRT), and may be too little for the loader.
                hard = what == "little memory" and done.returncode in (-6, -11, 127, 126, 101)
                if early and not done.stderr and done.returncode != -11:
                    wrong.append(f"{args[0]} with {most}: exit code {done.returncode} without a word")
                if done.returncode not in (0, 1) and not hard:
                    wrong.append(f"{args[0]} with {most}: exit code {done.returncode}: {done.stderr.decode()[-200:]}")
                if b"panicked" in done.stderr:
                    wrong.append(f"{args[0]} with {most}: {done.stderr.decode()[-200:]}")
                if args[0] != "import":
                    wrong += [f"{args[0]} with {most}: {u}" for u in rig.unsound(library)]
                    rig.drop(library)
                    continue
                got = rig.check(library, acks(done.stdout))
                lost, half = lost + got[0], half + got[1]
                wrong += [f"import with {most}: {u}" for u in got[2]]
                again = rig.run(library, "import", rig.input)
                if again.returncode or rig.run(library, "export").stdout != expected:
                    wrong.append(f"import with {most}: a later one does not go on: {again.stderr.decode()}")
                rig.drop(library)
            # A first start, which has to make the file.
            library = rig.empty()
            done = rig.run(library, "list", preexec_fn=under(kind, most))
            if done.returncode > 1 and what != "little memory" or done.returncode and not done.stderr and done.returncode != -11:
                wrong.append(f"a first start with {most}: {done.returncode} {done.stderr.decode()}")
            later = rig.run(library, "list")
            if later.returncode or len(later.stdout.splitlines()) != 5:
                wrong.append(f"a first start with {most}, then without: {later.stderr.decode()}")
        if not ended:
            wrong.append("no limit was met")
        rig.row(what, len(limits) * 5, wrong, f"It ended early {ended} times.", lost, half)
    reading(rig)


def reading(rig):
    """The reader itself, where no file may grow: it says so, and is there."""
    prlimit = shutil.which("prlimit")
    if not prlimit:
        return rig.skip("reading where files may not grow", "there is no prlimit")
    wrong = []
    # Not even the files beside the library; and the log may have some marks.
    for most, said in ((4096, "nothing is kept"), (50_000, "not kept")):
        library = rig.fresh()
        reader = Reader(rig, library, before=[prlimit, f"--fsize={most}", "--core=0"])
        try:
            reader.see("Library 5")
            for _ in range(15):
                reader.send("m")
                time.sleep(0.02)
            if not reader.wait_for(said):
                wrong.append(f"{most}: it did not say that {said}")
            reader.send("\r")
            reader.see("Article")
        except AssertionError as e:
            wrong.append(f"{most}: {e}")
        _, code = reader.end()
        wrong += [f"{most}: exit code {code}"] * bool(code) + rig.unsound(library)
    rig.row("reading where files may not grow", 2, wrong)
