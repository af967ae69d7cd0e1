#!/usr/bin/env python3
"""The reader in real terminals: keys are pressed, a picture is taken, and after a full repaint a second one.

    tests/terminals/run.py target/release/khao PICTURES [--only NAME...] [--keys WORD...]

Both pictures must be the same: what was painted by differences looks like what was painted anew. Some
terminals leave a pixel or two where a letter leans over its cell, so a few may differ; a letter has more. Whether borders line up and marks stand on their letters is for eyes: the pictures stay in PICTURES.
Terminals that are not installed are skipped, and said so. Needs Xvfb, xdotool and ImageMagick; foot needs
weston too. Ends only what it started.
"""

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time

FONT = "Tlwg Mono"

SEEDS = os.path.join(os.path.dirname(os.path.realpath(__file__)), "..", "..", "seeds")
# An article in English and one in Thai, read line by line, by pages and back, with panes, folds and a search: the
# file to open, if any, and the keys.
WALKS = {
    "english": ("", "Return j j j j j k k j space b l j j j k z z j j k z z question Escape j j slash a Return n n j"),
    "thai": ("003_da2e903e2efe6936.txt", "j j j j j k k j space b l j j k h z z j j j k z z j j"),
    "shelf": ("", "j j k m j m slash n e w s Return j k"),
}


def commands(home, program):
    """Every terminal, and how it is told to run a program."""
    write = lambda name, text: open(os.path.join(home, name), "w").write(text) and os.path.join(home, name)
    alacritty = write("alacritty.yml", f'font:\n  size: 11\n  normal:\n    family: "{FONT}"\n'
                      "window:\n  dimensions:\n    columns: 120\n    lines: 36\n")
    foot = write("foot.ini", f"[main]\nfont={FONT}:size=11\ninitial-window-size-chars=120x36\n")
    weston = write("weston.sh", "weston --backend=x11-backend.so --use-pixman --socket=wl-khao --width=1300 "
                   "--height=800 --idle-time=0 --shell=kiosk-shell.so & w=$!; sleep 3; "
                   f"WAYLAND_DISPLAY=wl-khao foot -c {foot} {program}; kill $w\n")
    xterm = ["xterm", "-fa", FONT, "-fs", "11", "-u8", "-geometry", "120x36", "+sb"]
    return {
        "xterm": [*xterm, "-e", program],
        "xterm-256": [*xterm, "-tn", "xterm-256color", "-e", program],
        "vte": ["dbus-run-session", "sakura", "-f", f"{FONT} 11", "-c", "120", "-r", "36", "-x", program],
        "kitty": ["kitty", "--config", "NONE", "-o", "font_size=11", "-o", f"font_family={FONT}", "-o",
                  "remember_window_size=no", "-o", "initial_window_width=120c", "-o", "initial_window_height=36c",
                  program],
        "alacritty": ["alacritty", "--config-file", alacritty, "-e", program],
        "foot": ["sh", weston],
        "konsole": ["dbus-run-session", "konsole", "--separate", "-p", "TerminalColumns=120", "-p",
                    "TerminalRows=36", "-p", f"Font={FONT},11", "-e", program],
        "mlterm": ["mlterm", "-E", "utf8", "--fontsize=15", "-g", "120x36", "-e", program],
        "urxvt": ["urxvt", "-fn", f"xft:{FONT}:size=11", "-geometry", "120x36", "-e", program],
        "tmux": [*xterm, "-e", "tmux", "-u", "-L", f"khao{os.getpid()}", "-f", "/dev/null", "new", program],
        "screen": [*xterm, "-e", "screen", "-U", "-c", "/dev/null", program],
    }


# Fewer pixels than any letter has.
FEW = 12


class Display:
    """A screen of its own."""

    def __init__(self):
        read, write = os.pipe()
        self.process = subprocess.Popen(["Xvfb", "-displayfd", str(write), "-screen", "0", "1500x1000x24",
                                         "+extension", "GLX"], pass_fds=[write], stderr=subprocess.DEVNULL)
        os.close(write)
        with os.fdopen(read) as told:
            self.name = ":" + told.readline().strip()

    def picture(self, path, env):
        subprocess.run(["import", "-window", "root", path], env=env, check=True, capture_output=True)

    def end(self):
        self.process.terminate()
        self.process.wait()


def walk(name, command, keys, folder, env, program):
    """Presses the keys in one terminal; what is wrong."""
    display = Display()
    env = {**env, "DISPLAY": display.name}
    ready = os.path.join(env["HOME"], "ready")
    if os.path.exists(ready):
        os.unlink(ready)
    log = open(os.path.join(folder, f"{name}.log"), "w")
    terminal = subprocess.Popen(command, env=env, stdout=log, stderr=log, start_new_session=True)
    try:
        for _ in range(300):
            if os.path.exists(ready) or terminal.poll() not in (None, 0):
                break
            time.sleep(0.1)
        if not os.path.exists(ready):
            return "it did not start"
        time.sleep(1.5)
        found = subprocess.run(["xdotool", "search", "--onlyvisible", "--name", ".*"], env=env,
                               capture_output=True, text=True).stdout.split()
        if found:
            subprocess.run(["xdotool", "windowfocus", found[-1]], env=env, capture_output=True)
        time.sleep(0.3)
        for key in keys.split():
            subprocess.run(["xdotool", "key", key], env=env, capture_output=True)
            time.sleep(0.06)
        time.sleep(1.2)
        one, two = (os.path.join(folder, f"{name}{end}.png") for end in ("", "-anew"))
        display.picture(one, env)
        subprocess.run(["xdotool", "key", "ctrl+l"], env=env, capture_output=True)
        time.sleep(1.2)
        display.picture(two, env)
        differ = subprocess.run(["compare", "-metric", "AE", one, two, "null:"], capture_output=True, text=True)
        n = float(differ.stderr.split()[0])
        return None if n <= FEW else f"{n:.0f} pixels differ"
    finally:
        # What a multiplexer runs would outlive its window.
        try:
            os.kill(int(open(ready).read()), signal.SIGTERM)
        except (OSError, ValueError):
            pass
        if terminal.poll() is None:
            os.killpg(terminal.pid, 15)
        terminal.wait()
        display.end()
        log.close()


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("khao")
    args.add_argument("pictures")
    args.add_argument("--only", nargs="*")
    args.add_argument("--walks", nargs="*", default=list(WALKS))
    args = args.parse_args()
    for tool in ("Xvfb", "xdotool", "import", "compare"):
        if not shutil.which(tool):
            sys.exit(f"{tool} is missing: apt-get install xvfb xdotool imagemagick")
    os.makedirs(args.pictures, exist_ok=True)
    failed = False
    with tempfile.TemporaryDirectory() as home:
        # Every document is a row of its own.
        os.makedirs(os.path.join(home, ".config", "khao"))
        with open(os.path.join(home, ".config", "khao", "settings.toml"), "w") as f:
            f.write("stories = false\n")
        program = os.path.join(home, "reader")
        env = {"HOME": home, "PATH": os.environ["PATH"], "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8",
               "XDG_RUNTIME_DIR": home, "LIBGL_ALWAYS_SOFTWARE": "1", "QT_QPA_PLATFORM": "xcb",
               "GDK_BACKEND": "x11", "NO_AT_BRIDGE": "1"}
        for name, command in commands(home, program).items():
            if args.only and name not in args.only:
                continue
            tools = [command[0]] + [c for c in command if c in ("sakura", "konsole", "tmux", "screen")]
            tools += ["foot", "weston"] if name == "foot" else []
            missing = [t for t in tools if not shutil.which(t)]
            if missing:
                print(f"SKIPPED {name}: {missing[0]} is not installed", flush=True)
                continue
            for which in args.walks:
                library = os.path.join(home, f"{name}-{which}.db")
                with open(program, "w") as f:
                    file, keys = WALKS[which]
                    file = file and os.path.realpath(os.path.join(SEEDS, file))
                    f.write(f"#!/bin/sh\necho $$ > {home}/ready\nexec {os.path.realpath(args.khao)} --library {library} {file}\n")
                os.chmod(program, 0o755)
                wrong = walk(f"{name}-{which}", command, keys, args.pictures, env, program)
                failed |= wrong is not None
                print(f"{'BAD' if wrong else 'ok '} {name} {which} {wrong or ''}", flush=True)
    sys.exit(failed)


if __name__ == "__main__":
    main()
