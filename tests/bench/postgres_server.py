"""A private PostgreSQL whose data stay in a folder, reached through a Unix socket in it."""
import glob
import os
import pwd
import shutil
import subprocess
import tempfile

import harness

OPTIONS = ["-c", "listen_addresses=", "-c", "shared_buffers=256MB", "-c", "max_wal_size=4GB"]


def binaries():
    """Where the newest version's programs are, which Debian keeps out of PATH; None where there is none."""
    found = [path for path in glob.glob("/usr/lib/postgresql/*/bin") if os.path.exists(os.path.join(path, "initdb"))]
    return max(found, key=lambda path: int(path.split("/")[-2]), default=None)


class Postgres:
    """Started by `with`; `location` is a store in its database."""

    def __init__(self, folder):
        self.folder = folder
        self.bin = binaries()
        self.demote = {}
        if os.getuid() == 0:  # PostgreSQL refuses root
            self.demote = {"user": "postgres", "group": "postgres", "extra_groups": []}

    def __enter__(self):
        # A socket's path has little room.
        self.sockets = tempfile.mkdtemp(prefix="bench-pg-")
        os.makedirs(self.folder, exist_ok=True)
        if self.demote:
            harness.let_pass(self.folder)
            owner = pwd.getpwnam("postgres")
            for path in (self.folder, self.sockets):
                os.chown(path, owner.pw_uid, owner.pw_gid)
        data = os.path.join(self.folder, "data")
        fresh = not os.path.exists(os.path.join(data, "PG_VERSION"))
        if fresh:
            self.call("initdb", "-D", data, "-U", "liaison", "-A", "trust", "--locale=C", "-E", "UTF8")
        self.call("pg_ctl", "-D", data, "-w", "-l", os.path.join(self.folder, "log"), "-o",
                  " ".join(OPTIONS + ["-k", self.sockets]), "start")
        if fresh:
            self.call("createdb", "-h", self.sockets, "-U", "liaison", "store")
        self.location = "postgresql://liaison@localhost/store?host=" + self.sockets
        return self

    def __exit__(self, *_):
        self.call("pg_ctl", "-D", os.path.join(self.folder, "data"), "-w", "-m", "fast", "stop")
        shutil.rmtree(self.sockets, ignore_errors=True)

    def sql(self, text):
        """What psql prints for it, one row a line."""
        return subprocess.run([os.path.join(self.bin, "psql"), "-h", self.sockets, "-U", "liaison", "-d", "store", "-qAt",
                               "-c", text], check=True, stdout=subprocess.PIPE, text=True).stdout

    def call(self, program, *arguments):
        subprocess.run([os.path.join(self.bin, program), *arguments], check=True, stdout=subprocess.DEVNULL,
                       cwd=self.folder, **self.demote)
