#pragma once

#include "core/ews/ids.h"
#include "core/ews/operation.h"

#include <QList>

namespace liaison::ews {

struct Subscription {
    QString id;
    QString watermark; ///< Pull alone
};

/// Subscribe to what happens to mail in folders.
class Subscribe final : public SingleOperation<Subscription> {
public:
    /// From 2010 SP1 on (Ability::Streaming). No folders: all of the mailbox, one subscription for everything.
    static QByteArray streaming(const RequestContext &context, const QList<FolderRef> &folders);
    /// For every version, by GetEvents. No folders: all of the mailbox from 2010 on, the inbox before.
    /// `timeoutMinutes` without a GetEvents end it: 1 to 1440.
    static QByteArray pull(const RequestContext &context, const QList<FolderRef> &folders, int timeoutMinutes);

private:
    Answer<Subscription> read(const Element &message) override;
};

} // namespace liaison::ews
