"""./bench sync: how fast a mailbox becomes a searchable, threaded, matched, durable store, beside mbsync (which copies
files) and beside reading the bytes and throwing them away."""
import os
import shutil

import harness
from imap_server import PASSWORD, USER, Dovecot, Relay

ROUND_TRIP_MS = 60
MIB_150 = 150.0

MBSYNC = """IMAPAccount bench
Host localhost
Port {port}
User {user}
Pass {password}
SSLType IMAPS
SystemCertificates no
CertificateFile {ca}

IMAPStore far
Account bench

MaildirStore near
Inbox {work}/INBOX
SubFolders Verbatim

Channel bench
Far :far:
Near :near:
Patterns INBOX
Create Near
Sync Pull
SyncState *
"""


class Contest:
    def __init__(self, args):
        self.args = args
        self.times = {}

    def keep(self, what, run, server_cpu):
        self.times.setdefault(what, []).append({"wall": run.wall, "cpu": run.cpu, "server": server_cpu,
                                                "rss": run.rss / 1024, "answer": run.answer})
        print("  %-22s %7.2f s  client %6.2f s  server %6.2f s  %4d MiB"
              % (what, run.wall, run.cpu, server_cpu, run.rss / 1024), flush=True)

    def of(self, what, key="wall"):
        return harness.median([entry[key] for entry in self.times.get(what, [])])

    def measured(self, what, server, command):
        before = server.cpu()
        run = harness.run(command, log=os.path.join(server.folder, "errors.log"))
        self.keep(what, run, server.cpu() - before)
        return run

    def ours(self, what, server, port, store, source, mails):
        run = self.measured(what, server, [harness.program("bench_feed"), store, "localhost", str(port), server.ca, USER,
                                           PASSWORD, os.path.join(source, "incidents.txt")])
        if run.answer["mails"] != mails:
            raise SystemExit("%s: the store has %d mails instead of %d" % (what, run.answer["mails"], mails))

    def mbsync(self, what, server, port, work):
        os.makedirs(work, exist_ok=True)
        path = work + ".rc"
        with open(path, "w") as file:
            file.write(MBSYNC.format(port=port, user=USER, password=PASSWORD, ca=server.ca, work=work))
        self.measured(what, server, [harness.peer("mbsync"), "-q", "-c", path, "bench"])

    def raw(self, what, server, port):
        self.measured(what, server,
                      [harness.program("bench_raw_read"), "localhost", str(port), server.ca, USER, PASSWORD])

    def source(self, what, server, port, mails):
        run = self.measured(what, server,
                            [harness.program("bench_read_source"), "localhost", str(port), server.ca, USER, PASSWORD])
        if run.answer["mails"] != mails:
            raise SystemExit("%s: %d mails were read instead of %d" % (what, run.answer["mails"], mails))

    def round(self, number, work, server, relay, source, mails, later):
        peers = harness.peer("mbsync") is not None
        store, copied = os.path.join(work, "near.db"), os.path.join(work, "near")
        # Who goes first changes with the round: the first one warms nothing for the second that it did not find.
        first = [lambda: self.ours("first", server, server.port, store, source, mails)]
        if peers:
            first.insert(number % 2, lambda: self.mbsync("first mbsync", server, server.port, copied))
        self.raw("raw", server, server.port)
        for contender in first:
            contender()
        self.raw("raw far", server, relay.port)
        self.source("read far", server, relay.port, mails)
        self.ours("first far", server, relay.port, os.path.join(work, "far.db"), source, mails)
        for step, count in (("no change", mails), ("1 % new", mails + later)):
            if step == "1 % new":
                server.deliver(os.path.join(source, "later", "1"))
            if peers:
                self.mbsync(step + " mbsync", server, server.port, copied)
            self.ours(step, server, server.port, store, source, count)
        server.take_back(os.path.join(source, "later", "1"))


def split(contest, what):
    """Where the client's CPU went, by its threads."""
    names = {"engine": "TLS, IMAP", "Thread (pooled)": "parse, hash, compress", "store-write": "SQLite, links",
             "store-read": "reading back"}
    threads = contest.times[what][-1]["answer"]["threads"]
    known = ["%s %.2f s" % (names[name], threads[name]) for name in names if name in threads]
    return "CPU of the client, last round, by thread (%s): %s" % (what, ", ".join(known))


def main():
    args = harness.arguments("first sync, no change and 1 %% new beside mbsync and the raw read",
                             mails=(5000, "mails in the mailbox"), mailbox=("", "a folder made by bench_mailbox"))
    report = harness.Report("sync")
    if Dovecot.missing():
        raise SystemExit("bench sync: Dovecot or openssl not present")
    source = harness.mailbox(args.mails, args.seed, args.mailbox or None)
    mails = len(os.listdir(os.path.join(source, "Maildir", "cur")))
    later = len(os.listdir(os.path.join(source, "later", "1")))
    contest = Contest(args)
    with harness.scratch() as folder:
        maildir = os.path.join(folder, "Maildir")
        shutil.copytree(os.path.join(source, "Maildir"), maildir)
        home = os.path.join(folder, "server")
        os.makedirs(home)
        with Dovecot(home, maildir) as server, Relay(server.port, ROUND_TRIP_MS) as relay:
            server.warm()
            for number in range(args.rounds):
                print("round %d" % (number + 1), flush=True)
                work = os.path.join(folder, "work")
                os.makedirs(work)
                contest.round(number, work, server, relay, source, mails, later)
                shutil.rmtree(work)
    write(report, contest, mails)


def write(report, contest, mails):
    has_peer = "first mbsync" in contest.times
    first, raw = contest.of("first"), contest.of("raw")
    peer = contest.of("first mbsync")
    name = "first sync, %d mails" % mails
    report.add(name, first, "s", "mbsync", peer, "≤ mbsync", first <= peer if has_peer else None)
    report.add(name, first, "s", "raw read", raw, "aim ≤ 2 × raw")
    report.add("first sync, CPU of the client", contest.of("first", "cpu"), "s", "raw read", contest.of("raw", "cpu"))
    report.add("first sync, CPU of the server", contest.of("first", "server"), "s", "raw read", contest.of("raw", "server"))
    report.add("first sync, peak memory", contest.of("first", "rss"), "MiB", "mbsync", contest.of("first mbsync", "rss"), MIB_150)
    far, raw_far = contest.of("first far"), contest.of("raw far")
    read = contest.of("read far")
    report.add("reading alone at %d ms" % ROUND_TRIP_MS, read, "s", "raw read", raw_far, "≤ 1.5 × raw", read <= 1.5 * raw_far)
    # What the work itself takes beyond reading is there without a round trip, too: only the wire's share is judged.
    report.add("first sync at %d ms" % ROUND_TRIP_MS, far, "s", "raw read", raw_far, "≤ 1.5 × raw", far <= 1.5 * raw_far)
    report.add("first sync at %d ms" % ROUND_TRIP_MS, far, "s", "at 0 ms", first)
    for step in ("no change", "1 % new"):
        ours, theirs = contest.of(step), contest.of(step + " mbsync")
        report.add(step, ours, "s", "mbsync", theirs, "≤ mbsync", ours <= theirs if has_peer else None)
        report.add(step + ", peak memory", contest.of(step, "rss"), "MiB", "mbsync", contest.of(step + " mbsync", "rss"), MIB_150)
    if not has_peer:
        report.note("mbsync: not present (packaging/install-packages bench)")
    report.note(split(contest, "first"))
    report.finish()


if __name__ == "__main__":
    main()
