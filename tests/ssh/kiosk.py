#!/usr/bin/env python3
"""The reader as a login of OpenSSH: whatever the client asks for, it gets the reader and nothing else.

    tests/ssh/kiosk.py target/release/khao

It starts an sshd of its own on the loopback address, with keys made for it. Exit code 1 where anything else
than the reader was had.
"""

import fcntl
import os
import pty
import re
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import termios
import threading
import time

CONFIG = """
Port {port}
ListenAddress 127.0.0.1
HostKey {folder}/host
AuthorizedKeysFile {folder}/authorized
PidFile {folder}/pid
StrictModes no
UsePAM no
PasswordAuthentication no
PermitRootLogin yes
AcceptEnv *
X11Forwarding yes
Subsystem sftp internal-sftp
"""


class Rig:
    def __init__(self, khao, folder):
        self.folder = folder
        self.khao = os.path.join(folder, "khao")
        shutil.copy(khao, self.khao)
        self.failed = False
        with socket.socket() as s:
            s.bind(("127.0.0.1", 0))
            self.port = s.getsockname()[1]
        for name in ("host", "key"):
            subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", f"{folder}/{name}"], check=True)
        key = open(f"{folder}/key.pub").read()
        self.library = f"{folder}/library.db"
        forced = f'restrict,pty,command="{self.khao} --kiosk --library {self.library}" {key}'
        self.write("authorized", forced)
        self.write("config", CONFIG.format(port=self.port, folder=folder))
        os.makedirs("/run/sshd", exist_ok=True)
        self.sshd = subprocess.Popen([shutil.which("sshd", path="/usr/sbin:/usr/bin"), "-D", "-f", f"{folder}/config",
                                      "-E", f"{folder}/log"])
        for _ in range(200):
            with socket.socket() as s:
                if s.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.02)
        raise RuntimeError(open(f"{folder}/log").read())

    def write(self, name, text):
        with open(os.path.join(self.folder, name), "w") as f:
            f.write(text)

    def options(self, *more):
        return ["-F", "/dev/null", "-i", f"{self.folder}/key", "-o", "IdentitiesOnly=yes",
                "-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null", "-o", "LogLevel=ERROR", *more]

    def ssh(self, *more):
        return ["ssh", "-p", str(self.port), *self.options(*more), "127.0.0.1"]

    def row(self, name, wrong):
        self.failed |= bool(wrong)
        print(("BAD  " if wrong else "ok   ") + name + (f": {wrong}" if wrong else ""), flush=True)

    def end(self):
        self.sshd.terminate()
        self.sshd.wait()


class Client:
    """An ssh on a terminal of its own."""

    def __init__(self, command, env=None):
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.execvpe(command[0], command, {**os.environ, "TERM": "xterm-256color", "LANG": "C.UTF-8", **(env or {})})
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
        self.heard = b""
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self):
        while True:
            try:
                some = os.read(self.fd, 65536)
            except OSError:
                return
            if not some:
                return
            self.heard += some

    def send(self, keys):
        os.write(self.fd, keys.encode())

    def words(self):
        text = re.sub(rb"\x1b\[[0-9;?<>=]*[ -/$]*[@-~]|\x1b\][^\x07\x1b]*(\x07|\x1b\\)|\x1b.", b" ", self.heard)
        return " ".join(text.decode(errors="replace").split())

    def see(self, text, most=15):
        end = time.monotonic() + most
        while time.monotonic() < end:
            if text in self.words():
                return True
            time.sleep(0.02)
        return False

    def code(self, most=10):
        end = time.monotonic() + most
        while time.monotonic() < end:
            done, status = os.waitpid(self.pid, os.WNOHANG)
            if done:
                return os.waitstatus_to_exitcode(status)
            time.sleep(0.02)
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        return "it did not end"

    def cut(self):
        """The link breaks: the client says nothing to anybody any more."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)


def readers(rig):
    """The readers of this rig that run."""
    out = subprocess.run(["pgrep", "-f", rig.khao], capture_output=True, text=True).stdout.split()
    return [int(p) for p in out if os.path.exists(f"/proc/{p}/exe") and os.readlink(f"/proc/{p}/exe") == rig.khao]


def login(rig):
    client = Client(rig.ssh("-t"))
    wrong = [] if client.see("29 comments") else [client.words()[-300:]]
    for keys, said in (("o", "Not in kiosk mode"), ("j", ""), ("\x1a", "Not in kiosk mode"),
                       ("!id\r", ""), (":w /tmp/x\r", "")):
        client.heard = b""
        client.send(keys)
        if said and not client.see(said):
            wrong.append(f"{keys!r}: {client.words()[-200:]}")
        time.sleep(0.1)
    client.send("\x1b")
    time.sleep(0.2)
    client.send("Q")
    code = client.code()
    rig.row("a login is the reader, and quitting it ends it", wrong + ([code] if code else []))


def commands(rig):
    made = os.path.join(rig.folder, "made")
    wrong = []
    for args in ([f"id; touch {made}"], ["-s", "sftp"], ["sh", "-i"], ["khao", "export"]):
        ran = subprocess.run([*rig.ssh("-T"), *args], capture_output=True, timeout=20, stdin=subprocess.DEVNULL)
        # A subsystem has no standard error.
        told = b"a kiosk needs a terminal" in ran.stderr or "-s" in args
        if ran.returncode != 2 or not told or ran.stdout:
            wrong.append((args, ran))
    client = Client([*rig.ssh("-tt"), f"touch {made}"])
    if not client.see("29 comments"):
        wrong.append(client.words()[-300:])
    client.send("Q")
    client.code()
    if os.path.exists(made):
        wrong.append("a command was run")
    rig.row("a command of the client's is not run", wrong)


def files(rig):
    there = os.path.join(rig.folder, "there")
    options = rig.options("-P", str(rig.port))
    wrong = []
    for command in (["scp", "-O", *options, f"{rig.folder}/config", f"127.0.0.1:{there}"],
                    ["scp", *options, f"{rig.folder}/config", f"127.0.0.1:{there}"],
                    ["sftp", "-b", "/dev/null", *options, "127.0.0.1"]):
        ran = subprocess.run(command, capture_output=True, timeout=20, stdin=subprocess.DEVNULL)
        if ran.returncode == 0 or os.path.exists(there):
            wrong.append((command[0], ran))
    rig.row("no files are sent or fetched", wrong)


def forwarding(rig):
    wrong = []
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        port = s.getsockname()[1]
    client = Client(rig.ssh("-t", "-L", f"{port}:127.0.0.1:{rig.port}"))
    client.see("29 comments")
    with socket.socket() as s:
        s.settimeout(3)
        try:
            s.connect(("127.0.0.1", port))
            if s.recv(100):
                wrong.append("-L reached a port")
        except OSError:
            pass
    client.send("Q")
    client.code()
    for more in (["-R", "0:127.0.0.1:22"], ["-R", "0"]):
        ran = subprocess.run(rig.ssh("-T", "-N", "-o", "ExitOnForwardFailure=yes", *more), capture_output=True,
                             timeout=20, stdin=subprocess.DEVNULL)
        if ran.returncode == 0:
            wrong.append((more, ran))
    rig.row("no ports are forwarded", wrong)


def environment(rig):
    other = os.path.join(rig.folder, "other.db")
    client = Client(rig.ssh("-t", "-o", "SendEnv=KHAO_* BROWSER SSH_ORIGINAL_COMMAND"),
                    {"KHAO_LIBRARY": other, "KHAO_CONFIG": rig.folder, "BROWSER": "/bin/sh"})
    wrong = [] if client.see("29 comments") else [client.words()[-300:]]
    client.send("Q")
    if client.code():
        wrong.append("it did not end well")
    if os.path.exists(other):
        wrong.append("another library was made")
    rig.row("the client's environment chooses nothing", wrong)


def cut(rig):
    wrong, ended = [], []
    for n in range(5):
        client = Client(rig.ssh("-t"))
        client.see("29 comments")
        # Whoever comes next is not put there at once, and sees nothing of a half note.
        client.send("'" if n else "\r")
        if not client.see("Comments 29") or "draft" in client.words():
            wrong.append(f"{n}: {client.words()[-300:]}")
        client.send(f"gndraft {n}")
        client.see(f"draft {n}")
        time.sleep(0.1)
        start = time.monotonic()
        client.cut()
        while readers(rig) and time.monotonic() - start < 5:
            time.sleep(0.002)
        ended.append((time.monotonic() - start) * 1e3)
        if readers(rig):
            wrong.append(f"{n}: the reader goes on")
    rig.row(f"after the link was cut, 5 times, ' goes on there, without the half note; the reader ended within "
            f"{max(ended):.0f} ms", wrong)


def main():
    if not shutil.which("sshd", path="/usr/sbin:/usr/bin"):
        print("\n*** SKIPPED: the kiosk over SSH: there is no sshd ***\n")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        rig = Rig(sys.argv[1], folder)
        try:
            for row in (login, commands, files, forwarding, environment, cut):
                row(rig)
        finally:
            rig.end()
        return int(rig.failed)


if __name__ == "__main__":
    sys.exit(main())
