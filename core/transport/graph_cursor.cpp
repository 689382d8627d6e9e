#include "core/transport/graph_cursor.h"

namespace liaison::transport {

namespace {

constexpr int seen = 1;
constexpr int answered = 2;
constexpr int forwarded = 4;
constexpr int draft = 8;

} // namespace

int marksOf(const MailFlags &flags)
{
    return (flags.seen ? seen : 0) | (flags.answered ? answered : 0) | (flags.forwarded ? forwarded : 0)
        | (flags.draft ? draft : 0);
}

MailFlags flagsFrom(int marks)
{
    MailFlags flags;
    flags.seen = (marks & seen) != 0;
    flags.answered = (marks & answered) != 0;
    flags.forwarded = (marks & forwarded) != 0;
    flags.draft = (marks & draft) != 0;
    return flags;
}

} // namespace liaison::transport
