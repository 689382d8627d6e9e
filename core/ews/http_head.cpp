#include "core/ews/http_head.h"

#include "core/base/retry_after.h"
#include "core/ews/request_context.h"

namespace liaison::ews {

namespace {

/// The value of `key="…"` in a list of parameters.
QByteArray parameter(const QByteArray &text, const QByteArray &key)
{
    const qsizetype at = text.indexOf(key + "=\"");
    if (at < 0)
        return {};
    const qsizetype begin = at + key.size() + 2;
    return text.mid(begin, text.indexOf('"', begin) - begin).left(500);
}

} // namespace

QByteArray HttpHead::header(const char *name) const
{
    for (const auto &field : headers)
        if (field.first.compare(name, Qt::CaseInsensitive) == 0)
            return field.second;
    return {};
}

QList<QByteArray> HttpHead::headerValues(const char *name) const
{
    QList<QByteArray> values;
    for (const auto &field : headers)
        if (field.first.compare(name, Qt::CaseInsensitive) == 0)
            values << field.second;
    return values;
}

std::optional<qint64> retryAfterMs(const HttpHead &head)
{
    return liaison::retryAfterMs(head.header("Retry-After"), head.header("Date"));
}

QList<QByteArray> offeredSchemes(const HttpHead &head)
{
    static const QList<QByteArray> known{"negotiate", "ntlm", "basic", "bearer", "digest", "kerberos"};
    QList<QByteArray> schemes;
    for (const QByteArray &line : head.headerValues("WWW-Authenticate")) {
        // Qt joins headers of one name by ", " or a line feed; parameters look like name=value and are no scheme.
        QByteArray words = line.toLower();
        for (const QByteArray &word : words.replace('\n', ' ').replace(',', ' ').split(' '))
            if (known.contains(word) && !schemes.contains(word))
                schemes << word;
    }
    return schemes;
}

Diagnostics diagnosticsOf(const HttpHead &head)
{
    const QByteArray text = head.header("X-MS-Diagnostics");
    return {parameter(text, "reason"), parameter(text, "error_category")};
}

QByteArray backEndCookie(const HttpHead &head)
{
    static const QByteArray name = "X-BackEndOverrideCookie=";
    for (const QByteArray &line : head.headerValues("Set-Cookie"))
        for (const QByteArray &cookie : line.split('\n')) {
            const QByteArray text = cookie.trimmed();
            if (text.left(name.size()).compare(name, Qt::CaseInsensitive) == 0)
                return text.mid(name.size(), text.indexOf(';') < 0 ? -1 : text.indexOf(';') - name.size());
        }
    return {};
}

HttpHeaders requestHeaders(const RequestContext &context, const QString &anchor, Affinity affinity,
                           const QByteArray &backEndCookie)
{
    HttpHeaders headers{{"Content-Type", "text/xml; charset=utf-8"}, {"Accept", "text/xml"}};
    const QString address = context.impersonate.isEmpty() ? anchor : context.impersonate;
    // A header cannot hold more than printable ASCII; an address that does not fit is left to the server to find.
    const bool fits
        = std::all_of(address.begin(), address.end(), [](QChar c) { return c.unicode() > 0x20 && c.unicode() < 0x7f; });
    if (!address.isEmpty() && fits)
        headers << qMakePair(QByteArray("X-AnchorMailbox"), address.toLatin1());
    if (affinity == Affinity::Sticky) {
        headers << qMakePair(QByteArray("X-PreferServerAffinity"), QByteArray("true"));
        if (!backEndCookie.isEmpty())
            headers << qMakePair(QByteArray("Cookie"), "X-BackEndOverrideCookie=" + backEndCookie);
    }
    return headers;
}

} // namespace liaison::ews
