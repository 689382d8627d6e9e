#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>
#include <QString>

namespace liaison::demo {

/// Writes markup straight into bytes: answers with mails in them are large, and their base64 must not become text
/// first. Names come with their prefix ("t:Message").
class XmlOut {
public:
    XmlOut &open(const QByteArray &name);
    XmlOut &attr(const char *name, const QString &value);
    XmlOut &close();
    XmlOut &chars(const QString &text);
    XmlOut &base64(QByteArrayView bytes);
    /// As it is: well-formed markup.
    XmlOut &markup(const QByteArray &bytes);
    XmlOut &text(const QByteArray &name, const QString &text) { return open(name).chars(text).close(); }
    XmlOut &flag(const QByteArray &name, bool value);
    XmlOut &number(const QByteArray &name, qint64 value);

    [[nodiscard]] const QByteArray &bytes() const { return m_bytes; }

private:
    void endTag();
    /// Characters that XML forbids go out as references to them: Exchange does so, and clients have to live with it.
    void escape(const QString &text, bool attribute);

    QByteArray m_bytes;
    QList<QByteArray> m_open;
    bool m_inTag = false;
};

} // namespace liaison::demo
