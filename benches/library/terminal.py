#!/usr/bin/env python3
"""How a program for the terminal starts and answers keys: times in ms until it is quiet, and memory.

    terminal.py [--runs 5] [--keys 'j*20 /government<Enter> q'] -- khao --library FILE
    terminal.py --keys '/government<Enter> Q' -- newsboat -C config -u urls -c cache.db

Steps are parted by spaces; `j*20` presses j twenty times, each measured. The last step should end the program.
The same items for newsboat: `cargo bench --bench library -- make --articles 10000 --out DIR --feed` writes
DIR/feed.xml; `urls` holds file://DIR/feed.xml, `config` max-items 0, and `newsboat -x reload` reads it in first.
"""

import argparse
import fcntl
import os
import pty
import select
import signal
import statistics
import struct
import termios
import time

NAMED = {"<Enter>": "\r", "<Esc>": "\x1b", "<Space>": " ", "<Tab>": "\t", "<Down>": "\x1b[B", "<PageDown>": "\x1b[6~"}


def settled(fd, quiet, most=20.0):
    """Reads until nothing comes for `quiet` seconds: when the last byte came, and how many did."""
    start = last = time.monotonic()
    n = 0
    while time.monotonic() - start < most and select.select([fd], [], [], quiet)[0]:
        try:
            data = os.read(fd, 1 << 16)
        except OSError:
            data = b""
        if not data:
            break
        if b"\x1b[c" in data:  # it asks what the terminal is, and may wait for it
            os.write(fd, b"\x1b[?62;22c")
        n += len(data)
        last = time.monotonic()
    return last, n


def memory(pid):
    try:
        with open(f"/proc/{pid}/status") as f:
            return max(int(line.split()[1]) for line in f if line.startswith("VmHWM"))
    except (OSError, ValueError):
        return 0


def run(command, steps, quiet):
    start = time.monotonic()
    pid, fd = pty.fork()
    if pid == 0:
        os.environ["TERM"] = "xterm-256color"
        os.execvp(command[0], command)
    fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
    os.kill(pid, signal.SIGWINCH)
    first, n = settled(fd, quiet)
    out = [("start", first - start, n)]
    peak = 0
    for step in steps:
        keys, _, times = step.partition("*")
        text = keys
        for name, key in NAMED.items():
            text = text.replace(name, key)
        for _ in range(int(times or 1)):
            peak = max(peak, memory(pid))
            start = time.monotonic()
            os.write(fd, text.encode())
            last, n = settled(fd, quiet)
            out.append((step, max(0, last - start), n))
    os.close(fd)
    os.waitpid(pid, 0)
    return out, peak


def main():
    args = argparse.ArgumentParser()
    args.add_argument("--runs", type=int, default=5)
    args.add_argument("--quiet", type=float, default=1.0)
    args.add_argument("--keys", default="q")
    args.add_argument("command", nargs="+")
    args = args.parse_args()
    times, sizes, peak = {}, {}, 0
    for _ in range(args.runs):
        out, most = run(args.command, args.keys.split(" "), args.quiet)
        peak = max(peak, most)
        for step, took, n in out:
            times.setdefault(step, []).append(took * 1000)
            sizes.setdefault(step, []).append(n)
    for step, all_times in times.items():
        print(f"{step:<24} median {statistics.median(all_times):8.1f} ms, most {max(all_times):8.1f} ms, "
              f"{statistics.median(sizes[step]):.0f} bytes")
    print(f"peak memory {peak / 1024:.1f} MB")


if __name__ == "__main__":
    main()
