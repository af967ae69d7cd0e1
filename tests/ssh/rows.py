"""What is measured. Every row tells its figures, its goal, and whether it is met."""

import os
import random
import re
import shutil
import signal
import statistics
import subprocess
import time

from far import Far

# The link of the goals: 200 ms there and back, 9,600 bytes a second.
NARROW = (0.1, 9600)
# One second there and back.
LONG = (0.5, 9600)
TIMES = 7

WORDS = {
    "en": "the river rose for three days and flooded old town while its mayor who had warned them said little about dams "
          "or money people carried boats through narrow streets nobody slept school stayed closed until water fell again",
    "th": "แม่น้ำ เพิ่ม ระดับ ขึ้น สามวัน และ ท่วม เมืองเก่า นายกเทศมนตรี ซึ่ง เตือน ไว้แล้ว พูด เพียงเล็กน้อย ว่า กำลัง ซ่อม "
          "ทำนบ ชาวบ้าน ขน เรือ ผ่าน ถนนแคบ ไม่มีใคร นอน โรงเรียน ปิด จนกว่า น้ำ จะ ลด ลง อีกครั้ง ตลาด เปิด ตอนเช้า",
}


def prose(language, n, seed):
    """So many words in some order: two lines that are alike would cost less than lines of true prose."""
    words = WORDS[language].split()
    some = random.Random(seed).choices(words, k=n)
    return (" " if language == "en" else "").join(w + (" " if i % 9 == 8 and language == "th" else "")
                                                  for i, w in enumerate(some))


def plain(painted):
    """What was painted, without the sequences between the words."""
    return re.sub(rb"\x1b\[[0-9;:?<>=]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(\x07|\x1b\\)|\x1b.", b" ", painted)


class Rig:
    def __init__(self, khao, folder, server, slack):
        """The times of a busy machine: over the goal by less than `slack` is not yet wrong."""
        self.slack = slack
        self.khao = os.path.join(folder, "khao")
        shutil.copy(khao, self.khao)
        self.folder = folder
        self.server = server
        self.failed = False
        self.trip = {}
        self.far = []
        self.n_homes = 0
        for language in WORDS:
            article = "\n\n".join(prose(language, 90, n) for n in range(40))
            comments = "\n\n".join(f"Ann {n}:\n{prose(language, 20, -n)}" for n in range(30))
            with open(os.path.join(folder, f"{language}.md"), "w") as f:
                f.write(f"# {prose(language, 6, 99)}\n\n{article}\n\n## Comments\n\n{comments}\n")

    def home(self):
        self.n_homes += 1
        home = os.path.join(self.folder, f"home{self.n_homes}")
        os.makedirs(home)
        return home

    def env(self, home, term="xterm-256color"):
        return f"env -i HOME={home} PATH=/usr/bin:/bin LANG=C.UTF-8 TERM={term}"

    def start(self, link, script, modes=(), key="reader"):
        """A program on the far side of a link; `script` is for the shell there."""
        far = Far([*self.server.ssh(self.server.link(*link), "-tt", key=key), script], modes=modes)
        self.far.append(far)
        return far

    def read(self, link, home, *args, modes=("69", "2026")):
        """khao over a link, after the mark that says when it was started."""
        script = f"printf MARK; exec {self.env(home)} {self.khao} {' '.join(args)}"
        far = self.start(link, script, modes)
        return far, far.wait_for("MARK")

    def row(self, name, got, goal=None, unit="ms", note="", wrong=()):
        """One row. `got` is held to `goal` where there is one, and `wrong` to be empty."""
        over = goal is not None and (got is None or got > goal)
        bad = bool(wrong) or (over and (got is None or got > goal * self.slack))
        self.failed |= bad
        told = "" if got is None and goal is None else f" {'nothing' if got is None else f'{got:,.0f}'} {unit}"
        told += f" (goal {goal:,.0f})" if goal is not None else ""
        print(f"{'BAD ' if bad else 'over' if over else 'ok  '} {name}:{told}{'. ' + note if note else ''}"
              + "".join(f"\n     {w}" for w in wrong), flush=True)

    def end(self, far, keys="Q"):
        far.send(keys)
        far.quiet(1.5, 10)
        far.kill()


def ms(seconds):
    return None if seconds is None else seconds * 1000


def bare(rig):
    """The link without khao, by which all others are measured."""
    for link, name in ((NARROW, "narrow"), (LONG, "long")):
        far = rig.start(link, "stty raw -echo; printf READY; exec cat")
        far.wait_for("READY")
        took = []
        for _ in range(TIMES + 2):
            took.append(far.time("x", 0.3 + link[0] * 2)[0])
        rig.trip[link] = statistics.median(t for t in took if t)
        far.kill()
        spread = f"{ms(min(took)):.0f} to {ms(max(took)):.0f} ms"
        rig.row(f"an echo over the {name} link", ms(rig.trip[link]), note=spread)
    far = rig.start(NARROW, "stty raw -echo; printf READY; head -c 20000 /dev/zero | tr '\\0' x")
    start = far.wait_for("READY")
    n = len(far.bytes)
    took = far.quiet(1.5) - start
    rig.row("bytes that the narrow link carries", (len(far.bytes) - n) / took, unit="B/s")
    far.kill()


def first(rig):
    """From the start of the program to its start screen, the last byte of it: what it asks the terminal then, and
    what it finds out about the documents a little later, are in it too."""
    home = rig.home()
    subprocess.run([*rig.env(home).split(), rig.khao, "list"], check=True, capture_output=True)
    took, whole, sizes = [], [], []
    for _ in range(5):
        far, start = rig.read(NARROW, home)
        took.append(far.wait_for("Library 5") - start)
        far.wait_for("quit")
        far.quiet(0.5)
        whole.append(far.heard[-1][0] - start)
        sizes.append(len(far.bytes))
        rig.end(far)
    rig.row("start screen: its first row", ms(statistics.median(took)))
    rig.row("start screen: the whole", ms(statistics.median(whole)), 1500,
            note=f"{statistics.median(sizes):,.0f} bytes; {', '.join(f'{ms(t):.0f}' for t in whole)}")


def reading(rig, language, name, modes, keys, large=False):
    """An article is scrolled: lines one by one, a held key, pages. `large` says that the terminal cannot scroll what
    is scrolled: a frame takes its time on the link then, and the goal is that nothing is added to it."""
    far, _ = rig.read(NARROW, rig.home(), os.path.join(rig.folder, f"{language}.md"), modes=modes)
    far.wait_for("Comments")
    far.quiet(1.5)
    for key in keys:
        far.time(key)
    far.time("5j")
    trip = ms(rig.trip[NARROW])
    for key, up in (("j", "down"), ("k", "up")):
        steps = [far.time(key) for _ in range(TIMES)]
        seconds = [t for t, _ in steps if t]
        took = ms(statistics.median(seconds)) if seconds else None
        size = statistics.mean(n for _, n in steps)
        own = size / NARROW[1] * 1000 if large else 0
        rig.row(f"{name} {language}: a line {up}", took, trip + own + 80, note=f"{size:,.0f} bytes")
    page = [far.time(" ", 1.5) for _ in range(3)]
    rig.row(f"{name} {language}: a page", ms(statistics.median(t for t, _ in page if t)),
            note=f"{statistics.mean(n for _, n in page):,.0f} bytes")
    far.time("gg", 1.5)
    tails = [far.hold("j") for _ in range(3)]
    rig.row(f"{name} {language}: j held for a second, after the release", ms(statistics.median(t for t, _ in tails)),
            trip + 2 * own + 300, note=f"{statistics.mean(n for _, n in tails):,.0f} bytes; "
                             f"{', '.join(f'{ms(t):.0f}' for t, _ in tails)}")
    rig.end(far)


def panes(rig):
    for language in WORDS:
        reading(rig, language, "three panes", ("69", "2026"), [])
    reading(rig, "th", "three panes without margins", (), [], large=True)


def zoomed(rig):
    for language in WORDS:
        reading(rig, language, "zoom", (), ["zz"])
    reading(rig, "th", "stacked", (), ["zs"])


def meter(rig):
    """The link as khao shows it."""
    far, _ = rig.read(NARROW, rig.home(), modes=())
    far.wait_for("quit")
    far.quiet(1.5)
    for keys in ("gL", "j", "k"):
        far.time(keys)
    # As a whole, and not only the figures that changed.
    n = len(far.bytes)
    far.time("\x0c")
    shown = re.findall(rb"link (\d+) ms (\d+) kB/s", plain(far.bytes[n:]))
    before = len(far.bytes)
    far.quiet(3, 3)
    idle = len(far.bytes) - before
    rig.end(far)
    wrong = [] if shown else ["it was not shown"]
    if shown:
        trip, rate = (int(n) for n in shown[-1])
        real = NARROW[1] / 1000
        if not (150 <= trip <= ms(rig.trip[NARROW]) * rig.slack and real / rig.slack <= rate <= real * rig.slack):
            wrong.append(f"{trip} ms {rate} kB/s")
    rig.row("gL: the link as measured", idle, 0, "bytes while idle",
            f"shown: {b' ms '.join(shown[-1]).decode()} kB/s" if shown else "", wrong)


# The shell reads what is typed at it, for as long as an answer could be under way.
SHELL = "{khao}; stty raw -echo; printf LEFT; timeout 4 cat > {home}/stray; printf '<%s>' $(wc -c < {home}/stray)"


def quitting(rig):
    """At a second's distance, with answers still to come."""
    for name, keys, wait in (("at once", "", 0.2), ("while reading", "\r", 1.5), ("from the shelf", "jkj", 0)):
        home = rig.home()
        khao = f"{rig.env(home)} {rig.khao}"
        far = rig.start(LONG, SHELL.format(khao=khao, home=home), ("69", "2026"))
        far.wait_for("Library")
        if keys:
            far.quiet(3)
            far.send(keys)
        end = time.monotonic() + wait
        while far.listen(end - time.monotonic()):
            pass
        start = time.monotonic()
        far.send("jkQ")
        took = far.wait_for("LEFT") - start
        stray = int(far.find(rb"LEFT<(\d+)>").group(1))
        far.kill()
        rig.row(f"quitting a second away, {name}", stray, 0, "stray bytes", f"{ms(took):.0f} ms")


def gone(pid):
    try:
        with open(f"/proc/{pid}/stat") as f:
            return f.read().rsplit(")", 1)[1].split()[0] == "Z"
    except FileNotFoundError:
        return True


def cut(rig):
    """The connection is lost in the middle: the program ends, and the next start is where it was."""
    home = rig.home()
    far = rig.start(NARROW, f"echo $$ > {home}/pid; exec {rig.env(home)} {rig.khao}", ())
    far.wait_for("Library")
    far.quiet(1.5)
    far.send("\r")
    far.wait_for("Comments 29")
    far.quiet()
    far.time("g2JJJ", 1.5)
    far.time("zz", 1.5)
    with open(f"{home}/pid") as f:
        pid = int(f.read())
    # Something is on its way when it happens.
    far.send("j")
    os.kill(far.pid, signal.SIGKILL)
    start = time.monotonic()
    while not gone(pid) and time.monotonic() - start < 20:
        time.sleep(0.01)
    took = time.monotonic() - start - NARROW[0]
    far.kill()
    wrong = []
    again = rig.start((None, None), f"exec {rig.env(home)} {rig.khao}")
    try:
        again.wait_for("Comments 29", 10)
    except AssertionError as e:
        wrong.append(f"the place is lost: {e}")
    again.quiet(0.5)
    rig.end(again)
    rig.row("the connection is cut: the end of the program", ms(took), 1000, note="its place is there again", wrong=wrong)


ROWS = [bare, first, panes, zoomed, meter, quitting, cut]
