#include "tests/support/x_display.h"

#include "tests/support/server_process.h"

#include <QFile>
#include <QImage>
#include <QTest>
#include <QtEndian>

#include <csignal>
#include <sys/prctl.h>

namespace liaison::test {

namespace {

void endWith(QProcess *process)
{
    if (process->state() == QProcess::NotRunning)
        return;
    process->terminate();
    if (!process->waitForFinished(10'000))
        process->kill();
    process->waitForFinished(5'000);
}

} // namespace

XDisplay::~XDisplay()
{
    endWith(&m_manager);
    endWith(&m_server);
}

QString XDisplay::missing()
{
    QStringList lacking;
    for (const char *program : {"Xvfb", "openbox", "xdotool"}) {
        if (findProgram({QString::fromLatin1(program)}).isEmpty())
            lacking << QString::fromLatin1(program);
    }
    return lacking.isEmpty() ? QString() : QStringLiteral("not installed: %1").arg(lacking.join(QStringLiteral(", ")));
}

bool XDisplay::start()
{
    for (QProcess *process : {&m_server, &m_manager}) {
        process->setChildProcessModifier([] { prctl(PR_SET_PDEATHSIG, SIGTERM); });
        process->setStandardErrorFile(QProcess::nullDevice());
    }
    // It chooses a number that nobody has, and says which.
    m_server.start(QStringLiteral("Xvfb"),
                   {QStringLiteral("-displayfd"), QStringLiteral("1"), QStringLiteral("-screen"), QStringLiteral("0"),
                    QStringLiteral("1400x900x24"), QStringLiteral("-nolisten"), QStringLiteral("tcp"),
                    QStringLiteral("-fbdir"), m_screen.path()});
    if (!QTest::qWaitFor([&] { return m_server.canReadLine(); }, 30'000))
        return false;
    m_name = QLatin1Char(':') + QString::fromLatin1(m_server.readLine().trimmed());
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("DISPLAY"), m_name);
    m_manager.setProcessEnvironment(environment);
    m_manager.setStandardOutputFile(QProcess::nullDevice());
    m_manager.start(QStringLiteral("openbox"), {QStringLiteral("--sm-disable")});
    // Only a window manager answers that.
    return QTest::qWaitFor([&] { return hands({QStringLiteral("get_num_desktops")}); }, 30'000);
}

bool XDisplay::hands(const QStringList &arguments, const QByteArray &input) const
{
    QProcess xdotool;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("DISPLAY"), m_name);
    xdotool.setProcessEnvironment(environment);
    xdotool.start(QStringLiteral("xdotool"), arguments);
    xdotool.write(input);
    xdotool.closeWriteChannel();
    return xdotool.waitForFinished(60'000) && xdotool.exitStatus() == QProcess::NormalExit && xdotool.exitCode() == 0;
}

bool XDisplay::press(const QStringList &keys) const
{
    return hands(QStringList{QStringLiteral("key")} + keys);
}

bool XDisplay::type(const QString &text) const
{
    return hands({QStringLiteral("type"), QStringLiteral("--file"), QStringLiteral("-")}, text.toUtf8());
}

/// The file is one of xwd's: a header of big-endian words (XWDFile.h), colours of 12 bytes each, then lines of pixels.
bool XDisplay::picture(const QString &file) const
{
    enum Word { HeaderSize = 0, Width = 4, Height = 5, BytesPerLine = 12, Colours = 19 };
    constexpr int wordsOfHeader = 25;
    constexpr qsizetype bytesOfColour = 12;
    QFile screen(m_screen.filePath(QStringLiteral("Xvfb_screen0")));
    if (!screen.open(QIODevice::ReadOnly))
        return false;
    const QByteArray dump = screen.readAll();
    if (dump.size() < qsizetype(wordsOfHeader * sizeof(quint32)))
        return false;
    const auto word = [&dump](Word at) { return qsizetype(qFromBigEndian<quint32>(dump.constData() + at * 4)); };
    const qsizetype pixels = word(HeaderSize) + word(Colours) * bytesOfColour;
    if (word(Width) * 4 > word(BytesPerLine) || dump.size() < pixels + word(Height) * word(BytesPerLine))
        return false;
    return QImage(reinterpret_cast<const uchar *>(dump.constData() + pixels), int(word(Width)), int(word(Height)),
                  word(BytesPerLine), QImage::Format_RGB32)
        .save(file);
}

} // namespace liaison::test
