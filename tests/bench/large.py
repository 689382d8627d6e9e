"""./bench large: what a mail of 40 MB takes of memory on its way from the demo's server into the store, over Exchange Web
Services, Microsoft Graph and IMAP, beside the same mailbox without it."""
import base64
import imaplib
import multiprocessing
import os
import random
import ssl

import harness
from contest import Contest
from exchange_server import Exchange

PROTOCOLS = ("EWS", "Graph", "IMAP")
FEW = 20  # mails beside it


def letter(megabytes, seed):
    """A mail with one attachment, of so many MB in all."""
    raw = random.Random(seed).randbytes(megabytes * 1_000_000 * 54 // 74 // 57 * 57)
    lines = base64.encodebytes(raw).replace(b"\n", b"\r\n")
    return (b"From: Plant <plant@unit.test>\r\nTo: incidents@desk.example\r\nSubject: the whole disk\r\n"
            b"Date: Fri, 20 Nov 2026 10:00:00 +0000\r\nMessage-ID: <large@unit.test>\r\nMIME-Version: 1.0\r\n"
            b"Content-Type: application/octet-stream; name=disk.img\r\nContent-Transfer-Encoding: base64\r\n\r\n") + lines


def put(server, mail):
    trust = ssl.create_default_context(cafile=server.certificate)
    trust.check_hostname = False
    with imaplib.IMAP4_SSL("127.0.0.1", server.imap.port, ssl_context=trust) as link:
        link.login(server.user, server.password)
        status, said = link.append("INBOX", None, None, mail)
        if status != "OK":
            raise SystemExit("the mail was not taken: %r" % said)


def main():
    args = harness.arguments("peak memory of a large mail", megabytes=(40, "of the mail"))
    report = harness.Report("large")
    contest = Contest(args.rounds)
    with harness.scratch() as folder, Exchange(folder, FEW) as server:
        ways = dict(zip(PROTOCOLS, (server.ews, server.graph, server.imap)))
        for kind in ("without", "with"):
            if kind == "with":
                # In a process of its own: a child's peak begins with what its parent has.
                maker = multiprocessing.Process(target=lambda: put(server, letter(args.megabytes, args.seed)))
                maker.start()
                maker.join()
                if maker.exitcode != 0:
                    raise SystemExit("the mail was not put there")
                server.mails += 1
            for number in range(args.rounds):
                for protocol, way in ways.items():
                    contest.ours("%s %s" % (protocol, kind), way, None, os.path.join(folder, "work"))
    for protocol in PROTOCOLS:
        report.add("%s, first sync with a mail of %d MB, peak memory" % (protocol, args.megabytes),
                   contest.of(protocol + " with", "rss"), "MiB", "without it", contest.of(protocol + " without", "rss"),
                   target=114.0)
        report.add("%s, first sync with a mail of %d MB" % (protocol, args.megabytes), contest.of(protocol + " with"), "s")
    report.note("120 MB are 114 MiB. The figure is of the whole program: reading, taking apart, compressing and storing.")
    report.finish()


if __name__ == "__main__":
    main()
