#pragma once

#include "core/imap/command.h"

#include <QDate>

namespace liaison::imap {

/// What to look for (RFC 9051 section 6.4.4).
struct SearchFor {
    enum class What { All, Uids, MessageId, Since };
    What what = What::All;
    UidSet uids;       ///< What::Uids
    QByteArray header; ///< What::MessageId, with angle brackets; the server matches substrings
    QDate since;       ///< What::Since: internal date, in the server's zone
};

/// UID SEARCH; the compact ESEARCH form where there is one (RFC 4731).
class Search final : public Command<UidSet> {
public:
    Search(Context &context, SearchFor criteria);

private:
    [[nodiscard]] const char *name() const override { return "UID SEARCH"; }
    void addArguments(CommandWriter &writer) override;
    Step onUntagged(const Response &response) override;
    Step onTagged(const StatusResponse &status) override;

    SearchFor m_criteria;
    UidSet m_found;
};

} // namespace liaison::imap
