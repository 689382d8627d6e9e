#include "app/cli/input_file.h"

#include "app/cli/words.h"

#include <QFile>
#include <QFileInfo>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>

#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

namespace liaison::cli {

namespace {

bool inputWasClosed = false;
bool outputWasClosed = false;

constexpr qsizetype mostSecretBytes = 64 * 1024;

/// Reads up to `most` bytes and one more, so that the caller sees that there were too many.
Result<QByteArray> readAll(QFile &file, qint64 most)
{
    QByteArray bytes = file.read(most + 1);
    if (file.error() != QFileDevice::NoError)
        return fail(ErrorKind::InvalidInput, file.errorString());
    // A pipe gives what is there at the moment.
    while (bytes.size() <= most) {
        const QByteArray more = file.read(most + 1 - bytes.size());
        if (more.isEmpty())
            break;
        bytes += more;
    }
    return bytes;
}

/// Reads a line from a terminal without showing it. Signals are off meanwhile, so that Ctrl+C leaves it as it was.
Result<QByteArray> readHidden(const QString &prompt)
{
    termios before = {};
    if (::tcgetattr(STDIN_FILENO, &before) != 0)
        return fail(ErrorKind::InvalidInput, QString::fromLocal8Bit(std::strerror(errno)));
    termios hidden = before;
    hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO | ISIG);
    ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden);
    std::fputs(prompt.toLocal8Bit().constData(), stderr);
    QByteArray line;
    bool cancelled = false;
    char c = 0;
    constexpr char ctrlC = 3;
    while (!cancelled && line.size() <= mostSecretBytes && ::read(STDIN_FILENO, &c, 1) == 1 && c != '\n') {
        cancelled = c == ctrlC;
        line += c;
    }
    ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &before);
    std::fputs("\n", stderr);
    if (cancelled)
        return fail(ErrorKind::Cancelled);
    return line;
}

} // namespace

void keepStandardDescriptors()
{
    for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
        if (::fcntl(fd, F_GETFD) != -1 || errno != EBADF)
            continue;
        // The lowest free descriptor is this one.
        const int opened = ::open("/dev/null", fd == STDIN_FILENO ? O_RDONLY : O_WRONLY);
        if (fd == STDIN_FILENO)
            inputWasClosed = opened == fd;
        if (fd == STDOUT_FILENO)
            outputWasClosed = opened == fd;
    }
}

bool hasStandardOutput()
{
    return !outputWasClosed;
}

Result<QByteArray> readInput(const QString &path, qint64 mostBytes)
{
    QFile file(path);
    const bool standard = path == QLatin1String("-");
    if (standard && inputWasClosed)
        return fail(ErrorKind::InvalidInput, Cli::tr("standard input is closed"));
    if (!standard && QFileInfo(path).isDir())
        return fail(ErrorKind::InvalidInput, Cli::tr("%1 is a folder").arg(path));
    const bool opened = standard ? file.open(STDIN_FILENO, QIODevice::ReadOnly) : file.open(QIODevice::ReadOnly);
    if (!opened)
        return fail(ErrorKind::InvalidInput, Cli::tr("%1 cannot be read (%2)").arg(path, file.errorString()));
    auto bytes = readAll(file, mostBytes);
    if (bytes && bytes->size() > mostBytes)
        return fail(ErrorKind::InvalidInput, Cli::tr("%1 is larger than %2 bytes").arg(path).arg(mostBytes));
    return bytes;
}

Result<QByteArray> readSecretLine(const QString &prompt)
{
    Result<QByteArray> line
        = ::isatty(STDIN_FILENO) == 1 ? readHidden(prompt) : readInput(QStringLiteral("-"), mostSecretBytes + 2);
    if (!line)
        return line;
    if (line->endsWith('\n'))
        line->chop(1);
    if (line->endsWith('\r'))
        line->chop(1);
    QString problem;
    if (line->isEmpty())
        problem = Cli::tr("standard input is empty, so there is nothing to set");
    else if (line->size() > mostSecretBytes)
        problem = Cli::tr("the secret is longer than 64 KiB");
    else if (line->contains('\n') || line->contains('\0'))
        problem = Cli::tr("the secret is more than one line");
    if (problem.isEmpty())
        return line;
    line->fill('\0');
    return fail(ErrorKind::InvalidInput, problem);
}

} // namespace liaison::cli
