"""An X server of a bench's own."""
import os
import re
import subprocess

LEAST_WIDTH, LEAST_HEIGHT = 200, 100


class Screen:
    """An X server without a monitor."""

    def __enter__(self):
        read, write = os.pipe()
        self.server = subprocess.Popen(["Xvfb", "-displayfd", str(write), "-screen", "0", "1400x900x24", "-nolisten", "tcp",
                                        "-noreset"],  # it would start afresh whenever nobody is connected
                                       pass_fds=(write,), stderr=subprocess.DEVNULL)
        os.close(write)
        with os.fdopen(read) as said:  # its number in two pieces; it dies of a reader that leaves in between
            self.name = ":" + said.readline().strip()
        return self

    def __exit__(self, *_):
        self.server.terminate()
        self.server.wait()

    def ask(self, *what):
        return subprocess.run(["xwininfo", *what], env=dict(os.environ, DISPLAY=self.name), capture_output=True,
                              text=True).stdout

    def has_window(self):
        for number, width, height in re.findall(r"^\s+(0x[0-9a-f]+) .*?(\d+)x(\d+)\+", self.ask("-root", "-tree"), re.M):
            if int(width) >= LEAST_WIDTH and int(height) >= LEAST_HEIGHT and "IsViewable" in self.ask("-id", number):
                return True
        return False
