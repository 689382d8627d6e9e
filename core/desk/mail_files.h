#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"

#include <QByteArray>
#include <QFile>
#include <QString>
#include <QStringList>

#include <deque>
#include <memory>
#include <optional>

namespace liaison::desk {

class MboxReader;

/// A mail found in a file, or why there is none.
struct FoundMail {
    QByteArray raw;
    UtcMs arrivedAt = 0;   ///< the newest Received header, else the From_ line, else the Date header; 0: unknown
    bool seen = false;     ///< Maildir's S flag
    bool received = false; ///< has a Received field: it came in, whoever its From names
    QString problem;       ///< not empty: this file or place has no mail to give; says which and why (English)
};

/// Gives the mails of an EML file, an mbox, a Maildir (cur and new, subfolders included) or a directory of *.eml,
/// *.mbox and *.mbx files, one at a time: memory holds one mail. Symbolic links are not followed below the path that
/// was given, and only regular files are read. Uses no thread of its own; run it in a pool.
class MailFiles {
public:
    static constexpr qint64 mostMailBytes = 128 * 1024 * 1024;

    explicit MailFiles(const QString &path);
    ~MailFiles();

    /// Looks at the path. NotFound where nothing is there, InvalidInput where it is neither a file nor a directory or
    /// holds no mail files.
    Result<void> open();
    /// The next mail or problem; nullopt at the end.
    std::optional<FoundMail> next();

private:
    struct Entry {
        QString path;
        bool inMaildir = false;
        QString problem; ///< not empty: nothing of it can be read
    };
    void listDirectory(const QString &path);
    std::optional<FoundMail> nextOfMbox();
    std::optional<FoundMail> readFile(const Entry &entry);

    QString m_path;
    std::deque<Entry> m_files;
    std::unique_ptr<QFile> m_file; ///< an mbox in hand
    std::unique_ptr<MboxReader> m_mbox;
};

/// When a mail arrived by its own headers: the topmost Received, else Date; 0 where there is no time to read.
UtcMs arrivalTime(const QByteArray &raw);
/// Whether a server took the mail in on its way (RFC 5321 section 4.4): what we wrote ourselves has no Received field.
bool wasReceived(const QByteArray &raw);

} // namespace liaison::desk
