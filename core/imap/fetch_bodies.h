#pragma once

#include "core/imap/machine.h"

#include <deque>
#include <map>
#include <vector>

namespace liaison::imap {

/// Mails as the server has them.
struct FetchedBodies {
    std::map<Uid, QByteArray> mails;
    UidSet failed;   ///< refused by NO even when asked for alone, or given as NIL
    UidSet notAsked; ///< left for later because the bytes grew past `stopAfter`
};

/// UID FETCH of whole mails without marking them read (BODY.PEEK[], RFC 9051 section 6.4.5): batch after batch,
/// `inFlight` of them on the wire at a time. A batch that is refused is asked for again mail by mail, so that one
/// broken mail costs itself alone. Mails that are neither in `mails` nor elsewhere are gone from the server.
///
/// While it runs further pages of batches can be added; they are asked for before the last byte of the page in front
/// has come, so that the wire does not fall silent between two pages. The result is the last page; those before it are
/// taken as they get whole, also after its end.
class FetchBodies final : public MachineOf<FetchedBodies> {
public:
    struct Bounds {
        int inFlight = 24;
        qint64 stopAfter = 32 * 1024 * 1024;    ///< ask for no further batch of the page past so many bytes
        qint64 refuseAfter = 288 * 1024 * 1024; ///< LimitExceeded: no honest server gets here
    };
    FetchBodies(Context &context, std::vector<UidSet> batches, Bounds bounds);
    Step start() override;
    Step feed(const Response &response) override;

    /// One more page; the Step is what is to be sent for it now.
    Step add(std::vector<UidSet> batches, Bounds bounds);
    /// The first page that was not taken yet, where it is whole and not the last.
    std::optional<FetchedBodies> takePage();

private:
    struct Page {
        std::deque<UidSet> waiting;
        Bounds bounds;
        int flying = 0; ///< batches
        qint64 bytes = 0;
        FetchedBodies fetched;

        [[nodiscard]] bool asksMore() const { return !waiting.empty() && bytes < bounds.stopAfter; }
        [[nodiscard]] bool isWhole() const { return flying == 0 && !asksMore(); }
    };
    struct Flight {
        QByteArray tag;
        UidSet uids;
        Page *page; ///< std::deque keeps its elements where they are
    };
    static Page pageOf(std::vector<UidSet> batches, Bounds bounds);
    Step onFetch(const FetchData &data);
    Step onTagged(const StatusResponse &status);
    Step sendMore();
    [[nodiscard]] Page *pageThatAskedFor(Uid uid) const;

    Context &m_context;
    std::deque<Page> m_pages; ///< at least one until it is done
    std::vector<Flight> m_flying;
};

} // namespace liaison::imap
