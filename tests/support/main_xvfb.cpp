#include "tests/support/test_registry.h"

#include <QApplication>
#include <QByteArray>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <string>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace {

/// Starts a program that dies with us; `keepFd` stays open in it.
pid_t launch(const std::vector<std::string> &command, int keepFd = -1)
{
    const pid_t parent = getpid();
    const pid_t pid = fork();
    if (pid != 0)
        return pid;
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    if (getppid() != parent)
        _exit(1);
    const int null = open("/dev/null", O_RDWR);
    dup2(null, 0);
    dup2(null, 1);
    dup2(null, 2);
    if (keepFd >= 0)
        fcntl(keepFd, F_SETFD, 0);
    std::vector<char *> arguments;
    for (const std::string &word : command)
        arguments.push_back(const_cast<char *>(word.c_str()));
    arguments.push_back(nullptr);
    execvp(arguments.front(), arguments.data());
    _exit(127);
}

/// The number of a fresh X display of our own, or an empty string when there is no Xvfb.
std::string startDisplay(pid_t *pid)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0)
        return {};
    *pid = launch({"Xvfb", "-displayfd", std::to_string(ends[1]), "-screen", "0", "1400x900x24", "-nolisten", "tcp"},
                  ends[1]);
    close(ends[1]);
    std::string number;
    char c = 0;
    while (read(ends[0], &c, 1) == 1 && c != '\n')
        number += c;
    close(ends[0]);
    return number;
}

void endProcess(pid_t pid)
{
    if (pid <= 0)
        return;
    kill(pid, SIGTERM);
    waitpid(pid, nullptr, 0);
}

} // namespace

/// Runs GUI tests in real windows: an X server and a window manager of their own.
int main(int argc, char **argv)
{
    pid_t server = 0;
    const std::string display = startDisplay(&server);
    if (display.empty()) {
        std::fprintf(stderr, "SKIP: Xvfb is not installed\n");
        return std::getenv("CI") != nullptr ? 1 : 0;
    }
    qputenv("DISPLAY", QByteArray(":") + display.c_str());
    qputenv("QT_QPA_PLATFORM", "xcb");
    const pid_t manager = launch({"openbox", "--sm-disable"});
    int failed = 0;
    {
        QApplication app(argc, argv);
        failed = liaison::test::runRegistered(argc, argv);
    }
    endProcess(manager);
    endProcess(server);
    return failed;
}
