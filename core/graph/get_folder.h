#pragma once

#include "core/graph/folder.h"
#include "core/graph/operation.h"

namespace liaison::graph {

/// GET mailFolders/{id or well-known name}: which folder a name stands for, and how many mails it holds.
class GetFolder final : public Operation<Folder> {
public:
    static Request request(const MailboxRef &mailbox, const QString &folder);

private:
    Answer<Folder> read(const HttpHead &head, const QJsonObject &body) override;
    [[nodiscard]] Failure refined(Failure failure) const override { return ofFolder(std::move(failure)); }
};

} // namespace liaison::graph
