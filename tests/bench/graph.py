"""./bench graph: how fast a mailbox of the demo's server becomes a searchable, threaded, matched, durable store over
Microsoft Graph, beside EWS and IMAP from the same mailbox in the same run."""
import os

import harness
from contest import Contest, name
from exchange_server import Exchange
from imap_server import Relay

DELAYS = (0, 20, 80)
PROTOCOLS = ("Graph", "EWS", "IMAP")


def main():
    # Microsoft's service allows 10,000 requests in ten minutes, and a mail is one: our programs do not count them here.
    args = harness.arguments("first sync over Microsoft Graph beside EWS and IMAP", mails=(5000, "mails in the mailbox"))
    report = harness.Report("graph")
    contest = Contest(args.rounds)
    with harness.scratch() as folder, Exchange(folder, args.mails) as server:
        ways = dict(zip(PROTOCOLS, (server.graph, server.ews, server.imap)))
        for number in range(args.rounds):
            print("round %d" % (number + 1), flush=True)
            for delay in DELAYS:
                for protocol, way in ways.items():
                    with Relay(way.port, delay) as relay:
                        port = relay.port if delay else way.port
                        contest.reading(name(protocol + ", reading alone", delay), way, port)
                        contest.ours(name(protocol + ", first sync", delay), way, port, os.path.join(folder, "work"))
        server_cpu = server.cpu()
    for delay in DELAYS:
        for what in ("reading alone", "first sync"):
            graph, ews, imap = (contest.of(name("%s, %s" % (protocol, what), delay)) for protocol in PROTOCOLS)
            measure = name("Graph, %s, %d mails" % (what, args.mails), delay)
            target = "≤ 1.3 × EWS" if what == "first sync" else None
            report.add(measure, graph, "s", "EWS", ews, target, graph <= 1.3 * ews if target else None)
            report.add(measure, graph, "s", "IMAP", imap)
    report.add("Graph, first sync, CPU of the client", contest.of("Graph, first sync", "cpu"), "s", "EWS",
               contest.of("EWS, first sync", "cpu"))
    report.add("Graph, first sync, peak memory", contest.of("Graph, first sync", "rss"), "MiB", target=150.0)
    report.note("CPU of the server in all: %.1f s" % server_cpu)
    report.finish()


if __name__ == "__main__":
    main()
