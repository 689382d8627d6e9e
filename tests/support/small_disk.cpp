#include "tests/support/small_disk.h"

#include "tests/support/server_process.h"

#include <QFile>

#include <sys/statvfs.h>

namespace liaison::test {

SmallDisk::SmallDisk(int mebibytes)
{
    m_ownsUsers = mount({QStringLiteral("--map-root-user"), QStringLiteral("--mount")}, mebibytes);
    if (m_ownsUsers || mount({QStringLiteral("--mount")}, mebibytes))
        m_failure.clear();
}

SmallDisk::~SmallDisk()
{
    m_holder.closeWriteChannel(); // with the last process inside the namespace goes, and the disk with it
    if (!m_holder.waitForFinished(10'000))
        m_holder.kill();
    m_holder.waitForFinished(10'000);
}

bool SmallDisk::mount(const QStringList &unshare, int mebibytes)
{
    m_holder.start(findProgram({QStringLiteral("unshare")}),
                   unshare
                       + QStringList{QStringLiteral("sh"), QStringLiteral("-c"),
                                     QStringLiteral("mount -t tmpfs -o mode=0755,size=\"$1\"m small \"$2\" && "
                                                    "echo mounted && exec cat"),
                                     QStringLiteral("sh"), QString::number(mebibytes), path()});
    while (m_holder.waitForReadyRead(20'000)) {
        if (m_holder.canReadLine())
            return true;
    }
    m_failure = QStringLiteral("no file system of one's own: ")
        + QString::fromLocal8Bit(m_holder.readAllStandardError()).trimmed() + m_holder.errorString();
    m_holder.kill();
    m_holder.waitForFinished(10'000);
    return false;
}

QString SmallDisk::seenFromHere() const
{
    return QStringLiteral("/proc/%1/root%2").arg(m_holder.processId()).arg(path());
}

QStringList SmallDisk::entry() const
{
    QStringList command{findProgram({QStringLiteral("nsenter")}), QStringLiteral("--target"),
                        QString::number(m_holder.processId()), QStringLiteral("--mount")};
    if (m_ownsUsers)
        command << QStringLiteral("--user") << QStringLiteral("--preserve-credentials");
    return command;
}

bool SmallDisk::leaveRoom(qint64 bytes)
{
    struct statvfs disk { };
    const QString ballast = seenFromHere() + QStringLiteral("/ballast");
    if (statvfs(QFile::encodeName(seenFromHere()).constData(), &disk) != 0)
        return false;
    QFile file(ballast);
    if (!file.open(QIODevice::WriteOnly | QIODevice::Append))
        return false;
    // Written in full: a hole would take no room.
    const QByteArray piece(64 * 1024, 'b');
    qint64 taken = qint64(disk.f_bavail) * qint64(disk.f_frsize) - bytes;
    for (; taken > 0; taken -= piece.size()) {
        if (file.write(piece.constData(), std::min<qint64>(taken, piece.size())) < 0)
            return false;
    }
    return file.flush();
}

bool SmallDisk::free()
{
    return QFile::remove(seenFromHere() + QStringLiteral("/ballast"));
}

} // namespace liaison::test
