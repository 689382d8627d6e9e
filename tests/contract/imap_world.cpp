#include "tests/contract/mail_world.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>

namespace liaison::test {

namespace {

/// A real Dovecot and a real Exim.
class ImapWorld final : public MailWorld {
public:
    explicit ImapWorld(domain::Security security) : m_security(security) { }

    [[nodiscard]] bool filesSentMail() const override { return false; }
    [[nodiscard]] bool keepsFolderIds() const override { return false; }
    [[nodiscard]] bool keepsWhoWasAnswered() const override { return false; }
    [[nodiscard]] int triesOfSignIn() const override { return 1; }

    QString submit(const QByteArray &raw) override { return m_host->submit(finance, {analysts}, raw); }
    void drop(const QList<QByteArray> &mails, const QString &folder) override
    {
        m_host->dropAll(analysts, mails, folder);
    }
    bool setSeen(const QString &messageId, bool seen) override
    {
        return inInbox({{QStringLiteral("store"), QLatin1Char('@') + messageId,
                         seen ? QStringLiteral("+FLAGS") : QStringLiteral("-FLAGS"), QStringLiteral("(\\Seen)")}});
    }
    bool remove(const QString &messageId) override
    {
        return inInbox({{QStringLiteral("store"), QLatin1Char('@') + messageId, QStringLiteral("+FLAGS"),
                         QStringLiteral("(\\Deleted)")},
                        {QStringLiteral("expunge")}});
    }
    bool move(const QString &messageId, const QString &folder) override
    {
        return inInbox({{QStringLiteral("copy"), QLatin1Char('@') + messageId, folder}}) && remove(messageId);
    }
    /// Files laid into a Maildir are seen in the folder that is selected; of the others NOTIFY tells what Dovecot's own
    /// delivery put there (TestNotifyServers).
    [[nodiscard]] bool pushesFolders() const override { return false; }
    bool makeFolder(const QString &name) override { return done({{QStringLiteral("create"), name}}); }
    bool renameFolder(const QString &from, const QString &to) override
    {
        return done({{QStringLiteral("rename"), from, to}});
    }
    bool removeFolder(const QString &name) override { return done({{QStringLiteral("delete"), name}}); }
    bool reset() override
    {
        m_host->stopDovecot();
        m_host->changeUidValidity(analysts);
        return m_host->startDovecot();
    }
    bool withhold(const QString &) override { return false; } // Dovecot gives out what it lists

    QList<QByteArray> delivered() override { return m_host->delivered(finance); }
    QList<QByteArray> mailsIn(const QString &folder) override { return m_host->delivered(analysts, folder); }
    QSet<QByteArray> flags(const QString &messageId) override
    {
        const QString letters = fileOf(messageId).section(QStringLiteral(":2,"), 1);
        QSet<QByteArray> all;
        if (letters.contains(QLatin1Char('S')))
            all.insert("seen");
        if (letters.contains(QLatin1Char('R')))
            all.insert("answered");
        const int forwarded = keywordNumber("$Forwarded");
        if (forwarded >= 0 && letters.contains(QChar(u'a' + forwarded)))
            all.insert("forwarded");
        return all;
    }
    int refusedSignIns() override
    {
        return static_cast<int>(m_host->logs().count(QStringLiteral("password mismatch"), Qt::CaseInsensitive));
    }
    int fetchedMails() override
    {
        static const QRegularExpression count(QStringLiteral("\\((ir@corp.test)\\).* body_count=(\\d+)"));
        int all = 0;
        for (auto found = count.globalMatch(m_host->logs()); found.hasNext();)
            all += found.next().captured(2).toInt();
        return all;
    }

protected:
    QByteArray serve() override
    {
        m_tls = serverCertificate(m_certificates.path(), QStringLiteral("localhost"));
        m_host
            = std::make_unique<MailHost>(MailHost::Options{m_tls,
                                                           {{analysts, analystsPassword}, {finance, financePassword}},
                                                           QStringLiteral("auth_verbose = yes\n"),
                                                           {}});
        return m_host->start() ? QByteArray() : m_host->failure().toUtf8();
    }
    void describe(domain::Mailbox &mailbox) const override
    {
        mailbox.inbound.host = mailbox.outbound.host = QStringLiteral("localhost");
        const bool tls = m_security == domain::Security::Tls;
        mailbox.inbound.security = mailbox.outbound.security = m_security;
        mailbox.inbound.port = tls ? m_host->imapsPort() : m_host->imapPort();
        mailbox.outbound.port = tls ? m_host->smtpsPort() : m_host->smtpPort();
        mailbox.inbound.trustedCaFile = mailbox.outbound.trustedCaFile = m_tls.ca;
    }

private:
    [[nodiscard]] bool done(const QList<QStringList> &calls) const
    {
        const QString wrong = m_host->imap(analysts, calls);
        if (!wrong.isEmpty())
            qWarning("%s", qPrintable(wrong));
        return wrong.isEmpty();
    }
    [[nodiscard]] bool inInbox(const QList<QStringList> &calls) const
    {
        return done(QList<QStringList>{{QStringLiteral("select"), QStringLiteral("INBOX")}} + calls);
    }
    [[nodiscard]] QString fileOf(const QString &messageId) const
    {
        const QByteArray header = "<" + messageId.toUtf8() + ">";
        for (const char *part : {"/cur", "/new"}) {
            QDirIterator files(m_host->maildir(analysts, QStringLiteral("INBOX")) + QLatin1String(part), QDir::Files);
            while (files.hasNext()) {
                QFile file(files.next());
                if (file.open(QIODevice::ReadOnly) && file.readAll().contains("Message-ID: " + header))
                    return file.fileName();
            }
        }
        return {};
    }

    /// Of the inbox, as Dovecot counts them: file names have the letter of that number. -1: not met yet.
    [[nodiscard]] int keywordNumber(const QByteArray &keyword) const
    {
        QFile file(m_host->maildir(analysts, QStringLiteral("INBOX")) + QStringLiteral("/dovecot-keywords"));
        const QList<QByteArray> lines
            = file.open(QIODevice::ReadOnly) ? file.readAll().split('\n') : QList<QByteArray>();
        for (const QByteArray &line : lines)
            if (line.endsWith(' ' + keyword))
                return line.left(line.indexOf(' ')).toInt();
        return -1;
    }

    domain::Security m_security;
    QTemporaryDir m_certificates;
    TlsFiles m_tls;
    std::unique_ptr<MailHost> m_host;
};

} // namespace

std::unique_ptr<MailWorld> imapWorld(domain::Security security)
{
    return std::make_unique<ImapWorld>(security);
}

} // namespace liaison::test
