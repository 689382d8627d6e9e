#pragma once

#include "core/ews/sync_folder_items.h"
#include "core/transport/ews_fetch.h"

#include <QObject>

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>

namespace liaison::transport {

/// Reads ahead in one folder while pages of it are asked for: what SyncFolderItems tells next, and the mails that it
/// tells of, a page at most. Handed on from page to page with the cursor (EwsMemory::next). It decides nothing: a page
/// takes from here what it would have asked for itself, in the same order, so the cursors are those without it. A sync
/// state can be asked about twice, and what changes of a mail that was fetched early is told by the state after it.
class EwsAhead : public QObject {
    Q_OBJECT
public:
    EwsAhead(EwsSession *session, std::shared_ptr<EwsMemory> memory);
    ~EwsAhead() override;

    using SyncDone = std::function<void(const ews::Answer<ews::ItemsPage> &)>;
    /// The answer to `request`: the one that was asked for ahead, or a new one. `done` is called once.
    void takeSync(const ews::ItemsRequest &request, SyncDone done);
    /// For the page in hand. As EwsFetch::take(); it fails where something failed before.
    void takeMails(const QList<EwsCursor::Pending> &items, std::function<void(ews::Answer<EwsFetch::Fetched>)> done);

    /// Begins with `items`, the page in hand at their front, as far as there is room; then with what `request` tells.
    /// nullopt: there is nothing behind them yet.
    void lookAhead(const QList<EwsCursor::Pending> &items, const std::optional<ews::ItemsRequest> &request,
                   qint64 bytesAPage);
    /// The mail is gone.
    void drop(const QString &id) { m_mails.drop(id); }

    /// A stop of the page in hand, or of the one before, ends this too.
    void endWith(std::stop_token stop);
    [[nodiscard]] bool isOver() const { return m_mails.isOver(); }

private:
    void ask(const ews::ItemsRequest &request);
    void answered(const ews::Answer<ews::ItemsPage> &page);
    /// Wants from the front what there is room for; whether that is everything.
    bool wantAhead(const QList<EwsCursor::Pending> &items);
    [[nodiscard]] QList<EwsCursor::Pending> mailsOf(const ews::ItemsPage &page) const;
    void close();

    EwsSession *m_session;
    EwsFetch m_mails;
    std::stop_source m_stop;
    std::optional<ews::ItemsRequest> m_asked; ///< under way, or answered and not taken
    std::optional<ews::Answer<ews::ItemsPage>> m_answer;
    SyncDone m_done;
    qint64 m_bytesAPage = 0;
    /// Last, so that it goes first: its destructor waits for a callback that runs on another thread.
    std::optional<std::stop_callback<std::function<void()>>> m_onStop;
};

} // namespace liaison::transport
