#!/usr/bin/env python3
"""What happens to a library when the program, the disk, the clock or the file fails.

    tests/faults/run.py target/release/khao [--rounds N] [--only NAME...]

Every row says what was tried, how often, and what was lost, which must be nothing: what was told as kept
is there, no document is half, and the library opens by itself. A row whose tool or right is missing says
loudly that it was skipped; any other failure makes exit code 1.
"""

import argparse
import random
import sys
import tempfile
import time

sys.dont_write_bytecode = True

import clock
import damage
import disk
import files
import kills
import leaving
import limits
import migrate
import slow
from rig import Rig

ROWS = [
    kills.random_moments, kills.system_calls, kills.repeated, kills.marking, kills.stopped, kills.shown, kills.two, kills.export,
    disk.full, disk.full_while_reading, disk.read_only, disk.another_reader,
    damage.harmed, damage.hostile, damage.newer,
    leaving.hangup, leaving.read_only,
    clock.wrong, clock.jumps,
    slow.syncs,
    migrate.killed,
    limits.small,
    files.odd, files.cut, files.identities,
]


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("khao")
    args.add_argument("--rounds", type=int, default=20)
    args.add_argument("--seed", type=int, default=1)
    args.add_argument("--only", nargs="*", help="names as in `kills.export`, or of files")
    args = args.parse_args()
    random.seed(args.seed)
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        rig = Rig(args.khao, folder)
        for row in ROWS:
            if args.only and row.__module__ not in args.only and f"{row.__module__}.{row.__name__}" not in args.only:
                continue
            try:
                row(rig, args.rounds)
            except Exception as e:
                rig.row(f"{row.__module__}.{row.__name__}", 0, [f"the check itself failed: {e!r}"])
            for reader in rig.readers:
                reader.kill()
    if rig.skipped:
        print(f"*** {len(rig.skipped)} rows were SKIPPED: {'; '.join(rig.skipped)} ***")
    print(f"{time.monotonic() - start:.0f} s")
    sys.exit(1 if rig.failed else 0)


main()
