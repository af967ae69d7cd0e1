"""An OpenSSH server of this run alone, and links to it."""

import getpass
import os
import shutil
import socket
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))


def missing():
    """What is not here and is needed."""
    tools = ["ssh", "ssh-keygen", "sftp", "scp"]
    return [t for t in tools if not shutil.which(t)] + ([] if sshd() else ["sshd"])


def sshd():
    return shutil.which("sshd") or shutil.which("sshd", path="/usr/sbin:/usr/local/sbin:/sbin")


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Server:
    def __init__(self, folder):
        self.folder = folder
        self.port = free_port()
        self.links = {}
        for name in ("host", "reader"):
            self.do("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", self.path(name))
        with open(self.path("reader.pub")) as f:
            self.authorize(f.read())
        with open(self.path("config"), "w") as f:
            f.write(f"""Port {self.port}
ListenAddress 127.0.0.1
HostKey {self.path('host')}
AuthorizedKeysFile {self.path('authorized')}
StrictModes no
UsePAM no
PasswordAuthentication no
PermitRootLogin prohibit-password
PidFile none
PrintMotd no
PrintLastLog no
Subsystem sftp internal-sftp
""")
        if os.geteuid() == 0:
            os.makedirs("/run/sshd", exist_ok=True)
        self.log = open(self.path("log"), "w")
        self.process = subprocess.Popen([sshd(), "-D", "-e", "-f", self.path("config")], stderr=self.log)
        for _ in range(200):
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return
            except OSError:
                time.sleep(0.05)
        raise RuntimeError("sshd does not start: " + open(self.path("log")).read())

    def path(self, name):
        return os.path.join(self.folder, name)

    def do(self, *command):
        subprocess.run(command, check=True, capture_output=True)

    def authorize(self, line):
        with open(self.path("authorized"), "a") as f:
            f.write(line)

    def link(self, oneway, rate):
        """The port of a link to the server; `None` for none between."""
        if oneway is None:
            return self.port
        if (oneway, rate) not in self.links:
            command = [sys.executable, os.path.join(HERE, "link.py"), str(self.port), str(oneway), str(rate)]
            link = subprocess.Popen(command, stdout=subprocess.PIPE)
            self.links[oneway, rate] = (link, int(link.stdout.readline()))
        return self.links[oneway, rate][1]

    def options(self, port, key="reader"):
        """What ssh, scp and sftp have to be told."""
        told = {"Port": port, "IdentityFile": self.path(key), "IdentitiesOnly": "yes", "BatchMode": "yes",
                "StrictHostKeyChecking": "no", "UserKnownHostsFile": "/dev/null", "LogLevel": "ERROR",
                "ControlPath": "none"}
        return ["-F", "/dev/null", *(o for k, v in told.items() for o in ("-o", f"{k}={v}"))]

    def host(self):
        return getpass.getuser() + "@127.0.0.1"

    def ssh(self, port, *more, key="reader"):
        return ["ssh", *self.options(port, key), "-e", "none", *more, self.host()]

    def end(self):
        for process in [link for link, _ in self.links.values()] + [self.process]:
            process.terminate()
            process.wait()
        self.log.close()
