#pragma once

#include "tests/support/server_process.h"

#include <QHash>
#include <QString>
#include <QTemporaryDir>

namespace liaison::test {

/// PEM files a server presents and a client trusts.
struct TlsFiles {
    QString certificate;
    QString key;
    QString ca;
};

/// A mail host on loopback: a real Dovecot (IMAP, IMAPS, LMTP) and a real Exim (submission with STARTTLS,
/// submission over TLS, AUTH) that delivers to it. Runs unprivileged in a directory of its own.
///
/// Beside its accounts Exim accepts mail for every other domain: what goes to slow.test waits, what goes to intl.test
/// is delivered() to "anybody@intl.test", and for all the rest a bounce comes back.
class MailHost {
public:
    struct Options {
        TlsFiles tls;
        /// address → password
        QHash<QString, QString> accounts;
        QString dovecotExtra;                  ///< further lines of Dovecot's configuration
        QString eximExtra;                     ///< further main options of Exim
        QHash<QString, QByteArray> files = {}; ///< written beside the configuration: "@DIR@/NAME" there
        bool smtpUtf8 = true;                  ///< Exim offers SMTPUTF8
    };
    explicit MailHost(Options options);
    ~MailHost();

    /// Empty when both programs are installed, else a sentence.
    static QString missing();

    /// False with `failure()` set when a server does not come up.
    bool start();
    void stop();
    bool startDovecot();
    void stopDovecot();
    void killDovecot();
    /// Stops every process of Dovecot in its tracks, so that connections stay and nothing comes; false: goes on.
    void freezeDovecot(bool frozen);
    /// Speaks to Dovecot with Python's imaplib, an independent client. `calls` are a method and its arguments each,
    /// such as {"rename", "Old", "New"}; "@a@b.test" is the number of the mail with that Message-ID. Answers an empty
    /// string, or what went wrong.
    [[nodiscard]] QString imap(const QString &user, const QList<QStringList> &calls) const;
    bool startExim();
    void stopExim();
    [[nodiscard]] QString failure() const { return m_failure; }

    [[nodiscard]] quint16 imapPort() const { return m_imapPort; }   ///< STARTTLS
    [[nodiscard]] quint16 imapsPort() const { return m_imapsPort; } ///< TLS
    [[nodiscard]] quint16 smtpPort() const { return m_smtpPort; }   ///< STARTTLS
    [[nodiscard]] quint16 smtpsPort() const { return m_smtpsPort; } ///< TLS

    /// The mails in a folder of an account as the server stored them, oldest delivery first.
    [[nodiscard]] QList<QByteArray> delivered(const QString &address,
                                              const QString &folder = QStringLiteral("INBOX")) const;
    /// Puts a mail straight into an account's maildir, as an MTA of old would (LF or CRLF as given).
    void drop(const QString &address, const QByteArray &raw, const QString &folder = QStringLiteral("INBOX"));
    /// The same for many mails at once.
    void dropAll(const QString &address, const QList<QByteArray> &mails,
                 const QString &folder = QStringLiteral("INBOX"));
    /// Submits a mail through Exim with Python's smtplib, an independent client: TLS, AUTH as `from`.
    /// Answers an empty string, or what went wrong.
    [[nodiscard]] QString submit(const QString &from, const QStringList &to, const QByteArray &raw) const;
    /// Delivers a mail into a folder by Dovecot's LMTP, which needs `recipient_delimiter = +` and
    /// `lmtp_save_to_detail_mailbox = yes` in Options::dovecotExtra. Answers an empty string, or what went wrong.
    [[nodiscard]] QString deliver(const QString &address, const QByteArray &raw, const QString &folder) const;
    /// Gives the folder another UIDVALIDITY; Dovecot must be stopped.
    void changeUidValidity(const QString &address, const QString &folder = QStringLiteral("INBOX"));
    [[nodiscard]] QString maildir(const QString &address, const QString &folder) const;
    [[nodiscard]] QString logs() const;

private:
    void writeDovecotConfig() const;
    void writeEximConfig() const;
    bool setUp();

    Options m_options;
    QTemporaryDir m_dir;
    QString m_failure;
    quint16 m_imapPort = 0;
    quint16 m_imapsPort = 0;
    quint16 m_lmtpPort = 0;
    quint16 m_smtpPort = 0;
    quint16 m_smtpsPort = 0;
    quint16 m_nobodysPort = 0;
    int m_dropped = 0;
    bool m_isSetUp = false;
    ServerProcess m_dovecot;
    ServerProcess m_exim;
};

} // namespace liaison::test
