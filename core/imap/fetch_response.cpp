#include "core/imap/fetch_response.h"

#include "core/imap/frame_reader.h"
#include "core/imap/response_parser.h"

#include <QDateTime>
#include <QTimeZone>

#include <array>

namespace liaison::imap {

namespace {

constexpr quint64 max63 = std::numeric_limits<qint64>::max();

int monthOf(QByteArrayView name)
{
    static constexpr std::array months{"jan", "feb", "mar", "apr", "may", "jun",
                                       "jul", "aug", "sep", "oct", "nov", "dec"};
    for (size_t i = 0; i < months.size(); ++i) {
        if (name.compare(months[i], Qt::CaseInsensitive) == 0)
            return int(i) + 1;
    }
    return 0;
}

int twoDigits(const QByteArray &text, qsizetype at)
{
    const char tens = text.at(at) == ' ' ? '0' : text.at(at);
    const char ones = text.at(at + 1);
    return tens >= '0' && tens <= '9' && ones >= '0' && ones <= '9' ? (tens - '0') * 10 + (ones - '0') : -1;
}

void readItem(FrameReader &in, const QByteArray &name, FetchData &data)
{
    if (name == "UID") {
        if (data.uid)
            in.fail(); // two identities for one mail: which one would a flag belong to?
        data.uid = in.nonZero32();
    } else if (name == "FLAGS") {
        data.flags = in.list();
    } else if (name == "RFC822.SIZE") {
        data.size = in.number(max63);
    } else if (name == "INTERNALDATE") {
        data.internalDate = parseInternalDate(in.nstring().value_or(QByteArray()));
    } else if (name == "MODSEQ") {
        in.expect('(');
        data.modSeq = in.number(max63);
        in.expect(')');
    } else if (name == "BODY[]" || name == "BINARY[]" || name == "RFC822") {
        data.hasBody = true;
        data.body = in.nstring();
    } else {
        in.skipValue();
    }
}

} // namespace

std::optional<UtcMs> parseInternalDate(const QByteArray &text)
{
    // "dd-Mon-yyyy hh:mm:ss +zzzz", a day below ten with a leading blank (RFC 9051 date-time). Some servers leave
    // the blank away.
    const QByteArray full = text.size() == 25 ? ' ' + text : text;
    if (full.size() != 26 || full.at(2) != '-' || full.at(6) != '-' || full.at(14) != ':' || full.at(17) != ':')
        return std::nullopt;
    const int year = twoDigits(full, 7) * 100 + twoDigits(full, 9);
    if (year < 1000)
        return std::nullopt;
    const QDate date(year, monthOf(QByteArrayView(full).sliced(3, 3)), twoDigits(full, 0));
    const int second = twoDigits(full, 18);
    const QTime time(twoDigits(full, 12), twoDigits(full, 15), second == 60 ? 59 : second);
    const int zoneHours = twoDigits(full, 22);
    const int zoneMinutes = twoDigits(full, 24);
    const char sign = full.at(21);
    if (!date.isValid() || !time.isValid() || zoneHours < 0 || zoneHours > 23 || zoneMinutes < 0 || zoneMinutes > 59
        || (sign != '+' && sign != '-'))
        return std::nullopt;
    const qint64 offset = (zoneHours * 60 + zoneMinutes) * 60'000LL;
    return QDateTime(date, time, Qt::UTC).toMSecsSinceEpoch() - (sign == '+' ? offset : -offset);
}

FetchData readFetch(FrameReader &in, quint32 sequence)
{
    FetchData data;
    data.sequence = sequence;
    in.expect('(');
    in.skipSpaces();
    while (!in.failed() && !in.accept(')')) {
        const QByteArray name = in.fetchItemName();
        in.space();
        if (!in.failed())
            readItem(in, name, data);
        in.skipSpaces();
    }
    return data;
}

} // namespace liaison::imap
