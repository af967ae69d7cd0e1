"""The reader on a terminal of its own: keys go in, and what it paints is heard with its time."""

import fcntl
import os
import pty
import re
import signal
import struct
import termios
import threading
import time


class Reader:
    def __init__(self, rig, library, *args, before=(), env=None, size=(120, 40), command=None):
        command = command or [*before, *rig.command(library, *args)]
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            try:
                fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
                os.execvpe(command[0], command, {**rig.env, **(env or {})})
            finally:
                os._exit(127)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
        rig.readers.append(self)
        self.heard = []
        self.code = None
        self.thread = threading.Thread(target=self._listen, daemon=True)
        self.thread.start()

    def _listen(self):
        while True:
            try:
                some = os.read(self.fd, 65536)
            except OSError:
                return
            if not some:
                return
            self.heard.append((time.monotonic(), some))

    def send(self, keys):
        os.write(self.fd, keys.encode())

    def quiet(self, pause=0.15, most=20):
        """Waits until nothing was painted for a while."""
        end = time.monotonic() + most
        while time.monotonic() < end:
            n = len(self.heard)
            time.sleep(pause)
            if len(self.heard) == n:
                return

    def shown(self):
        """The words on the screen, painted anew for this."""
        self.quiet()
        n = len(self.heard)
        self.send("\x0c")
        self.quiet()
        return words(b"".join(b for _, b in self.heard[n:]))

    def wait_for(self, text, most=20):
        """Waits for words. False where they do not come."""
        end = time.monotonic() + most
        while time.monotonic() < end:
            if text in words(b"".join(b for _, b in self.heard)):
                return True
            time.sleep(0.02)
        return False

    def see(self, text, most=20):
        """Waits for words on the screen as a whole."""
        end = time.monotonic() + most
        while time.monotonic() < end:
            shown = self.shown()
            if text in shown:
                return shown
            if self.over():
                break
        raise AssertionError(f"{text!r} did not come: {words(b''.join(b for _, b in self.heard))[-500:]!r}")

    def time(self, keys, most=10):
        """Seconds from a key to the first of what it paints; `most` where it paints nothing."""
        n = len(self.heard)
        start = time.monotonic()
        self.send(keys)
        while time.monotonic() - start < most:
            if len(self.heard) > n:
                return self.heard[n][0] - start
            time.sleep(0.0005)
        return most

    def over(self):
        if self.code is None:
            done, status = os.waitpid(self.pid, os.WNOHANG)
            if done:
                self.code = os.waitstatus_to_exitcode(status)
        return self.code is not None

    def end(self, keys="Q", most=30):
        """Ends it; gives the seconds that took and the exit code."""
        start = time.monotonic()
        try:
            self.send(keys)
        except OSError:
            pass
        while not self.over() and time.monotonic() - start < most:
            time.sleep(0.005)
        took = time.monotonic() - start
        self.kill()
        return took, self.code

    def kill(self):
        if not self.over():
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
            self.code = "it did not end"
        self.thread.join(2)
        if self.fd is not None:
            os.close(self.fd)
            self.fd = None


def words(painted):
    """What was painted, without the sequences between the words."""
    text = re.sub(rb"\x1b\[[0-9;?<>=]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(\x07|\x1b\\)|\x1b.", b" ", painted)
    return " ".join(text.decode(errors="replace").split())
