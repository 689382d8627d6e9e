"""A private Dovecot that serves one Maildir over TLS on loopback, and a relay that adds a round trip to it."""
import glob
import grp
import os
import pwd
import shutil
import socket
import subprocess
import sys
import time

import harness

USER, PASSWORD = "bench", "benchpass"

CONFIG = """base_dir = {dir}/run
state_dir = {dir}/state
log_path = {dir}/dovecot.log
instance_name = liaison-bench
protocols = imap
listen = 127.0.0.1
ssl = required
ssl_cert = <{dir}/cert.pem
ssl_key = <{dir}/key.pem
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
first_valid_uid = 1
first_valid_gid = 0
mail_uid = {user}
mail_gid = {group}
mail_location = maildir:{maildir}
mail_max_userip_connections = 50
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={dir}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = 0
  }}
  inet_listener imaps {{
    port = {port}
    ssl = yes
  }}
}}
"""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Dovecot:
    """Started by `with`; the mails stay in the Maildir, which it indexes in place."""

    def __init__(self, folder, maildir):
        self.folder, self.maildir, self.port = folder, maildir, free_port()
        self.ca = os.path.join(folder, "cert.pem")

    @staticmethod
    def missing():
        return not (shutil.which("dovecot") and shutil.which("openssl"))

    def __enter__(self):
        for name in ("run", "state"):
            os.makedirs(os.path.join(self.folder, name))
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                        "-keyout", self.folder + "/key.pem", "-out", self.ca, "-days", "2", "-subj", "/CN=localhost",
                        "-addext", "subjectAltName=DNS:localhost"], check=True, stderr=subprocess.DEVNULL)
        root = os.getuid() == 0
        owner = pwd.getpwnam("nobody") if root else pwd.getpwuid(os.getuid())
        group = "nogroup" if root else str(owner.pw_gid)
        if root:  # Dovecot serves no mail as root
            harness.let_pass(self.folder)
            subprocess.run(["chown", "-R", "nobody:nogroup", self.folder, self.maildir], check=True)
        group = group if root else grp.getgrgid(owner.pw_gid).gr_name
        path = os.path.join(self.folder, "dovecot.conf")
        with open(path, "w") as file:
            file.write(CONFIG.format(dir=self.folder, user=owner.pw_name, group=group, maildir=self.maildir,
                                     password=PASSWORD, port=self.port))
        demote = {"user": "nobody", "group": "nogroup", "extra_groups": []} if root else {}
        self.process = subprocess.Popen([shutil.which("dovecot"), "-F", "-c", path], stdout=subprocess.DEVNULL,
                                        stderr=subprocess.STDOUT, **demote)
        for _ in range(200):
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return self
            except OSError:
                time.sleep(0.05)
        sys.exit("Dovecot does not start:\n" + self.said())

    def said(self):
        log = os.path.join(self.folder, "dovecot.log")
        return open(log, errors="replace").read()[-2000:] if os.path.exists(log) else "it wrote no log"

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(20)

    def cpu(self):
        """CPU seconds of Dovecot and of its processes, ended ones included."""
        ticks, total = os.sysconf("SC_CLK_TCK"), 0
        parents = {}
        for stat in glob.glob("/proc/[0-9]*/stat"):
            try:
                fields = open(stat, errors="replace").read().rsplit(")", 1)[1].split()
            except OSError:
                continue
            parents[int(stat.split("/")[2])] = (int(fields[1]), sum(int(n) for n in fields[11:15]))
        ours = {self.process.pid}
        grown = True
        while grown:
            grown = {pid for pid, (parent, _) in parents.items() if parent in ours} - ours
            ours |= grown
        for pid in ours:
            total += parents.get(pid, (0, 0))[1]
        return total / ticks

    def warm(self):
        """Lets Dovecot index the mailbox and the kernel cache it, so that every contender finds the same."""
        return harness.run([harness.program("bench_raw_read"), "localhost", str(self.port), self.ca, USER, PASSWORD])

    def deliver(self, folder):
        """Moves the mails of a folder into the mailbox as new ones."""
        for name in sorted(os.listdir(folder)):
            target = os.path.join(self.maildir, "new", name)
            shutil.copy(os.path.join(folder, name), target)
            if os.getuid() == 0:
                shutil.chown(target, "nobody", "nogroup")

    def take_back(self, folder):
        """Removes what deliver() put there."""
        names = set(os.listdir(folder))
        for place in ("new", "cur"):
            for name in os.listdir(os.path.join(self.maildir, place)):
                if name.split(":")[0] in names:
                    os.remove(os.path.join(self.maildir, place, name))


class Relay:
    """A loopback relay that delays every byte by half a round trip in each direction."""

    def __init__(self, target, round_trip_ms):
        self.target, self.delay, self.port = target, round_trip_ms, free_port()

    def __enter__(self):
        self.process = subprocess.Popen([sys.executable, os.path.join(harness.HERE, "delay_relay.py"), str(self.port),
                                         str(self.target), str(self.delay)])
        for _ in range(200):
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return self
            except OSError:
                time.sleep(0.05)
        sys.exit("the relay does not start")

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(20)
