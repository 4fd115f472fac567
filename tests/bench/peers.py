#!/usr/bin/env python3
"""What other programs of the kind put on the wire for the same letters, and how long it takes them.

    peers.py HARNESS FIXED_SET LETTER

HARNESS has servers, clients and an emulated link (wirebench.py, termbench.py, peers/). The 50 letters of FIXED_SET
(tests/data/first-sync.json) go into a mailbox with no more of headers than they need; LETTER is the one that is sent and received, its
subject in the first line. Prints a line "ROW LINK PEER UP DOWN SECONDS TERMINAL" for each thing done, "-" where something was not
measured, and says on stderr what is not there.
"""
import base64
import email.utils
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

LINKS = {"direct": (0, 0), "64000": (64000, 150), "9600": (9600, 300)}
SERVERS, CLIENTS = ("dovecot", "nginx"), ("mutt", "aerc", "mbsync", "msmtp", "w3m")
LETTER_NAME = "1799999999.bench.portal:2,"


def missing(programs):
    absent = [p for p in programs if not shutil.which(p)]
    for program in absent:
        print("peers: %s is not installed; what it would be measured in is left out" % program, file=sys.stderr)
    return absent


def encoded(text):
    return text if text.isascii() else "=?utf-8?B?%s?=" % base64.b64encode(text.encode()).decode()


def letter(number, name, subject, text):
    when = email.utils.formatdate(1795000000 - number * 30000)
    return ("From: %s <p%02d@school.example>\nTo: Me <me@portal.example>\nSubject: %s\nDate: %s\nMessage-ID: <%d@portal.example>\n"
            "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n%s\n"
            % (encoded(name), number % 100, encoded(subject), when, number, text)).encode()


def fill(mailbox, fixed):
    names = {p["key"]: p["name"] for p in fixed["people"]}
    shutil.rmtree(mailbox)
    for part in ("cur", "new", "tmp"):
        (mailbox / part).mkdir(parents=True)
    for number, m in enumerate(fixed["messages"]):
        file = mailbox / "cur" / ("%d.%02d.portal:2,S" % (1795000000 - number * 30000, number))
        file.write_bytes(letter(number, names[m["from"]], m["subject"], m["text"]))
    return "|".join(sorted(names.values()))


class Bench:
    def __init__(self, harness, fixed, text):
        self.harness, self.base = harness, Path(tempfile.mkdtemp(prefix="tw-peers."))
        self.base.chmod(0o755)
        self.client = self.base / "client"
        self.absent = missing(CLIENTS)
        self.run([self.tool("gen.py"), str(self.base)])
        self.mailbox = self.base / "mail/u50/Maildir"
        self.ready = fill(self.mailbox, fixed)
        self.letter = self.base / "letter"
        self.subject, words = text.split("\n", 1)
        self.letter.write_bytes(letter(99, "Me", self.subject, words))
        self.env = {**os.environ, "DATA": str(self.base), "HOME": str(self.client / "home"), "IMAP_USER": "u50", "IMAP_PORT": "2143",
                    "SMTP_PORT": "2143", "CACHE": str(self.client / "cache-send"), "LANG": "C.UTF-8"}

    def tool(self, name):
        return str(self.harness / "peers" / name)

    def run(self, words):
        subprocess.run(words, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def servers(self, what):
        self.run([self.tool("servers.sh"), what, str(self.base)])

    def tell(self, row, link, peer, cost, seconds, terminal="-"):
        print(row, link, peer, cost["up"], cost["down"], "%.3f" % seconds, terminal, flush=True)

    def count(self, row, link, peer, command, port=1143):
        """A shell command whose server is at port and seems to be at 2143, over the link. What it cost, unless it failed."""
        rate, delay = LINKS[link]
        words = [str(self.harness / "wirebench.py"), "--listen", "127.0.0.1:2143", "--to", "127.0.0.1:%d" % port]
        if rate:
            words += ["--up", str(rate), "--down", str(rate), "--delay", str(delay)]
        done = subprocess.run([*words, "--", "sh", "-c", command], env=self.env, capture_output=True, text=True)
        found = [json.loads(line) for line in (done.stdout + done.stderr).split("\n") if line.startswith('{"up"')]
        if not found or found[0]["status"]:
            print("peers: %s failed: %s" % (peer, done.stderr.strip()[-300:]), file=sys.stderr)
        elif row:
            self.tell(row, link, peer, found[0], found[0]["command_s"])

    def screen(self, link, program):
        """A full-screen client that opens the mailbox for the first time, then the newest letter."""
        rate, delay = LINKS[link]
        path = self.harness / "peers/scenarios" / ("slow9600-%s-50.json" % program)
        scenario = json.loads(path.read_text())
        relay = {"listen": "127.0.0.1:2143", "to": "127.0.0.1:1143"}
        if rate:
            relay.update(up=rate, down=rate, delay=delay)
        scenario.update(relays=[relay], startup_quiet_ms=600 + 6 * delay, quiet_ms=400 + 2 * delay, silent_ms=400 + 4 * delay)
        new = self.mailbox / "new" / LETTER_NAME
        if program == "aerc":
            scenario["ready"] = self.ready
        else:
            scenario["keys"] += [{"label": "poll", "send": "Y"},
                                 {"label": "new", "send": "Y", "expect": "Msgs:51", "shell": self.deliver(new)}]
        file, out = self.base / "scenario.json", self.base / "figures.json"
        file.write_text(json.dumps(scenario))
        done = subprocess.run([str(self.harness / "termbench.py"), "--json", str(out), str(file)], env=self.env, capture_output=True)
        if done.returncode:
            print("peers: %s failed: %s" % (program, done.stderr.decode()[-300:]), file=sys.stderr)
            return
        start, keys = json.loads(out.read_text())[0]["startup"], json.loads(out.read_text())[0]["keys"]
        median = lambda wire: {k: wire[0][k]["median"] for k in ("up", "down")}
        opened = keys["open"]
        for row, wire, ms, written in (("inbox", start["wire"], start["ready_ms"], start["bytes_to_ready"]),
                                       ("open", opened["wire"], opened["last_ms"], opened["bytes"])):
            self.tell(row, link, program, median(wire), ms["median"] / 1000, written["median"])
            if not rate:
                self.terminal(row, program, written["median"])
        for row in ("poll", "new"):
            if row in keys:
                self.tell(row, link, program, median(keys[row]["wire"]), keys[row]["wire"][0]["seconds"]["median"])
        self.withdraw()

    def deliver(self, to):
        return "install -o mail -g mail -m 600 %s %s" % (self.letter, to)

    def withdraw(self):
        for file in self.mailbox.glob("*/%s*" % LETTER_NAME[:10]):
            file.unlink()

    def terminal(self, row, program, written):
        """What the same takes where the mailbox is near and the terminal's line is slow, by what was written to it."""
        for link, (rate, delay) in LINKS.items():
            if rate:
                segments = (written + 1459) // 1460
                seconds = 2 * delay / 1000 + (written + 40 * segments) * 8 / rate
                self.tell("ssh-" + row, link, program, {"up": "-", "down": "-"}, seconds)

    def link(self, link):
        lean = "%s 2143 u50 %%s --compress" % self.tool("imapmin.py")
        self.count("inbox", link, "lean-IMAP", lean % "headers")
        self.count("all", link, "lean-IMAP", lean % "open")
        self.count("poll", link, "lean-IMAP", lean % "poll")
        self.count("send", link, "lean-IMAP", lean % ("append %s" % self.letter))
        for program in ("mutt", "aerc"):
            if program not in self.absent:
                self.screen(link, program)
        if "mbsync" not in self.absent:
            box, sync = self.client / "mbsync-u50", "mbsync -q -c %s/mbsyncrc-u50 bench" % self.client
            shutil.rmtree(box, ignore_errors=True)
            box.mkdir(parents=True)
            self.count("all", link, "mbsync", sync)
            self.count("poll", link, "mbsync", sync)
            self.run(["sh", "-c", self.deliver(self.mailbox / "new" / LETTER_NAME)])
            self.count("new", link, "mbsync", sync)
            self.withdraw()
        if "msmtp" not in self.absent:
            self.count("send", link, "msmtp", "msmtp --host=127.0.0.1 --port=2143 --from=me@portal.example x@school.example < %s"
                       % self.letter, 2525)
        if "mutt" not in self.absent:
            (Path(self.env["CACHE"]) / "headers").mkdir(parents=True, exist_ok=True)
            self.count("send", link, "mutt", "tail -n +10 %s | mutt -n -F %s/muttrc -s '%s' teacher@school.example"
                       % (self.letter, self.client, self.subject), 2525)
        if "w3m" not in self.absent:
            for row, page in (("inbox", "inbox"), ("open", "message"), ("search", "partners"), ("month", "calendar")):
                self.count(row, link, "w3m", "w3m -dump http://127.0.0.1:2143/%s.html" % page, 8081)


def main():
    harness, fixed, text = Path(sys.argv[1]).resolve(), json.loads(Path(sys.argv[2]).read_text()), Path(sys.argv[3]).read_text()
    if missing(SERVERS):
        return
    if os.geteuid() != 0:
        print("peers: their servers want root; they are left out", file=sys.stderr)
        return
    bench = Bench(harness, fixed, text)
    try:
        bench.servers("start")
        time.sleep(0.5)
        bench.run([bench.tool("clients.sh"), str(bench.base)])
        for link in LINKS:
            bench.link(link)
    finally:
        bench.servers("stop")
        shutil.rmtree(bench.base, ignore_errors=True)


if __name__ == "__main__":
    main()
