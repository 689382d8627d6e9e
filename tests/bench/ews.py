"""./bench ews: how fast an Exchange mailbox becomes a searchable, threaded, matched, durable store, beside DavMail
(which hands the same mails to an IMAP client) and beside a bare loop over the same requests; and how soon a mail that
arrives is in its incident."""
import os
import shutil

import harness
from contest import Contest, name
from exchange_server import AT_A_TIME, DavMail, Exchange, bare_loop
from imap_server import Relay


class ExchangeContest(Contest):
    def bare(self, what, server, port, at_a_time=1):
        mails, wall = bare_loop(server, port, at_a_time)
        if mails != server.mails:
            raise SystemExit("%s: %d mails came instead of %d" % (what, mails, server.mails))
        self.keep(what, wall, mails)

    def arrivals(self, server, folder, mails):
        """Mails that arrive one after another while a stream of notifications is open: milliseconds of each."""
        os.makedirs(folder)
        run = harness.run([harness.program("bench_arrivals"), *server.ews.option, os.path.join(folder, "liaison.db"),
                           *server.ews.arguments(), str(mails)], log=os.path.join(server.folder, "errors.log"))
        shutil.rmtree(folder)
        times = run.answer["ms"]
        print("  %-28s p50 %.0f ms, p95 %.0f ms" % ("arrival to incident", harness.percentile(times, 0.5), harness.percentile(times, 0.95)), flush=True)
        return times

    def davmail(self, what, server, port, folder, mails):
        home = os.path.join(folder, "davmail")
        os.makedirs(home)
        with DavMail(home, server, port) as davmail:
            came, wall = davmail.fetch(mails)
        if came != mails:
            raise SystemExit("%s: %d mails came instead of %d" % (what, came, mails))
        self.keep(what, wall, came)
        shutil.rmtree(home)


def main():
    args = harness.arguments("first sync from an Exchange beside DavMail and a bare loop",
                             mails=(5000, "mails in the mailbox"), far=(500, "mails DavMail fetches at 80 ms"),
                             arrivals=(100, "mails that arrive one after another"))
    report = harness.Report("ews")
    contest = ExchangeContest(args.rounds)
    with harness.scratch() as folder, Exchange(folder, args.mails) as server:
        for number in range(args.rounds):
            print("round %d" % (number + 1), flush=True)
            for delay in (0, 20, 80):
                with Relay(server.port, delay) as relay:
                    port = relay.port if delay else server.port
                    contest.bare(name("bare loop", delay), server, port)
                    contest.bare(name("bare loop, five at a time", delay), server, port, AT_A_TIME)
                    contest.reading(name("reading alone", delay), server.ews, port)
                    contest.ours(name("first sync", delay), server.ews, port, os.path.join(folder, "work"))
                    # Once is enough of what takes minutes.
                    if number == 0 and not DavMail.missing():
                        few = min(args.mails, args.far if delay == 80 else 5000)
                        contest.davmail(name("DavMail", delay), server, port, folder, few)
        server_cpu = server.cpu()
    with harness.scratch() as folder, Exchange(folder, 100) as server:
        arrivals = contest.arrivals(server, os.path.join(folder, "work"), args.arrivals)
    write(report, contest, args.mails, server_cpu, arrivals)


def write(report, contest, mails, server_cpu, arrivals):
    for delay in (0, 20, 80):
        first, bare, peer = (name(what, delay) for what in ("first sync", "bare loop", "DavMail"))
        rate, peer_rate = contest.of(first, "rate"), contest.of(peer, "rate")
        reading = name("reading alone", delay)
        report.add("%s, %d mails" % (reading, mails), contest.of(reading), "s", "bare loop", contest.of(bare),
                   "≤ 2 × bare loop", contest.of(reading) <= 2 * contest.of(bare))
        report.add("%s, %d mails" % (first, mails), contest.of(first), "s", "bare loop", contest.of(bare),
                   "≤ 2 × bare loop", contest.of(first) <= 2 * contest.of(bare))
        report.add("%s, beside five at a time" % first, contest.of(first), "s", "five at a time",
                   contest.of(name("bare loop, five at a time", delay)))
        report.add(first, rate, "mails/s", "DavMail", peer_rate, "≥ 5 × DavMail",
                   rate >= 5 * peer_rate if peer_rate else None)
    report.add("first sync, CPU of the client", contest.of("first sync", "cpu"), "s")
    report.add("first sync, peak memory", contest.of("first sync", "rss"), "MiB", target=150.0)
    report.add("arrival to incident, p50", harness.percentile(arrivals, 0.5), "ms", target=2000.0)
    report.add("arrival to incident, p95", harness.percentile(arrivals, 0.95), "ms", target=2000.0)
    report.note("The bare loop makes the requests of our own client one after another and neither parses nor stores; five at a "
                "time it makes them as our client does. At 0 ms the first sync takes the time of parsing and storing, which "
                "the loop does not do.")
    report.note("CPU of the server in all: %.1f s" % server_cpu)
    if DavMail.missing():
        report.note("DavMail: not present (packaging/install-packages bench)")
    report.finish()


if __name__ == "__main__":
    main()
