"""What the benches share: where things are, running a command and measuring it, the table, and build/bench/NAME.json.

A bench is a script NAME.py beside this file, run by ./bench. It fills a Report with rows and calls finish().
"""
import argparse
import glob
import hashlib
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

import postgres_server

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
BIN = os.path.join(ROOT, "build", "release", "bin")
OUT = os.path.join(ROOT, "build", "bench")


def program(name):
    """The path of one of our bench programs."""
    return os.path.join(BIN, name)


def peer(name):
    """The path of another mail program, None where it is not installed."""
    return shutil.which(name)


class Run:
    """What one command took: wall seconds, CPU seconds with its children, peak memory in KiB, its last JSON line."""

    def __init__(self, wall, cpu, rss, output):
        self.wall, self.cpu, self.rss, self.output = wall, cpu, rss, output
        lines = [line for line in output.splitlines() if line.startswith("{")]
        self.answer = json.loads(lines[-1]) if lines else {}


def run(command, env=None, log=None, may_fail=False):
    """Runs a command to its end; its failure ends the bench unless it may fail. Standard error goes to `log` (a path) or is kept."""
    begin = time.perf_counter()
    with open(log or os.devnull, "ab") as errors:
        child = subprocess.Popen(command, env=dict(os.environ, **(env or {})), stdout=subprocess.PIPE,
                                 stderr=errors if log else subprocess.STDOUT)
        output = child.stdout.read().decode(errors="replace")
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - begin
    if child.returncode != 0 and not may_fail:
        sys.stderr.write(output)
        if log:
            sys.stderr.write(open(log, errors="replace").read()[-2000:])
        sys.exit("failed with %d: %s" % (child.returncode, " ".join(command)))
    return Run(wall, used.ru_utime + used.ru_stime, used.ru_maxrss, output)


def mailbox(mails, seed=42, given=None):
    """The folder of a generated mailbox (Maildir/, later/1 … 3, incidents.txt, mailbox.json), made once and kept in
    build/bench/mailbox-N-SEED, or the one that `given` names."""
    if given:
        return os.path.abspath(given)
    folder = os.path.join(OUT, "mailbox-%d-%d" % (mails, seed))
    if not os.path.exists(os.path.join(folder, "mailbox.json")):
        shutil.rmtree(folder, ignore_errors=True)
        os.makedirs(folder)
        print("making a mailbox of %d mails …" % mails, flush=True)
        run([program("bench_mailbox"), folder, str(mails), str(seed)])
    return folder


def schema():
    """What a filled store depends on besides its mails: changes with a migration and with how words are cut."""
    digest = hashlib.sha256()
    for path in (*sorted(glob.glob(os.path.join(ROOT, "resources", "sql", "*", "*.sql"))),
                 os.path.join(ROOT, "core", "store", "segmenter.cpp")):
        digest.update(open(path, "rb").read())
    return digest.hexdigest()[:8]


def let_pass(folder):
    """Lets other accounts come by on their way to something in a folder, for servers that refuse to run as root."""
    while folder != "/":
        if not os.stat(folder).st_mode & 0o001:
            os.chmod(folder, os.stat(folder).st_mode | 0o011)
        folder = os.path.dirname(folder)


def filled_store(mails, seed=42):
    """The path of a store that holds a generated mailbox, made through the feed's own packing and ingest, once for a
    schema; and the folder of that mailbox. A bench that writes into the store works on a copy (copy_store)."""
    source = mailbox(mails, seed)
    path = os.path.join(OUT, "store-%d-%d-%s.db" % (mails, seed, schema()))
    if not os.path.exists(path + ".done"):
        for end in ("", "-wal", "-shm"):
            if os.path.exists(path + end):
                os.remove(path + end)
        print("filling a store with %d mails …" % mails, flush=True)
        answer = run([program("bench_fill"), path, source]).answer
        json.dump(answer, open(path + ".done", "w"))
    return path, source


def filled_postgres(mails, seed=42):
    """The folder of a PostgreSQL whose database holds the same mails, filled in the same way and kept as long."""
    folder = os.path.join(OUT, "postgres-%d-%d-%s" % (mails, seed, schema()))
    if not os.path.exists(folder + ".done"):
        shutil.rmtree(folder, ignore_errors=True)
        source = mailbox(mails, seed)
        print("filling PostgreSQL with %d mails …" % mails, flush=True)
        with postgres_server.Postgres(folder) as server:
            answer = run([program("bench_fill"), server.location, source]).answer
            server.sql("VACUUM ANALYZE")  # as its own housekeeping would in a while
        json.dump(answer, open(folder + ".done", "w"))
    return folder


def fill_cost(path):
    """What bench_fill said when it made the store."""
    return json.load(open(path + ".done"))


def copy_store(path, folder):
    """A copy of a closed store, to be written into."""
    return shutil.copy(path, os.path.join(folder, "liaison.db"))


def scratch():
    """A folder that is gone when the bench ends; on the disk of the build, not in /tmp, which may be memory."""
    os.makedirs(OUT, exist_ok=True)
    return tempfile.TemporaryDirectory(dir=OUT, prefix="run-")


def median(values):
    return statistics.median(values) if values else None


def percentile(values, part):
    """percentile(x, 0.95): the smallest value that so large a part of the values does not exceed."""
    ordered = sorted(values)
    return ordered[max(0, min(len(ordered) - 1, int(len(ordered) * part + 0.999999) - 1))]


class Report:
    """The rows of a bench: printed as one table and written to build/bench/NAME.json."""

    def __init__(self, name):
        self.name, self.rows, self.notes = name, [], []

    def add(self, measure, value, unit, peer=None, peer_value=None, target=None, ok=None):
        """`target` is words or a number; `ok` is None where there is no target or the peer is missing. A number as a
        target means: at most that much."""
        if ok is None and isinstance(target, (int, float)) and value is not None:
            ok = value <= target
        ratio = value / peer_value if value is not None and peer_value else None
        self.rows.append({"measure": measure, "value": value, "unit": unit, "peer": peer, "peer_value": peer_value,
                          "ratio": ratio, "target": target, "ok": ok})

    def note(self, words):
        self.notes.append(words)

    def table(self):
        def number(value):
            if value is None:
                return "–"
            return "%d" % value if abs(value) >= 1000 or value == int(value) else "%.3g" % value

        head = ("measure", "value", "unit", "peer", "its value", "ratio", "target", "")
        lines = [head]
        for row in self.rows:
            verdict = {True: "ok", False: "MISSED", None: ""}[row["ok"]]
            target = row["target"]
            target = "" if target is None else target if isinstance(target, str) else "≤ " + number(target)
            lines.append((row["measure"], number(row["value"]), row["unit"], row["peer"] or "",
                          number(row["peer_value"]) if row["peer"] else "", "%.2f" % row["ratio"] if row["ratio"] else "",
                          target, verdict))
        widths = [max(len(line[i]) for line in lines) for i in range(len(head))]
        right = (1, 4, 5)
        out = []
        for number_of, line in enumerate(lines):
            cells = [cell.rjust(w) if i in right else cell.ljust(w) for i, (cell, w) in enumerate(zip(line, widths))]
            out.append("  ".join(cells).rstrip())
            if number_of == 0:
                out.append("  ".join("-" * w for w in widths))
        return "\n".join(out)

    def finish(self):
        """Prints the table and writes the JSON. Exit code 1 when a target was missed."""
        os.makedirs(OUT, exist_ok=True)
        path = os.path.join(OUT, self.name + ".json")
        with open(path, "w") as file:
            json.dump(self.rows, file, indent=1, ensure_ascii=False)
            file.write("\n")
        print("\n== %s ==" % self.name)
        print(self.table())
        for words in self.notes:
            print(words)
        print("written to " + os.path.relpath(path, ROOT))
        sys.exit(1 if any(row["ok"] is False for row in self.rows) else 0)


def arguments(description, **extra):
    """The arguments every bench knows; `extra` are a bench's own, as name=(default, help)."""
    parser = argparse.ArgumentParser(prog="./bench", description=description)
    parser.add_argument("--rounds", type=int, default=3, help="each measure is the median of so many rounds")
    parser.add_argument("--seed", type=int, default=42, help="of the generated mailbox")
    for name, (default, words) in extra.items():
        parser.add_argument("--" + name.replace("_", "-"), default=default,
                            type=type(default) if default is not None else str, help=words)
    return parser.parse_args()


def own_cpu():
    """CPU seconds of this script and of every child it waited for."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(u.ru_utime + u.ru_stime for u in used)
