#include "ui/common/certificate_offer.h"

#include "core/base/log.h"
#include "ui/common/ask.h"
#include "ui/common/formats.h"
#include "ui/common/message_bar.h"

#include <QCoreApplication>
#include <QStringList>

namespace liaison::ui {

namespace {

constexpr int mostCharacters = 200; ///< of a name a server gives itself

struct CertificateOffer {
    Q_DECLARE_TR_FUNCTIONS(CertificateOffer)
};

QString shown(const QString &serverWords)
{
    return printable(serverWords.toUtf8(), mostCharacters);
}

QString questionText(const Error &error)
{
    QStringList paragraphs{
        certificateText(error),
        CertificateOffer::tr("Nobody this computer trusts vouches that this is the server. If it is not, whoever poses "
                             "as it gets the password and can read and change every mail. Compare the fingerprint with "
                             "the one that the server's administrator tells you, by telephone or in person."),
        CertificateOffer::tr("It is filled into the mailbox's form; SAVE keeps it. Every other certificate of this "
                             "host stays refused.")};
    if (error.certificate->replacesPin)
        paragraphs.insert(1,
                          CertificateOffer::tr("Another certificate was accepted for this host before. Either the "
                                               "server got a new one, or this is not the server."));
    return paragraphs.join(QStringLiteral("\n\n"));
}

} // namespace

QString fingerprintText(const QString &sha256)
{
    QStringList pairs;
    for (qsizetype i = 0; i < sha256.size(); i += 2)
        pairs << sha256.mid(i, 2).toUpper();
    return pairs.join(QLatin1Char(':'));
}

QString certificateText(const Error &error)
{
    if (!error.certificate)
        return {};
    const CertificateSummary &certificate = *error.certificate;
    const QStringList lines{CertificateOffer::tr("Certificate of: %1").arg(shown(certificate.subject)),
                            CertificateOffer::tr("Issued by: %1").arg(shown(certificate.issuer)),
                            CertificateOffer::tr("Valid until: %1").arg(fullTime(certificate.notAfter)),
                            CertificateOffer::tr("SHA-256: %1").arg(fingerprintText(certificate.sha256))};
    return lines.join(QLatin1Char('\n'));
}

bool canBeAccepted(const Error &error)
{
    const bool refused = error.kind == ErrorKind::CertificateUntrusted || error.kind == ErrorKind::CertificateWrongHost;
    return refused && error.certificate && error.certificate->pinnable && !error.certificate->sha256.isEmpty();
}

QAbstractButton *offerCertificate(MessageBar *bar, QWidget *window, const Error &error,
                                  std::function<void(const CertificateSummary &)> accept)
{
    if (!canBeAccepted(error))
        return nullptr;
    const QString host = error.certificate->host;
    return bar->addAction(CertificateOffer::tr("Accept this one certificate for %1").arg(host), [=] {
        ask(window,
            {CertificateOffer::tr("Accept a certificate"),
             CertificateOffer::tr("Accept this one certificate for %1?").arg(host), questionText(error),
             CertificateOffer::tr("Accept this certificate")},
            [accept, certificate = *error.certificate] { accept(certificate); });
    });
}

} // namespace liaison::ui
