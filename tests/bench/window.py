"""./bench window: how long the window's event loop stands still at most while it is used and a connection test hangs,
a first sync runs, the keychain waits; beside the same window when nothing else happens."""
import os
import shutil
import subprocess

import harness
from imap_server import PASSWORD, USER, Dovecot
from screen import Screen

TARGET_MS = 50.0
PARTS = {"idle": "idle", "test": "a connection test hangs", "cancel": "… and is cancelled",
         "sync": "a first sync runs", "keychain": "the keychain waits at START", "save": "… and at SAVE"}
FRAMES = 14


class Window:
    """Runs bench_window in the situations, one process each, on one profile."""

    def __init__(self, args, screen, server, source, folder, mails):
        self.args, self.screen, self.folder, self.mails = args, screen, folder, mails
        self.server = ["localhost", str(server.port), server.ca, USER, PASSWORD]
        self.incidents = os.path.join(source, "incidents.txt")
        self.log = os.path.join(server.folder, "errors.log")

    def run(self, situation, profile):
        home = os.path.join(self.folder, "home-" + situation)
        os.makedirs(os.path.join(home, "run"), 0o700)
        # A session bus without services of the person who measures; nobody else's keychain, settings or desktop.
        env = {"HOME": home, "USER": "bench", "LANG": "C.UTF-8", "DISPLAY": self.screen.name, "QT_QPA_PLATFORM": "xcb",
               "XDG_RUNTIME_DIR": os.path.join(home, "run"), "XDG_CONFIG_HOME": home, "XDG_DATA_HOME": home,
               "XDG_CURRENT_DESKTOP": "", "GSETTINGS_BACKEND": "memory", "NO_AT_BRIDGE": "1"}
        command = ["dbus-run-session", "--", harness.program("bench_window"), situation, profile, str(self.mails),
                   str(self.args.seconds), self.incidents, *self.server]
        answer = harness.run(command + (["--where"] if self.args.where else []), env=env, log=self.log).answer
        shutil.rmtree(home, ignore_errors=True)
        return answer

    def round(self, number):
        """What each part came to."""
        profile = os.path.join(self.folder, "profile")
        shutil.rmtree(profile, ignore_errors=True)
        os.makedirs(profile)
        found = {}
        for situation in ("sync", "idle", "test", "keychain"):  # the sync fills the store for the others
            answer = self.run(situation, profile)
            for part, tally in answer.items():
                if part in PARTS:
                    found[part] = tally
                    self.tell(part, tally)
            if situation == "sync":
                found["mails"], found["sync_s"] = answer["mails"], answer["sync_s"]
                print("  %d mails stored in %.1f s" % (answer["mails"], answer["sync_s"]), flush=True)
        return found

    def tell(self, part, tally):
        print("  %-28s %s; p95 %.1f, p99 %.1f ms; %d over %d ms; %d moves in %.0f s%s"
              % (PARTS[part], block_text(tally["longest"]), tally["p95_ms"], tally["p99_ms"], tally["over"], TARGET_MS,
                 tally["moves"], tally["seconds"], "; in vain: " + tally["in_vain"] if tally["in_vain"] else ""), flush=True)
        if self.args.where:
            for block in tally["blocks"]:
                print("    %s" % block_text(block))
                for line in place_lines(block["places"]):
                    print("      " + line)


def block_text(block):
    return "longest %.1f ms (CPU %.1f, no core free %.1f; after: %s)" % (
        block["wall_ms"], block["cpu_ms"], block["runnable_ms"], block["during"])


def place_lines(looks):
    """What the looks at one block have in common, in words: the functions of the last look, innermost first."""
    if not looks:
        return
    for place in looks[len(looks) // 2][2:2 + FRAMES]:  # the first two are the look itself
        file, _, offset = place.rpartition(" ")
        if not os.path.exists(file):
            yield place
            continue
        said = subprocess.run(["addr2line", "-C", "-f", "-e", file, offset], capture_output=True, text=True).stdout
        name = said.splitlines()[0] if said else "??"
        yield "%s (%s)" % (name[:150] if name != "??" else offset, os.path.basename(file))


def main():
    args = harness.arguments("how long the window stands still at most", mails=(50000, "mails in the mailbox"),
                             mailbox=("", "a folder made by bench_mailbox"),
                             seconds=(10, "each part is watched so long, but for the sync"),
                             where=(0, "1: says where the window was in blocks over 50 ms"))
    missing = [tool for tool in ("Xvfb", "dbus-run-session") if not harness.peer(tool)]
    if missing or Dovecot.missing():
        raise SystemExit("bench window: %s not present" % ", ".join(missing or ["Dovecot or openssl"]))
    source = harness.mailbox(args.mails, args.seed, args.mailbox or None)
    mails = len(os.listdir(os.path.join(source, "Maildir", "cur")))
    with harness.scratch() as folder, Screen() as screen:
        maildir = os.path.join(folder, "Maildir")
        shutil.copytree(os.path.join(source, "Maildir"), maildir)
        home = os.path.join(folder, "server")
        os.makedirs(home)
        rounds = []
        with Dovecot(home, maildir) as server:
            server.warm()
            window = Window(args, screen, server, source, folder, mails)
            for number in range(args.rounds):
                print("round %d" % (number + 1), flush=True)
                rounds.append(window.round(number))
    write(rounds)


def write(rounds):
    report = harness.Report("window")

    def worst(part):
        return max((found[part] for found in rounds), key=lambda tally: tally["longest"]["wall_ms"])

    idle = worst("idle")
    for part, words in PARTS.items():
        tally = worst(part)
        longest, peer = tally["longest"], None if part == "idle" else "idle"
        p99 = max(found[part]["p99_ms"] for found in rounds)
        report.add("longest block, " + words, longest["wall_ms"], "ms", peer, idle["longest"]["wall_ms"], TARGET_MS)
        report.add("  CPU of it", longest["cpu_ms"], "ms", peer, idle["longest"]["cpu_ms"])
        report.add("  no core free in it", longest["runnable_ms"], "ms", peer, idle["longest"]["runnable_ms"])
        busiest = max(found[part]["busiest"]["cpu_ms"] for found in rounds)
        report.add("  most CPU in one block", busiest, "ms", peer, max(found["idle"]["busiest"]["cpu_ms"] for found in rounds))
        report.add("  99 % of all instants waited at most", p99, "ms", peer, max(found["idle"]["p99_ms"] for found in rounds))
        report.add("  blocks over %d ms" % TARGET_MS, sum(found[part]["over"] for found in rounds), "")
    report.add("mails stored meanwhile", min(found["mails"] for found in rounds), "")
    report.add("first sync in the used window", harness.median([found["sync_s"] for found in rounds]), "s")
    report.note("The worst of %d round(s). An event is posted each millisecond; a block is how long it waits to be served. Where no "
                "core was free, other work of the machine is in it. The window is on Xvfb and is used meanwhile, eight moves a "
                "second." % len(rounds))
    report.finish()


if __name__ == "__main__":
    main()
