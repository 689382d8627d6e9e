#pragma once

#include "core/graph/http_head.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace liaison::graph {

/// A request below the service root. It has no host: ServiceRoot::url() puts the one and only in front of it, so that
/// no answer can lead a token elsewhere. Authorization is the caller's to add.
struct Request {
    enum class Method { Get, Post, Patch, Delete };
    Method method = Method::Get;
    QByteArray target;        ///< path and query, percent-encoded: "/me/mailFolders/inbox?$select=id"
    HttpHeaders headers = {}; ///< Prefer, Accept, Content-Type
    QByteArray body = {};

    friend bool operator==(const Request &, const Request &) = default;
};

/// "GET" and so on.
QByteArray methodName(Request::Method method);

/// Whose mailbox a request is about: a person's own, or one named by its id or user principal name (a shared mailbox,
/// and always for an application).
class MailboxRef {
public:
    static MailboxRef me() { return {}; }
    static MailboxRef of(const QString &user);

    /// "/me" or "/users/…", percent-encoded.
    [[nodiscard]] QByteArray path() const;
    friend bool operator==(const MailboxRef &, const MailboxRef &) = default;

private:
    QString m_user;
};

/// One segment of a path: everything but letters, digits and -._~ percent-encoded, so that an id with "/", "+", "=" or
/// quotes stays one.
QByteArray segment(const QString &text);
/// A value in a query, encoded likewise.
QByteArray queryValue(const QString &text);
/// A text within an OData filter: in quotes, with its own quotes doubled.
QString quoted(const QString &text);

/// The Prefer header: ids that stay with a mail that is moved, and a wish for the page's size (0: none).
QPair<QByteArray, QByteArray> prefer(int pageSize = 0, const QByteArray &more = {});

/// Request with the headers that all share: Accept and Prefer.
Request get(const QByteArray &target, int pageSize = 0);
/// POST or PATCH of a JSON object.
Request withJson(Request::Method method, const QByteArray &target, const QByteArray &json);
/// POST of a mail: text/plain, base64 of RFC 5322 bytes.
Request withMime(const QByteArray &target, const QByteArray &mime);

} // namespace liaison::graph
