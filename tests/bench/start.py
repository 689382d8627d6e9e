"""./bench start: from starting the program to its window, and to the list in it, with a full store; beside Claws Mail
and Sylpheed in the same X server, each with a session bus of its own. Memory is the PSS of all its processes.
"""
import json
import os
import re
import select
import shutil
import signal
import subprocess
import tempfile
import time

import harness
from screen import Screen

PEERS = {"Claws Mail": "claws-mail", "Sylpheed": "sylpheed"}
MARK = "LIAISON_BENCH_RUN"
LISTED = b"incidents are listed"
PATIENCE_S, SETTLE_S, GLANCE_S = 60, 3, 0.01
LIBRARIES = ("/usr/lib/x86_64-linux-gnu", "/usr/share/fonts", "/usr/share/icons", "/usr/share/mime")


def processes(mark):
    found = []
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            if ("%s=%s" % (MARK, mark)).encode() in open("/proc/%s/environ" % pid, "rb").read().split(b"\0"):
                found.append(int(pid))
        except OSError:
            pass
    return found


def pss_mib(pids):
    total = 0
    for pid in pids:
        try:
            total += int(re.search(r"^Pss:\s+(\d+)", open("/proc/%d/smaps_rollup" % pid).read(), re.M)[1])
        except (OSError, TypeError):
            pass
    return total / 1024


def cpu_seconds(pids):
    ticks = 0
    for pid in pids:
        try:
            fields = open("/proc/%d/stat" % pid).read().rsplit(")", 1)[1].split()
            ticks += int(fields[11]) + int(fields[12])
        except OSError:
            pass
    return ticks / os.sysconf("SC_CLK_TCK")


def evict(files):
    """Drops what a start reads from the page cache, as far as nobody has it mapped."""
    for root in LIBRARIES:
        for folder, _, names in os.walk(root):
            files = files + [os.path.join(folder, name) for name in names]
    for path in files:
        try:
            handle = os.open(path, os.O_RDONLY)
            os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
            os.close(handle)
        except OSError:
            pass


def stop(mark, child):
    for sign in (signal.SIGTERM, signal.SIGKILL):
        for pid in processes(mark):
            try:
                os.kill(pid, sign)
            except OSError:
                pass
        for _ in range(100):
            if not processes(mark):
                break
            time.sleep(0.05)
    child.wait()


def start(screen, command, folder, listing):
    """One start: seconds to the window and to the list, PSS and CPU after it has settled."""
    home = tempfile.mkdtemp(dir=folder)
    mark = os.path.basename(home)
    os.makedirs(os.path.join(home, "run"), 0o700)
    env = {"PATH": os.environ["PATH"], "HOME": home, "USER": "bench", "LANG": "C.UTF-8", "DISPLAY": screen.name,
           "XDG_RUNTIME_DIR": os.path.join(home, "run"), "TMPDIR": home, "NO_AT_BRIDGE": "1",
           "GSETTINGS_BACKEND": "memory", "QT_LOGGING_RULES": "liaison.ui.debug=true", "QT_FORCE_STDERR_LOGGING": "1",
           MARK: mark}
    while screen.has_window():  # of the one before
        time.sleep(GLANCE_S)
    begin = time.perf_counter()
    child = subprocess.Popen(["dbus-run-session", "--"] + command, env=env, cwd=home, stdin=subprocess.DEVNULL,
                             stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True)
    result, said = {}, b""
    os.set_blocking(child.stderr.fileno(), False)
    while time.perf_counter() - begin < PATIENCE_S and ("window" not in result or listing and "list" not in result):
        if "window" not in result and screen.has_window():
            result["window"] = time.perf_counter() - begin
        if select.select([child.stderr], [], [], GLANCE_S)[0]:
            said += child.stderr.read() or b""
        if LISTED in said:
            result.setdefault("list", time.perf_counter() - begin)
        if child.poll() is not None:
            break
    if "window" in result:
        time.sleep(SETTLE_S)
        pids = processes(mark)
        result.update(pss=pss_mib(pids), cpu=cpu_seconds(pids))
    stop(mark, child)
    child.stderr.close()
    shutil.rmtree(home, ignore_errors=True)
    if "window" not in result or listing and "list" not in result:
        raise SystemExit("%s did not come up: %s" % (command[0], said.decode(errors="replace")[-2000:]))
    return result


def main():
    args = harness.arguments("from start to window and list", mails=(50000, "mails in the store"))
    missing = [tool for tool in ("Xvfb", "xwininfo", "dbus-run-session") if not harness.peer(tool)]
    if missing:
        raise SystemExit("bench start: %s not present" % ", ".join(missing))
    report = harness.Report("start")
    store, _ = harness.filled_store(args.mails, args.seed)
    times = {}
    with harness.scratch() as folder, Screen() as screen:
        profile = os.path.join(folder, "profile")
        os.makedirs(profile)
        own = harness.copy_store(store, profile)
        contenders = {"ours": [harness.program("liaison"), "--profile", profile, "--store", own, "--vault", "memory"]}
        for name, command in PEERS.items():
            if harness.peer(command):
                contenders[name] = [harness.peer(command)]
            else:
                report.note("%s: not present (packaging/install-packages bench)" % name)
        for number in range(-1, args.rounds):
            for name, command in contenders.items():
                if number < 0:
                    evict([command[0]] + [os.path.join(profile, file) for file in os.listdir(profile)])
                result = start(screen, command, folder, name == "ours")
                times.setdefault((name, "cold" if number < 0 else "warm"), []).append(result)
                print("  %-5s %-10s %s" % ("cold" if number < 0 else "warm", name, json.dumps(
                    {key: round(value, 3) for key, value in result.items()})), flush=True)
    write(report, times, args.mails)


def write(report, times, mails):
    def of(name, state, key):
        return harness.median([result[key] for result in times.get((name, state), []) if key in result])

    for state in ("warm", "cold"):
        for key, words in (("window", "window mapped, "), ("list", "list shown, ")):
            for peer in PEERS:
                ours, theirs = of("ours", state, key), of(peer, state, "window")
                judged = peer == "Claws Mail"
                report.add("%s%s, %d mails stored" % (words, state, mails), ours, "s", peer, theirs,
                           "≤ Claws Mail" if judged else None, ours <= theirs if judged and theirs else None)
    for peer in PEERS:
        report.add("memory (PSS)", of("ours", "warm", "pss"), "MiB", peer, of(peer, "warm", "pss"))
        report.add("CPU until settled", of("ours", "warm", "cpu"), "s", peer, of(peer, "warm", "cpu"))
    report.note("the peers start with a fresh profile, without mail; ours is followed until its list is filled")
    report.finish()


if __name__ == "__main__":
    main()
