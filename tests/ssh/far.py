"""A terminal at the far end of the link: what comes is timed, and what is asked is answered from there."""

import codecs
import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
import unicodedata

SEQUENCE = re.compile(rb"\x1b\[([<=>?]?)([0-9;:]*)([ -/]*)([@-~])|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[^\[\]]")
WHOLE = re.compile(rb"\x1b(\[[0-9;:<=>?]*[ -/]*|\][^\x07\x1b]*\x1b?)?$")


class Cursor:
    """Where the cursor is: enough to tell it to whoever asks."""

    def __init__(self, cols, rows):
        self.cols, self.rows = cols, rows
        self.x = self.y = 0
        self.bottom = rows - 1
        self.joined = False
        self.decoder = codecs.getincrementaldecoder("utf-8")("ignore")

    def text(self, some):
        for c in self.decoder.decode(some):
            if c == "\r":
                self.x = 0
            elif c == "\n":
                self.y = self.y if self.y == self.bottom else min(self.y + 1, self.rows - 1)
            elif c == "\b":
                self.x = max(0, self.x - 1)
            else:
                self.x = min(self.x + self.width(c), self.cols)

    def width(self, c):
        joined, self.joined = self.joined, c == "\u200d"
        if joined or unicodedata.category(c) in ("Mn", "Me", "Cf", "Cc") or 0x1F3FB <= ord(c) <= 0x1F3FF:
            return 0
        if 0x1F1E6 <= ord(c) <= 0x1F1FF:
            return 1
        return 2 if unicodedata.east_asian_width(c) in "WF" else 1

    def sequence(self, numbers, last):
        n = [int(n) if n else 0 for n in re.split("[;:]", numbers)]
        first = n[0] or 1
        if last == "H":
            self.y, self.x = first - 1, (n[1] or 1) - 1 if len(n) > 1 else 0
        elif last == "G":
            self.x = first - 1
        elif last in "AB":
            self.y += first if last == "B" else -first
        elif last in "CD":
            self.x += first if last == "C" else -first
        elif last == "r":
            self.bottom = n[1] - 1 if len(n) > 1 and n[1] else self.rows - 1
            self.x = self.y = 0
        elif last == "s":
            self.x = self.y = 0
        self.x = min(max(self.x, 0), self.cols)
        self.y = min(max(self.y, 0), self.rows - 1)


class Far:
    """A program started through ssh. `modes` are those that the terminal says it has."""

    def __init__(self, command, size=(120, 40), modes=()):
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            try:
                fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
                os.execvp(command[0], command)
            finally:
                os._exit(127)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
        self.modes = modes
        self.cursor = Cursor(*size)
        self.rest = b""
        # (when, how many) of what came, and all of it.
        self.heard = []
        self.bytes = b""
        self.over = False

    def send(self, keys):
        os.write(self.fd, keys if isinstance(keys, bytes) else keys.encode())

    def listen(self, most):
        """Takes what comes within `most` seconds; false when nothing came."""
        if self.over or not select.select([self.fd], [], [], max(0, most))[0]:
            return False
        try:
            some = os.read(self.fd, 65536)
        except OSError:
            some = b""
        if not some:
            self.over = True
            return False
        self.heard.append((time.monotonic(), len(some)))
        self.bytes += some
        self.understand(some)
        return True

    def understand(self, some):
        came = self.rest + some
        cut = WHOLE.search(came)
        self.rest = came[cut.start():] if cut else b""
        came = came[:len(came) - len(self.rest)]
        at = 0
        for found in SEQUENCE.finditer(came):
            self.cursor.text(came[at:found.start()])
            at = found.end()
            if found.group(4) is None:
                if found.group(0) == b"\x1bM":
                    self.cursor.y = max(0, self.cursor.y - 1)
                continue
            kind, numbers, between, last = (g.decode() for g in found.groups())
            if not kind and not between:
                self.cursor.sequence(numbers, last)
            answer = self.answer(kind + numbers + between + last)
            if answer:
                self.send(answer)
        self.cursor.text(came[at:])

    def answer(self, asked):
        if asked == "5n":
            return "\x1b[0n"
        if asked == "6n":
            return f"\x1b[{self.cursor.y + 1};{min(self.cursor.x, self.cursor.cols - 1) + 1}R"
        if asked in ("c", "0c"):
            return "\x1b[?62;22c"
        if asked.startswith("?") and asked.endswith("$p"):
            mode = asked[1:-2]
            return f"\x1b[?{mode};{2 if mode in self.modes else 0}$y"
        return None

    def quiet(self, pause=0.8, most=60):
        """Waits until nothing came for a while; gives the time of the last that came, if any did."""
        n = len(self.heard)
        end = time.monotonic() + most
        while time.monotonic() < end and self.listen(pause):
            pass
        return self.heard[-1][0] if len(self.heard) > n else None

    def wait_for(self, text, most=60):
        """Waits for bytes; gives the time at which the last of them came."""
        text = text if isinstance(text, bytes) else text.encode()
        end = time.monotonic() + most
        start = max(0, len(self.bytes) - len(text))
        while text not in self.bytes[start:] and text not in self.bytes:
            if time.monotonic() > end or (not self.listen(end - time.monotonic()) and self.over):
                raise AssertionError(f"{text!r} did not come: {self.bytes[-300:]!r}")
        return self.heard[-1][0]

    def find(self, pattern, most=60):
        """Waits for what a pattern of bytes fits."""
        end = time.monotonic() + most
        while not (found := re.search(pattern, self.bytes)):
            if time.monotonic() > end or (not self.listen(end - time.monotonic()) and self.over):
                raise AssertionError(f"{pattern!r} did not come: {self.bytes[-300:]!r}")
        return found

    def time(self, keys, pause=0.8):
        """Sends keys: the seconds until the last byte that they brought, and how many came."""
        n = len(self.bytes)
        start = time.monotonic()
        self.send(keys)
        last = self.quiet(pause)
        return (last - start if last else None), len(self.bytes) - n

    def hold(self, key, times=30, seconds=1.0):
        """Sends a key as a keyboard does while it is held: the seconds from the last one to the last byte, and
        how many came."""
        n = len(self.bytes)
        start = time.monotonic()
        for i in range(times):
            due = start + i * seconds / times
            while time.monotonic() < due:
                self.listen(due - time.monotonic())
            self.send(key)
        released = time.monotonic()
        last = self.quiet()
        return max(0, (last or released) - released), len(self.bytes) - n

    def kill(self):
        if self.pid:
            try:
                os.kill(self.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
            os.waitpid(self.pid, 0)
            os.close(self.fd)
            self.pid = None
