#pragma once

#include "app/demo/graph_answer.h"

#include <QHash>

namespace liaison::demo {

class DemoMailbox;

/// An attachment that comes in pieces, for a draft (createUploadSession).
struct GraphUpload {
    DemoMailbox *box = nullptr;
    quint64 draft = 0; ///< DemoMail::serial
    QString name = {};
    QByteArray type = {};
    QString contentId = {}; ///< of an inline one
    qint64 size = 0;
    QByteArray bytes = {}; ///< what has come so far
};

/// The uploads that were begun. Their addresses need no token: who knows one may write there.
class GraphUploads {
public:
    static constexpr qint64 mostBytes = 150 * 1024 * 1024;

    /// The address' path and query: "/api/v2.0/…?authtoken=…".
    QByteArray begin(const GraphUpload &upload);
    [[nodiscard]] static bool isAddress(const QByteArray &target);
    /// PUT of a range, GET of what is missing, DELETE of the whole. `root`: "https://host".
    GraphResult answer(const HttpRequest &request, const QByteArray &root);

private:
    GraphResult put(const HttpRequest &request, const QByteArray &root, GraphUpload &upload);

    QHash<QByteArray, GraphUpload> m_all; ///< by token
};

/// When an upload that begins now is forgotten: "2026-11-25T01:02:03Z".
QString uploadExpiry();

} // namespace liaison::demo
