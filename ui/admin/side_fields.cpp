#include "ui/admin/side_fields.h"

#include "ui/admin/field_problems.h"
#include "ui/admin/form_field.h"

#include <QRegularExpression>
#include <QUrl>

namespace liaison::ui {

SideFields::SideFields(domain::SecretUse use, QWidget *parent) : QGroupBox(parent), m_use(use) { }

void SideFields::setProposedHost(const QString &host)
{
    Q_UNUSED(host) // a protocol whose adapter knows its host by itself has nothing to show
}

void SideFields::setSends(bool sends)
{
    Q_UNUSED(sends) // IMAP never sends
}

void SideFields::setInbound(const domain::Endpoint &inbound)
{
    Q_UNUSED(inbound) // Exchange and Graph need nothing for sending that they do not need for reading
}

void SideFields::clearProblems()
{
    const QList<FormField *> fields = findChildren<FormField *>();
    for (FormField *field : fields)
        field->setProblem({});
}

QString SideFields::nameOfField(const QString &name) const
{
    return isInbound() ? name : tr("Sending: %1").arg(name);
}

FormField *SideFields::markFingerprint(FormField *field, const QString &fingerprint)
{
    static const QRegularExpression wanted(QStringLiteral("^[0-9a-f]{64}$"));
    if (fingerprint.isEmpty() || wanted.match(fingerprint).hasMatch())
        return nullptr;
    field->setProblem(tr("A SHA-256 fingerprint has 64 digits from 0 to 9 and a to f. Leave the field empty to accept "
                         "valid certificates alone."));
    return field;
}

FormField *SideFields::markLength(FormField *field, const QString &text, qsizetype most)
{
    if (text.size() <= most)
        return nullptr;
    field->setProblem(tooLongText(most));
    return field;
}

QString plainFingerprint(const QString &typed)
{
    return typed.toLower().remove(QLatin1Char(':')).remove(QLatin1Char(' '));
}

bool namesServerOf(const domain::Endpoint &endpoint, const CertificateSummary &certificate)
{
    const bool whole = endpoint.host.contains(QLatin1String("://"));
    const QString host = whole ? QUrl(endpoint.host).host() : endpoint.host;
    const int port = whole ? QUrl(endpoint.host).port(endpoint.port) : endpoint.port;
    return host.compare(certificate.host, Qt::CaseInsensitive) == 0 && port == certificate.port;
}

} // namespace liaison::ui
