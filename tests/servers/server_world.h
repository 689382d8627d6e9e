#pragma once

#include "core/domain/incident.h"
#include "tests/support/mail_host.h"
#include "tests/support/office.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>

#include <memory>

namespace liaison::test {

inline const QString analysts = QStringLiteral("ir@corp.test");
inline const QString analystsPassword = QStringLiteral("analyst secret");
inline const QString finance = QStringLiteral("finance@bu.test");
inline const QString financePassword = QStringLiteral("finance secret");

/// An incident that affects the business unit Finance (made when it is not there).
Result<domain::Incident> makeIncident(Office &office, const QString &title);
/// A new mail to Finance about `incident`, sent without an undo window.
Result<domain::OutboxMail> writeToFinance(Office &office, const domain::Incident &incident, const QString &subject,
                                          const QString &text);

/// A mail host with certificates and one analyst's office connected to nothing yet.
struct ServerWorld {
    QTemporaryDir certificates;
    TlsFiles tls;
    std::unique_ptr<MailHost> host;
    std::unique_ptr<Office> office;
    bool withoutSmtpUtf8 = false; ///< of Exim

    /// Starts host and office; an empty array or why not.
    QByteArray start(Office::Options options = {}, const QString &dovecotExtra = {}, const QString &eximExtra = {});
    Result<domain::Incident> incident(const QString &title) { return makeIncident(*office, title); }
    Result<domain::OutboxMail> writeToFinance(const domain::Incident &incident, const QString &subject,
                                              const QString &text)
    {
        return test::writeToFinance(*office, incident, subject, text);
    }
};

/// A certificate of a fresh authority for `host`, made in `folder`; with "127.0.0.1" unless another name is asked for.
TlsFiles serverCertificate(const QString &folder, const QString &host);
TlsFiles expiredServerCertificate(const QString &folder, const QString &host);

/// What Python's email package, an implementation that is not ours, reads in a mail:
/// {"headers": [[name, value]], "text", "charset", "defects"}.
QJsonObject readIndependently(const QByteArray &raw);
/// The values of a header in readIndependently's answer.
QStringList headerValues(const QJsonObject &mail, const char *name);

/// A plain UTF-8 mail to the analysts' mailbox.
QByteArray mailToAnalysts(const QString &from, const QString &subject, const QByteArray &messageId,
                          const QByteArray &extraHeaders, const QByteArray &body);

} // namespace liaison::test
