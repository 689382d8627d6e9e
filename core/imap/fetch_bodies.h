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
class FetchBodies final : public MachineOf<FetchedBodies> {
public:
    struct Bounds {
        int inFlight = 8;
        qint64 stopAfter = 32 * 1024 * 1024;    ///< ask for no further batch past so many bytes
        qint64 refuseAfter = 288 * 1024 * 1024; ///< LimitExceeded: no honest server gets here
    };
    FetchBodies(Context &context, std::vector<UidSet> batches, Bounds bounds);
    Step start() override;
    Step feed(const Response &response) override;

private:
    struct Flight {
        QByteArray tag;
        UidSet uids;
    };
    Step onFetch(const FetchData &data);
    Step onTagged(const StatusResponse &status);
    Step sendMore();
    [[nodiscard]] bool wasAskedFor(Uid uid) const;

    Context &m_context;
    std::deque<UidSet> m_waiting;
    std::vector<Flight> m_flying;
    Bounds m_bounds;
    qint64 m_bytes = 0;
    FetchedBodies m_fetched;
};

} // namespace liaison::imap
