#pragma once

#include "tests/support/mail_host.h"
#include "tests/support/program_window.h"

#include <QProcess>
#include <QString>
#include <QTemporaryDir>

#include <memory>

namespace liaison::test {

/// A mailbox on a server of its own, and what somebody is told who is to connect it.
class OfferedMailbox {
public:
    ~OfferedMailbox();

    /// On the demo's Exchange, which `program` starts; an empty text or why not.
    [[nodiscard]] QByteArray onExchange(const ProgramWindow &program);
    /// On a real Dovecot and a real Exim.
    [[nodiscard]] QByteArray onMailHost();

    /// Hands a mail to it in over SMTP, with a client that is not ours; an empty text or why not.
    [[nodiscard]] QByteArray submit(const QString &subject) const;

    QString address;
    QString password;
    QString ca;       ///< the file of the authority to trust
    QString exchange; ///< where it is; empty: IMAP and SMTP on localhost
    QString imaps;    ///< a port
    QString smtps;    ///< a port

private:
    QString m_submitter; ///< who may hand mail in
    QString m_submittersPassword;
    QTemporaryDir m_certificates;
    std::unique_ptr<QProcess> m_exchange;
    std::unique_ptr<MailHost> m_host;
};

} // namespace liaison::test
