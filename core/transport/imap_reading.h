#pragma once

#include "core/imap/fetch_bodies.h"
#include "core/imap/fetch_summaries.h"
#include "core/transport/imap_session.h"

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>

namespace liaison::transport {

/// Mails that are fetched for one page, and what is known of their neighbours.
struct BodyPage {
    imap::UidSet asked;    ///< all that the page settles: the chosen, the gone and those too large
    imap::UidSet chosen;   ///< these are fetched
    imap::UidSet gone;     ///< the server does not know them any more
    imap::UidSet tooLarge; ///< nobody will take them
    std::map<imap::Uid, imap::MailSummary> summaries; ///< of the chosen
    quint64 bytes = 0;                                ///< of the chosen, as the server counts
};

/// The mails of one folder that are on their way over one connection: the page that somebody waits for, and the one
/// behind it, asked for before the first has come whole. Without that the wire is silent for a round trip a page.
/// What nobody takes is kept until the folder is left; it saves work only and may be forgotten at any time.
class ImapReading : public std::enable_shared_from_this<ImapReading> {
public:
    /// Gets a page; the error of the connection where it did not come whole.
    using Taker = std::function<void(const BodyPage &page, const Result<imap::FetchedBodies> &bodies)>;

    /// `released` is called when the connection is free for other commands.
    explicit ImapReading(std::function<void()> released) : m_released(std::move(released)) { }

    /// Whether the next page for somebody with these mails to fetch is here or on its way.
    [[nodiscard]] bool serves(const QString &folder, const imap::UidSet &pending) const;
    [[nodiscard]] size_t pages() const { return m_entries.size(); }
    /// Pages worth having on their way. Where whoever takes them has to wait there is room for more, which fills a long
    /// wire; where they lie here untaken two are enough, and the memory of the others is not spent.
    [[nodiscard]] size_t depth() const { return m_depth; }
    /// Somebody is about to take a page that was asked for before: depth() follows from whether it is here.
    void noteDemand();
    /// The mails of all pages.
    [[nodiscard]] imap::UidSet asked() const;
    /// Asks for a page behind those on their way. The connection is free, or reads for this folder.
    void read(ImapSession &session, const QString &folder, BodyPage page, qint64 slack);
    /// `taker` gets the first page, now or when it is whole.
    void take(Taker taker);
    /// Before another folder is selected, or the connection dropped.
    void forget();

private:
    struct Entry {
        BodyPage page;
        std::optional<Result<imap::FetchedBodies>> bodies;
    };
    void collect(imap::FetchBodies &machine);
    void ended(Result<imap::FetchedBodies> last);
    void settleNext(Result<imap::FetchedBodies> bodies);
    void deliver();

    std::function<void()> m_released;
    QString m_folder;
    std::deque<Entry> m_entries;
    imap::FetchBodies *m_machine = nullptr; ///< the session's, while it runs
    Taker m_taker;
    size_t m_depth = 2;
};

} // namespace liaison::transport
