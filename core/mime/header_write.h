#pragma once

#include "core/domain/address.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace liaison::mime {

/// Writes header fields of RFC 5322 with CRLF, folded at 78 where there is white space and never past 998.
/// Values must hold no control characters: compose() has refused them by then.
class HeaderWriter {
public:
    /// `utf8`: non-ASCII text stays as it is (RFC 6532) instead of being encoded (RFC 2047).
    explicit HeaderWriter(bool utf8) : m_utf8(utf8) { }

    void text(const char *name, const QString &value);
    void addresses(const char *name, const domain::Addresses &list);
    void messageIds(const char *name, const QStringList &ids);
    /// A structured value of ASCII tokens separated by spaces.
    void tokens(const char *name, const QByteArray &value);
    [[nodiscard]] QByteArray take() const { return m_lines; }

private:
    void field(const char *name, const QList<QByteArray> &words);
    bool m_utf8;
    QByteArray m_lines;
};

/// The encoded words for a text (RFC 2047), each at most 75 characters, characters never split.
QList<QByteArray> encodedWords(const QString &text);

/// Parameters of one value for Content-Type or Content-Disposition: name="value", or RFC 2231 with
/// continuations where it is not plain ASCII or too long. Each element is one "name=value".
QList<QByteArray> parameter(const QByteArray &name, const QString &value);

/// An address as an addr-spec for the wire: domain in A-labels unless `utf8`.
QByteArray addrSpec(const QString &address, bool utf8);

} // namespace liaison::mime
