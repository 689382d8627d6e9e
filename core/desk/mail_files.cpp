#include "core/desk/mail_files.h"

#include "core/desk/mbox_reader.h"

#include <QDateTime>
#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>

namespace liaison::desk {

using namespace Qt::StringLiterals;

namespace {

bool isMaildir(const QString &path)
{
    return QFileInfo(path + u"/cur"_s).isDir() && QFileInfo(path + u"/new"_s).isDir();
}

/// Whether the bytes begin with a header field (RFC 5322 section 2.2).
bool beginsLikeMail(const QByteArray &raw)
{
    static const QRegularExpression field(u"^[!-9;-~]+[ \\t]*:"_s);
    return field.match(QString::fromLatin1(raw.left(1'000))).hasMatch();
}

UtcMs timeIn(QByteArray value)
{
    static const QRegularExpression comment(u"\\([^()]*\\)"_s);
    const QString text = QString::fromLatin1(value.simplified()).remove(comment).trimmed();
    const QDateTime time = QDateTime::fromString(text, Qt::RFC2822Date);
    return time.isValid() ? std::max<UtcMs>(0, time.toMSecsSinceEpoch()) : 0;
}

/// The first field of that name, unfolded.
QByteArray firstField(const QByteArray &headers, const QByteArray &name)
{
    const QByteArray lower = headers.toLower();
    qsizetype at = lower.startsWith(name + ':') ? 0 : lower.indexOf('\n' + name + ':');
    if (at < 0)
        return {};
    at = headers.indexOf(':', at) + 1;
    qsizetype end = headers.indexOf('\n', at);
    while (end >= 0 && end + 1 < headers.size() && (headers.at(end + 1) == ' ' || headers.at(end + 1) == '\t'))
        end = headers.indexOf('\n', end + 1);
    return headers.mid(at, end < 0 ? -1 : end - at);
}

FoundMail problem(const QString &where, const QString &what)
{
    FoundMail found;
    found.problem = where + u": "_s + what;
    return found;
}

QByteArray headersOf(const QByteArray &raw)
{
    constexpr qsizetype mostHeaderBytes = 64 * 1024;
    QByteArray headers = raw.left(mostHeaderBytes);
    qsizetype end = headers.indexOf("\n\r\n");
    if (const qsizetype bare = headers.indexOf("\n\n"); bare >= 0 && (end < 0 || bare < end))
        end = bare;
    if (end >= 0)
        headers.truncate(end + 1);
    return headers;
}

} // namespace

bool wasReceived(const QByteArray &raw)
{
    return !firstField(headersOf(raw), "received").isEmpty();
}

UtcMs arrivalTime(const QByteArray &raw)
{
    const QByteArray headers = headersOf(raw);
    const QByteArray received = firstField(headers, "received");
    const UtcMs at = received.contains(';') ? timeIn(received.mid(received.lastIndexOf(';') + 1)) : 0;
    return at > 0 ? at : timeIn(firstField(headers, "date"));
}

MailFiles::MailFiles(const QString &path) : m_path(path) { }

MailFiles::~MailFiles() = default;

Result<void> MailFiles::open()
{
    const QFileInfo info(m_path);
    if (!info.exists())
        return fail(ErrorKind::NotFound, u"%1 does not exist"_s.arg(m_path));
    if (info.isFile()) {
        m_files.push_back({m_path, false, {}});
        return {};
    }
    if (!info.isDir())
        return fail(ErrorKind::InvalidInput, u"%1 is neither a file nor a folder"_s.arg(m_path));
    if (!info.isReadable() || !info.isExecutable())
        return fail(ErrorKind::InvalidInput, u"%1 cannot be read"_s.arg(m_path));
    listDirectory(m_path);
    if (m_files.empty() && !isMaildir(m_path))
        return fail(ErrorKind::InvalidInput, u"%1 is no Maildir and holds no .eml, .mbox or .mbx files"_s.arg(m_path));
    return {};
}

void MailFiles::listDirectory(const QString &path)
{
    const bool maildir = isMaildir(path);
    const QStringList suffixes{u"eml"_s, u"mbox"_s, u"mbx"_s};
    // With what is no file: whatever stands where a mail should be is named.
    constexpr QDir::Filters everything = QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot;
    const auto entries = QDir(path).entryInfoList(everything, QDir::Name);
    for (const QFileInfo &entry : entries) {
        const QString name = entry.fileName();
        const bool holdsMail = !maildir && suffixes.contains(entry.suffix().toLower());
        if (maildir && name == "tmp"_L1)
            continue;
        if (entry.isSymLink()) {
            if (holdsMail || entry.isDir())
                m_files.push_back({entry.filePath(), false, u"it is a symbolic link"_s});
        } else if (entry.isDir() && !(entry.isReadable() && entry.isExecutable())) {
            m_files.push_back({entry.filePath(), false, u"the folder cannot be read"_s});
        } else if (maildir && entry.isDir() && (name == "cur"_L1 || name == "new"_L1)) {
            const QStringList mails = QDir(entry.filePath()).entryList(everything, QDir::Name);
            for (const QString &mail : mails)
                m_files.push_back({entry.filePath() + QLatin1Char('/') + mail, true, {}});
        } else if (entry.isDir()) {
            listDirectory(entry.filePath());
        } else if (holdsMail) {
            m_files.push_back({entry.filePath(), false, {}});
        }
    }
}

std::optional<FoundMail> MailFiles::next()
{
    if (m_mbox) {
        if (auto mail = nextOfMbox())
            return mail;
    }
    if (m_files.empty())
        return std::nullopt;
    const Entry entry = std::move(m_files.front());
    m_files.pop_front();
    return readFile(entry);
}

std::optional<FoundMail> MailFiles::nextOfMbox()
{
    const auto mail = m_mbox->next();
    if (!mail) {
        const bool failed = m_mbox->failed();
        const FoundMail trouble = problem(m_file->fileName(), m_file->errorString());
        m_mbox.reset();
        m_file.reset();
        return failed ? std::optional<FoundMail>(trouble) : std::nullopt;
    }
    const QString where = u"%1 at byte %2"_s.arg(m_file->fileName()).arg(mail->offset);
    if (mail->tooLarge)
        return problem(where, u"the mail is larger than %1 MiB"_s.arg(mostMailBytes / 1024 / 1024));
    if (!beginsLikeMail(mail->raw))
        return problem(where, u"this is not a mail"_s);
    FoundMail found;
    found.raw = mail->raw;
    found.arrivedAt = arrivalTime(found.raw);
    found.received = wasReceived(found.raw);
    if (mail->fromLineAt > 0 && found.arrivedAt == 0)
        found.arrivedAt = mail->fromLineAt;
    return found;
}

std::optional<FoundMail> MailFiles::readFile(const Entry &entry)
{
    if (!entry.problem.isEmpty())
        return problem(entry.path, entry.problem);
    auto file = std::make_unique<QFile>(entry.path);
    if (entry.inMaildir && QFileInfo(entry.path).isSymLink())
        return problem(entry.path, u"it is a symbolic link"_s);
    if (QFileInfo(entry.path).isDir())
        return problem(entry.path, u"it is a folder"_s);
    if (!QFileInfo(entry.path).isFile()) // nobody waits for what a pipe may give
        return problem(entry.path, u"it is no regular file"_s);
    if (!file->open(QIODevice::ReadOnly))
        return problem(entry.path, file->errorString());
    if (!entry.inMaildir && MboxReader::isFromLine(file->peek(1'000))) {
        m_file = std::move(file);
        m_mbox = std::make_unique<MboxReader>(m_file.get(), mostMailBytes);
        return next();
    }
    if (file->size() > mostMailBytes)
        return problem(entry.path, u"the mail is larger than %1 MiB"_s.arg(mostMailBytes / 1024 / 1024));
    FoundMail found;
    found.raw = file->readAll();
    if (file->error() != QFileDevice::NoError)
        return problem(entry.path, file->errorString());
    if (!beginsLikeMail(found.raw))
        return problem(entry.path, found.raw.isEmpty() ? u"the file is empty"_s : u"this is not a mail"_s);
    found.arrivedAt = arrivalTime(found.raw);
    found.received = wasReceived(found.raw);
    found.seen = entry.inMaildir && entry.path.section(u":2,"_s, 1).contains(QLatin1Char('S'));
    return found;
}

} // namespace liaison::desk
