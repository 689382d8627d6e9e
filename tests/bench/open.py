"""./bench open: what the window reads from a full store for its lists, and for a thread that is opened."""
import harness

ROUNDS_OF_A_STEP = 9
TARGET_MS = 50.0


def main():
    args = harness.arguments("a thread opened, and the lists", mails=(50000, "mails in the store"))
    report = harness.Report("open")
    store, _ = harness.filled_store(args.mails, args.seed)
    runs = [harness.run([harness.program("bench_query"), "open", store, str(ROUNDS_OF_A_STEP)]).answer
            for _ in range(args.rounds)]
    longest = runs[0]["mails_in_thread"]
    for key, words in (("thread", "thread opened (list, %d mails, body parsed)" % longest),
                       ("incidents", "incidents, first page"), ("unmatched", "unmatched mail, first page"),
                       ("unmatched_count", "unmatched mail, count")):
        report.add(words, harness.median([run[key] for run in runs]), "ms", target=TARGET_MS)
        report.add(words + ", the first time", harness.median([run[key + "_first"] for run in runs]), "ms", target=TARGET_MS)
    report.note("store of %d mails; from asking to the answer in hand, the thread is the longest of the incident with "
                "the most mails" % args.mails)
    report.finish()


if __name__ == "__main__":
    main()
