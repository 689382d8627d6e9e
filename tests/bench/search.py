"""./bench search: twenty searches over a full store, the first page of hits with what the screen shows of them, beside
notmuch and mu on the same mails; the same searches over a team's store on PostgreSQL.

Ours and the peers' searches run in one process each, as they are used: we are a window that is open, they are commands.
What starting such a command takes alone is measured with them and said.
"""
import os
import time

import harness
import postgres_server

PAGE = 50
ROUNDS_OF_A_QUERY = 5
TARGET_MEDIAN_MS, TARGET_P95_MS = 10.0, 30.0

# What is typed here and the same for notmuch and mu. Words of the generated mails: frequent, rare, together, phrases,
# hosts, senders, an incident's tag, attachments, the beginning of a word, another script, and words that are not there.
# {w3} is the generator's fourth most frequent word; {tag} and {key} are an incident's; {from} writes to the team.
QUERIES = [
    ("{w3}", "{w3}", "{w3}"),
    ("{w60}", "{w60}", "{w60}"),
    ("{w900}", "{w900}", "{w900}"),
    ("{w4000}", "{w4000}", "{w4000}"),
    ("{w10} {w30}", "{w10} and {w30}", "{w10} and {w30}"),
    ("{w100} account", "{w100} and account", "{w100} and account"),
    ("laptop network", "laptop and network", "laptop and network"),
    ("attachment", "attachment", "attachment"),
    ("alert host {w5}", "alert and host and {w5}", "alert and host and {w5}"),
    ("{key}", '"{key}"', '"{key}"'),
    ("{tag}", '"{tag}"', '"{tag}"'),
    ("{from}", "from:{from}", "from:{from}"),
    ("\"srv-12\"", '"srv 12"', '"srv-12"'),
    ("csv", "attachment:csv", "file:*.csv"),
    ("\"taken off the network\"", '"taken off the network"', '"taken off the network"'),
    ("logins user unknown", "logins and user and unknown", "logins and user and unknown"),
    ("unit7.example {w200}", "from:unit7 and {w200}", "from:unit7* and {w200}"),
    ("net", "net*", "net*"),
    ("zurückgesetzt", "zurückgesetzt", "zurückgesetzt"),
    ("通信記録", "通信記録", "通信記録"),
]

NOTMUCH = """[database]
path={home}
mail_root={maildir}
[new]
tags=new
[maildir]
synchronize_flags=false
[user]
name=bench
primary_email=incidents@desk.example
"""


def words(source):
    """What stands for the names in braces, of this mailbox."""
    key, token = open(os.path.join(source, "incidents.txt")).readline().split()
    ranks = (3, 5, 10, 30, 60, 100, 200, 900, 4000)
    spoken = harness.run([harness.program("bench_mailbox"), "--words", *map(str, ranks)]).output.split()
    named = {"w%d" % rank: word for rank, word in zip(ranks, spoken)}
    return dict(named, key=key, tag="%s-%s" % (key, token), **{"from": "contact7@unit7.example"})


def milliseconds(command, env):
    """The median time of a command that answers a search, and whether it found anything."""
    took, found = [], False
    for _ in range(3):
        begin = time.perf_counter()
        found = bool(harness.run(command, env, may_fail=True).output.strip())
        took.append((time.perf_counter() - begin) * 1e3)
    return harness.median(took), found


def notmuch(source, folder):
    home = os.path.join(folder, "notmuch")
    os.makedirs(home)
    env = {"NOTMUCH_CONFIG": os.path.join(home, "config")}
    with open(env["NOTMUCH_CONFIG"], "w") as file:
        file.write(NOTMUCH.format(home=home, maildir=os.path.join(source, "Maildir")))
    indexed = harness.run(["notmuch", "new", "--quiet", "--no-hooks"], env)
    return indexed, env, lambda query: ["notmuch", "search", "--limit=%d" % PAGE, query], ["notmuch", "--version"]


def mu(source, folder):
    home = os.path.join(folder, "mu")
    env = {"MUHOME": home}
    harness.run(["mu", "init", "--quiet", "--muhome", home, "--maildir", os.path.join(source, "Maildir")], env)
    indexed = harness.run(["mu", "index", "--quiet", "--muhome", home], env)
    return (indexed, env, lambda query: ["mu", "find", "--muhome", home, "-n", str(PAGE), "--fields", "d f s", query],
            ["mu", "--version"])


class Times:
    def __init__(self, name, times, found):
        self.name, self.median, self.p95 = name, harness.median(times), harness.percentile(times, 0.95)
        self.empty = found.count(False)
        print("  %-8s median %6.2f ms, p95 %6.2f ms, %d of %d found nothing"
              % (name, self.median, self.p95, self.empty, len(times)), flush=True)


def ask_peer(report, name, make, at, source, folder, named):
    indexed, env, command, idle = make(source, folder)
    took = [milliseconds(command(query[at].format(**named)), env) for query in QUERIES]
    report.note("%s: index made in %.1f s (%.1f s of CPU); starting it alone takes %.1f ms of each search"
                % (name, indexed.wall, indexed.cpu, milliseconds(idle, env)[0]))
    return Times(name, [ms for ms, _ in took], [found for _, found in took])


def ask_ours(name, location, queries):
    """The window's search over a store of ours."""
    answers = harness.run([harness.program("bench_query"), "search", location, queries, str(ROUNDS_OF_A_QUERY)]).answer
    for query in answers["queries"]:
        print("  %7.2f ms  %2d hits  %s" % (query["ms"], query["hits"], query["query"]))
    return Times(name, [q["ms"] for q in answers["queries"]], [q["hits"] > 0 for q in answers["queries"]])


def ask_postgres(report, args, queries, sqlite):
    """The same searches over a team's store, beside SQLite's."""
    if not postgres_server.binaries():
        report.note("PostgreSQL: not present (packaging/install-packages bench)")
        return
    folder = harness.filled_postgres(args.mails, args.seed)
    with postgres_server.Postgres(folder) as server:
        times = ask_ours("PostgreSQL", server.location, queries)
    title = "search on PostgreSQL, %d mails, " % args.mails
    report.add(title + "median", times.median, "ms", "SQLite", sqlite.median, TARGET_MEDIAN_MS)
    report.add(title + "p95", times.p95, "ms", "SQLite", sqlite.p95, TARGET_P95_MS)
    report.add("searches of 20 that found nothing on PostgreSQL", times.empty, "", target=0)


def main():
    args = harness.arguments("twenty searches beside notmuch and mu", mails=(50000, "mails in the store"))
    report = harness.Report("search")
    store, source = harness.filled_store(args.mails, args.seed)
    named = words(source)
    peers = []
    with harness.scratch() as folder:
        path = os.path.join(folder, "queries")
        with open(path, "w") as file:
            file.write("\n".join(query[0].format(**named) for query in QUERIES) + "\n")
        ours = ask_ours("ours", store, path)
        for name, make, at in (("notmuch", notmuch, 1), ("mu", mu, 2)):
            if harness.peer(name):
                peers.append(ask_peer(report, name, make, at, source, folder, named))
            else:
                report.note("%s: not present (packaging/install-packages bench)" % name)
        ask_postgres(report, args, path, ours)
    title = "search, %d mails, " % args.mails
    for other in peers or [None]:
        rival = (other.name, other.median) if other else (None, None)
        report.add(title + "median", ours.median, "ms", *rival, TARGET_MEDIAN_MS)
        rival = (other.name, other.p95) if other else (None, None)
        report.add(title + "p95", ours.p95, "ms", *rival, TARGET_P95_MS)
    report.add("searches of 20 that found nothing", ours.empty, "", target=0)
    fill = harness.fill_cost(store)
    report.note("the store was filled in %.1f s of parsing and %.1f s of storing" % (fill["parse_s"], fill["store_s"]))
    report.finish()


if __name__ == "__main__":
    main()
