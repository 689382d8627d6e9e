"""Takes down what contenders for one mailbox took, and runs our own over each protocol."""
import os
import shutil

import harness


class Way:
    """How to a mailbox: the option of our bench programs, the port, and who signs in by what."""

    def __init__(self, option, server, port, secret):
        self.option, self.server, self.port, self.secret = option, server, port, secret

    def arguments(self, port=None):
        """HOST PORT CERTIFICATE USER PASSWORD; `port`: of a relay in between."""
        return ["127.0.0.1", str(port or self.port), self.server.certificate, self.server.user, self.secret]


class Contest:
    """`times`: what → a list of {"wall","rate"[,"cpu","rss"]}, one for each round."""

    def __init__(self, rounds):
        self.rounds, self.times = rounds, {}

    def keep(self, what, wall, mails, run=None):
        entry = {"wall": wall, "rate": mails / wall}
        if run:
            entry.update(cpu=run.cpu, rss=run.rss / 1024)
        self.times.setdefault(what, []).append(entry)
        print("  %-32s %7.2f s  %8.0f mails/s%s"
              % (what, wall, mails / wall, "  client %6.2f s  %4d MiB" % (run.cpu, run.rss / 1024) if run else ""), flush=True)

    def of(self, what, key="wall"):
        return harness.median([entry[key] for entry in self.times.get(what, [])])

    def ours(self, what, way, port, folder):
        """Into a new store."""
        os.makedirs(folder)
        self._run(what, way, [harness.program("bench_feed"), *way.option, os.path.join(folder, "liaison.db"), *way.arguments(port)])
        shutil.rmtree(folder)

    def reading(self, what, way, port):
        """Through our own adapter, to throw the mails away."""
        self._run(what, way, [harness.program("bench_read_source"), *way.option, *way.arguments(port)])

    def _run(self, what, way, command):
        run = harness.run(command, log=os.path.join(way.server.folder, "errors.log"))
        if run.answer["mails"] != way.server.mails:
            raise SystemExit("%s: %d mails came instead of %d" % (what, run.answer["mails"], way.server.mails))
        self.keep(what, run.wall, way.server.mails, run)


def name(what, delay):
    return what if delay == 0 else "%s at %d ms" % (what, delay)
