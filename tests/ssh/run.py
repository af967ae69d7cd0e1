#!/usr/bin/env python3
"""What reading over SSH is like: a server of this run, a link of 200 ms and 9,600 bytes a second, and a terminal at
its far end.

    tests/ssh/run.py target/release/khao [--only ROW...] [--slack N]

Every row tells what was measured and the goal. `over` is above the goal by less than a half (or N times the goal),
which a busy machine may do; `BAD` is clearly above it and makes exit code 1. The goals count from a bare echo over the same link.
"""

import argparse
import os
import sys
import tempfile
import time

sys.dont_write_bytecode = True

from rows import ROWS, Rig
from server import Server, missing


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("khao")
    args.add_argument("--only", nargs="*", help=f"of {', '.join(row.__name__ for row in ROWS)}")
    args.add_argument("--slack", type=float, default=1.5)
    args = args.parse_args()
    if missing():
        print(f"\n*** SKIPPED: reading over SSH: there is no {', '.join(missing())} ***\n", flush=True)
        return
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        server = Server(folder)
        rig = Rig(args.khao, folder, server, args.slack)
        try:
            for row in ROWS:
                # The others are measured by the bare link.
                if args.only and row.__name__ not in args.only and row.__name__ != "bare":
                    continue
                try:
                    row(rig)
                except Exception as e:
                    rig.row(row.__name__, None, wrong=[f"the check itself failed: {e!r}"])
        finally:
            for far in rig.far:
                far.kill()
            server.end()
    print(f"{time.monotonic() - start:.0f} s")
    sys.exit(1 if rig.failed else 0)


main()
