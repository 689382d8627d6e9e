#pragma once

#include "core/mime/gmime_ptr.h"
#include "core/mime/parse.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <memory>

namespace liaison::mime {

/// A node of the MIME tree. GMime owns `object`.
struct PartNode {
    QString path;    ///< IMAP section number; empty for a multipart at the root
    QByteArray type; ///< "text/plain", lower case
    GMimeObject *object = nullptr;
    int parent = -1; ///< index into the tree's nodes
    int index = 0;   ///< position among its siblings
    int depth = 0;
    bool leaf = false;
    bool opaque = false; ///< a multipart below the depth limit, kept closed

    /// A parameter of Content-Type; empty if absent.
    [[nodiscard]] QByteArray parameter(const char *name) const;
    /// Whether Content-Disposition says attachment.
    [[nodiscard]] bool isDeclaredAttachment() const;
    /// The file name as the mail says it (disposition's filename, then type's name, RFC 2231 decoded).
    [[nodiscard]] QString declaredName() const;
    /// Content-ID without angle brackets.
    [[nodiscard]] QString contentId() const;
};

/// The MIME structure of one mail, walked without recursion and within limits. Attached mails are leaves.
class PartTree {
public:
    /// Null-like (isEmpty) when GMime makes nothing of the bytes.
    static PartTree fromBytes(const QByteArray &raw, const ParseLimits &limits);

    [[nodiscard]] bool isEmpty() const { return m_nodes.isEmpty(); }
    [[nodiscard]] const QList<PartNode> &nodes() const { return m_nodes; }
    [[nodiscard]] bool truncated() const { return m_truncated; }
    /// The nearest ancestor of that type, or -1.
    [[nodiscard]] int ancestor(int node, QByteArrayView type) const;
    /// Decoded content of a leaf; the source of an attached mail or of an opaque multipart.
    [[nodiscard]] QByteArray content(int node) const;

private:
    /// Lets a GByteArray go without the bytes in it, which are not its own.
    struct LetGo {
        void operator()(GByteArray *array) const { g_byte_array_free(array, FALSE); }
    };
    void walk(GMimeObject *root, const ParseLimits &limits);

    QByteArray m_bytes;                         ///< what all of the tree reads from, not copied
    std::unique_ptr<GByteArray, LetGo> m_array; ///< around them
    GPtr<GMimeMessage> m_message;
    QList<PartNode> m_nodes;
    bool m_truncated = false;
};

} // namespace liaison::mime
