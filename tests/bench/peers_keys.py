#!/usr/bin/env python3
"""What other programs of the kind send to the terminal for a key.

    peers_keys.py HARNESS

HARNESS has their servers, data and scenarios (termbench.py, peers/). Each program that is installed here goes through its scenario on both
terminals, fewer times where it goes there and back. Prints a line "STEP TERM PEER - - - BYTES CELL TEXT MS CPU" for each kind of key:
the median of its bytes, the bytes of all such keys by the cells that they changed and by the bytes that those hold, the medians of the
milliseconds to the first byte and of processor time; a line "start TERM PEER ..." of the start-up, with the most memory in KiB behind. Says
on stderr what is not there.
"""
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

TERMS = ("xterm-256color", "vt100")
SERVERS = ("dovecot", "nginx")
SCENARIOS = ("neomutt-1000", "mutt-1000", "aerc-1000", "newsboat-200", "calcurse-500", "khal-500", "tig-5000", "lynx-inbox",
             "w3m-inbox", "elinks-inbox")
# The browsers' pages that do what a step of ours does, by their scenarios over slow lines.
PAGES = {"slow64000-lynx-partners": "search", "slow64000-w3m-partners": "search"}
# aerc sleeps as the padding of a VT100 asks, for minutes; elinks does not know one.
LEFT_OUT = {("aerc-1000", "vt100"), ("elinks-inbox", "vt100")}
GROUP_MOST = 5


def shortened(keys):
    """How far a key has led by its repeats decides what the next one has to draw: those stay."""
    for key in keys:
        yield {**key, "repeat": min(key["repeat"], GROUP_MOST)} if "keys" in key else key


def make_locale(base):
    """khal wants en_US.UTF-8, which need not be on this computer."""
    path = base / "locale"
    path.mkdir()
    subprocess.run(["localedef", "-f", "UTF-8", "-i", "en_US", str(path / "en_US.UTF-8")], capture_output=True)
    return str(path)


def tell(step, term, name, *figures):
    print(step, term, name.split("-")[0], "- - -", *("-" if figure is None else figure for figure in figures), flush=True)


def tell_key(step, term, name, key, samples):
    """A peer that moves only the cursor changes no cell; one that says nothing has no first byte."""
    cells, text, written = (sum(sample[figure] for sample in samples) for figure in ("cells", "limit", "bytes"))
    by = lambda count: "%.3f" % (written / count) if count else None
    tell(step, term, name, key["bytes"]["median"], by(cells), by(text),
         key["first_ms"] and key["first_ms"]["median"], key["cpu_ms"]["median"])


def measure(harness, base, name, term, env):
    """A scenario, shortened; nothing if it fails."""
    scenario = json.loads((harness / "peers/scenarios" / (name + ".json")).read_text())
    page = PAGES.get(name)
    if page:
        scenario.update(command=[word.replace(":2081/", ":8081/") for word in scenario["command"]], relays=[], startup_quiet_ms=300)
    scenario.update(runs=1, warmup=1, startup_runs=0, keys=list(shortened(scenario["keys"])))
    scenario["env"] = {**scenario.get("env", {}), "LOCPATH": env["LOCPATH"]}
    file, out = base / "scenario.json", base / "figures.json"
    file.write_text(json.dumps(scenario))
    done = subprocess.run([str(harness / "termbench.py"), "--term", term, "--json", str(out), str(file)], env=env, capture_output=True)
    if done.returncode:
        print("peers: %s on %s failed: %s" % (name, term, done.stderr.decode()[-300:]), file=sys.stderr)
        return
    figures = json.loads(out.read_text())[0]
    start = figures["startup"]
    if page:
        tell(page, term, name.split("-")[1], start["bytes"]["median"])
        return
    tell("start", term, name, start["bytes"]["median"], None, None, start["ready_ms"]["median"], start["cpu_ms"]["median"],
         figures["memory"]["peak_main_kib"]["median"])
    for step, key in figures["keys"].items():
        tell_key(step, term, name, key, [sample for sample in figures["samples"]["keys"] if sample["label"] == step])


def main():
    harness = Path(sys.argv[1]).resolve()
    if os.geteuid() != 0 or not all(shutil.which(server) for server in SERVERS):
        print("peers: their servers (%s) are not here, or not to be started; they are left out" % ", ".join(SERVERS), file=sys.stderr)
        return
    base = Path(tempfile.mkdtemp(prefix="tw-peers."))
    base.chmod(0o755)
    env = {**os.environ, "DATA": str(base), "LOCPATH": make_locale(base)}
    tool = lambda name, *words: subprocess.run([str(harness / "peers" / name), *words], env=env, check=True, stdout=subprocess.DEVNULL,
                                               stderr=subprocess.DEVNULL)
    try:
        tool("gen.py", str(base), "--today", time.strftime("%Y-%m-%d"))
        tool("servers.sh", "start", str(base))
        time.sleep(0.5)
        tool("clients.sh", str(base))
        for name in (*SCENARIOS, *PAGES):
            program = name.split("-")[1 if name in PAGES else 0]
            if not shutil.which(program):
                print("peers: %s is not installed" % program, file=sys.stderr)
                continue
            for term in TERMS:
                if (name, term) not in LEFT_OUT:
                    measure(harness, base, name, term, env)
    finally:
        tool("servers.sh", "stop", str(base))
        shutil.rmtree(base, ignore_errors=True)


if __name__ == "__main__":
    main()
