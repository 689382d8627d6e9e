#include "core/transport/graph_cursor.h"

namespace liaison::transport {

namespace {

constexpr int seen = 1;
constexpr int answered = 2;
constexpr int forwarded = 4;
constexpr int draft = 8;
// Of what a cursor of before these has everything counts as told.
constexpr int seenUntold = 16;
constexpr int answeredUntold = 32;
constexpr int ofAnswers = answered | forwarded | answeredUntold;

} // namespace

int marksOf(const MailFlags &flags)
{
    return (flags.seen ? seen : 0) | (flags.answered ? answered : 0) | (flags.forwarded ? forwarded : 0)
        | (flags.draft ? draft : 0) | (flags.seenTold ? 0 : seenUntold) | (flags.answeredTold ? 0 : answeredUntold);
}

MailFlags flagsFrom(int marks)
{
    MailFlags flags;
    flags.seen = (marks & seen) != 0;
    flags.answered = (marks & answered) != 0;
    flags.forwarded = (marks & forwarded) != 0;
    flags.draft = (marks & draft) != 0;
    flags.seenTold = (marks & seenUntold) == 0;
    flags.answeredTold = (marks & answeredUntold) == 0;
    return flags;
}

int remarked(int before, int now)
{
    int marks = now & draft;
    marks |= ((now & seenUntold) != 0 ? before : now) & (seen | seenUntold);
    marks |= ((now & answeredUntold) != 0 ? before : now) & ofAnswers;
    return marks;
}

} // namespace liaison::transport
