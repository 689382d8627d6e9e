#pragma once

#include <QByteArray>
#include <QList>
#include <QSet>

namespace liaison::imap {

/// What the server said it can do (RFC 9051 section 7.2.2), names compared in capitals. Valid until TLS starts or
/// somebody signs in: then it must be asked anew.
class Capabilities {
public:
    Capabilities() = default;
    explicit Capabilities(const QList<QByteArray> &names)
    {
        for (const QByteArray &name : names)
            m_names.insert(name.toUpper());
    }

    [[nodiscard]] bool known() const { return !m_names.isEmpty(); }
    [[nodiscard]] bool has(const QByteArray &name) const { return m_names.contains(name); }
    [[nodiscard]] bool rev2() const { return has("IMAP4REV2"); }
    [[nodiscard]] bool condStore() const { return has("CONDSTORE") || has("QRESYNC"); }
    [[nodiscard]] bool esearch() const { return has("ESEARCH") || rev2(); }
    [[nodiscard]] bool idle() const { return has("IDLE") || rev2(); }
    [[nodiscard]] bool saslIr() const { return has("SASL-IR") || rev2(); }
    [[nodiscard]] bool specialUse() const { return has("SPECIAL-USE") || rev2(); }
    [[nodiscard]] bool listStatus() const { return has("LIST-STATUS") || rev2(); }

    /// The X of every "AUTH=X".
    [[nodiscard]] QList<QByteArray> authMechanisms() const
    {
        QList<QByteArray> mechanisms;
        for (const QByteArray &name : m_names) {
            if (name.startsWith("AUTH="))
                mechanisms << name.mid(5);
        }
        return mechanisms;
    }

private:
    QSet<QByteArray> m_names;
};

} // namespace liaison::imap
