#include "core/imap/response_parser.h"

#include "core/base/log.h"
#include "core/imap/fetch_response.h"
#include "core/imap/frame_reader.h"

namespace liaison::imap {

namespace {

constexpr quint64 maxModSeq = std::numeric_limits<qint64>::max(); // RFC 7162 section 3.1.1: 63 bits

std::optional<Status> statusOf(const QByteArray &word)
{
    if (word == "OK")
        return Status::Ok;
    if (word == "NO")
        return Status::No;
    if (word == "BAD")
        return Status::Bad;
    if (word == "BYE")
        return Status::Bye;
    return word == "PREAUTH" ? std::optional(Status::PreAuth) : std::nullopt;
}

Response statusResponse(FrameReader &in, const QByteArray &tag, Status status)
{
    StatusResponse response;
    response.tag = tag;
    response.status = status;
    in.skipSpaces();
    parseResponseText(in.rest(), response.code, response.text);
    return response;
}

QList<QByteArray> words(FrameReader &in)
{
    QList<QByteArray> out;
    in.skipSpaces();
    while (!in.atEnd()) {
        out << in.atom();
        in.skipSpaces();
    }
    return out;
}

Response listData(FrameReader &in)
{
    ListData data;
    in.space();
    data.attributes = in.list();
    in.space();
    data.delimiter = in.nstring().value_or(QByteArray());
    if (data.delimiter.size() > 1)
        in.fail();
    in.space();
    data.name = in.astring();
    // What LIST-EXTENDED puts behind the name (RFC 5258) is of no use here.
    in.skipSpaces();
    while (!in.atEnd()) {
        in.skipValue();
        in.skipSpaces();
    }
    return data;
}

Response searchData(FrameReader &in)
{
    SearchData data;
    std::vector<Uid> numbers;
    in.skipSpaces();
    while (!in.atEnd() && in.peek() != '(') {
        numbers.push_back(in.nonZero32());
        in.skipSpaces();
    }
    if (in.accept('(')) {
        if (in.keyword() != "MODSEQ")
            in.fail();
        in.space();
        data.modSeq = in.number(maxModSeq);
        in.expect(')');
    }
    data.found = UidSet::fromNumbers(numbers);
    return data;
}

UidSet sequenceSet(FrameReader &in)
{
    const auto set = UidSet::parse(in.atom());
    if (!set || set->isEmpty())
        in.fail();
    return set.value_or(UidSet());
}

Response esearchData(FrameReader &in)
{
    EsearchData data;
    in.skipSpaces();
    if (in.accept('(')) {
        if (in.keyword() != "TAG")
            in.fail();
        in.space();
        data.tag = in.astring();
        in.expect(')');
        in.skipSpaces();
    }
    while (!in.atEnd() && !in.failed()) {
        const QByteArray name = in.keyword();
        if (name == "UID") {
            data.uid = true;
        } else {
            in.space();
            if (name == "ALL")
                data.all = sequenceSet(in);
            else if (name == "COUNT")
                data.count = in.number32();
            else if (name == "MODSEQ")
                data.modSeq = in.number(maxModSeq);
            else
                in.skipValue();
        }
        in.skipSpaces();
    }
    return data;
}

Response statusData(FrameReader &in)
{
    StatusData data;
    in.space();
    data.name = in.astring();
    in.space();
    in.expect('(');
    in.skipSpaces();
    while (!in.failed() && !in.accept(')')) {
        const QByteArray item = in.keyword();
        in.space();
        if (in.peek() >= '0' && in.peek() <= '9')
            data.items << qMakePair(item, in.number(maxModSeq));
        else
            in.skipValue();
        in.skipSpaces();
    }
    return data;
}

Response vanishedData(FrameReader &in)
{
    VanishedData data;
    in.space();
    if (in.peek() == '(') {
        data.earlier = in.list().value(0).toUpper() == "EARLIER";
        in.space();
    }
    data.uids = sequenceSet(in);
    return data;
}

Response idData(FrameReader &in)
{
    IdData data;
    in.space();
    if (!in.accept('(')) {
        in.nstring();
        return data;
    }
    in.skipSpaces();
    while (!in.failed() && !in.accept(')')) {
        const QByteArray key = in.nstring().value_or(QByteArray());
        in.space();
        data.fields << qMakePair(key, in.nstring().value_or(QByteArray()));
        in.skipSpaces();
    }
    return data;
}

/// NIL or "(("prefix" "delimiter" …) …)".
QList<QByteArray> namespacePrefixes(FrameReader &in)
{
    QList<QByteArray> prefixes;
    in.space();
    if (!in.accept('(')) {
        in.nstring();
        return prefixes;
    }
    in.skipSpaces();
    while (!in.failed() && !in.accept(')')) {
        in.expect('(');
        prefixes << in.string();
        in.space();
        in.nstring();
        in.skipSpaces();
        while (!in.failed() && !in.accept(')')) { // extensions (RFC 5464's and others)
            in.skipValue();
            in.skipSpaces();
        }
        in.skipSpaces();
    }
    return prefixes;
}

Response namespaceData(FrameReader &in)
{
    namespacePrefixes(in); // the user's own
    NamespaceData data;
    data.foreignPrefixes = namespacePrefixes(in);
    data.foreignPrefixes += namespacePrefixes(in);
    return data;
}

Response flagsData(FrameReader &in)
{
    in.space();
    return FlagsData{in.list()};
}

Response numbered(FrameReader &in)
{
    const quint32 number = in.number32();
    in.space();
    const QByteArray word = in.keyword();
    if (word == "EXISTS")
        return ExistsData{number};
    if (word == "RECENT")
        return RecentData{number};
    if (number == 0)
        in.fail();
    if (word == "EXPUNGE")
        return ExpungeData{number};
    if (word == "FETCH") {
        in.space();
        return readFetch(in, number);
    }
    in.rest();
    return OtherData{word};
}

Response untagged(FrameReader &in)
{
    if (in.peek() >= '0' && in.peek() <= '9')
        return numbered(in);
    const QByteArray word = in.keyword();
    if (const auto status = statusOf(word))
        return statusResponse(in, {}, *status);
    if (word == "CAPABILITY")
        return CapabilityData{words(in)};
    if (word == "ENABLED")
        return EnabledData{words(in)};
    if (word == "FLAGS")
        return flagsData(in);
    if (word == "LIST" || word == "LSUB" || word == "XLIST")
        return listData(in);
    if (word == "SEARCH")
        return searchData(in);
    if (word == "ESEARCH")
        return esearchData(in);
    if (word == "STATUS")
        return statusData(in);
    if (word == "VANISHED")
        return vanishedData(in);
    if (word == "ID")
        return idData(in);
    if (word == "NAMESPACE")
        return namespaceData(in);
    in.rest();
    return OtherData{word};
}

Response tagged(FrameReader &in)
{
    const QByteArray tag = in.atom();
    in.space();
    const auto status = statusOf(in.keyword());
    if (!status || *status == Status::Bye || *status == Status::PreAuth)
        in.fail();
    return statusResponse(in, tag, status.value_or(Status::Bad));
}

} // namespace

Result<Response> parseResponse(const Frame &frame, int nestingLimit)
{
    if (frame.text.startsWith('+')) {
        const QByteArray text = frame.text.mid(1);
        return Continuation{text.startsWith(' ') ? text.mid(1) : text};
    }
    FrameReader in(frame, nestingLimit);
    Response response;
    if (in.accept('*')) {
        in.space();
        response = untagged(in);
    } else if (in.peek() == '[') {
        response = statusResponse(in, {}, Status::Ok); // Exchange leaves "* OK" away in front of COPYUID
    } else {
        response = tagged(in);
    }
    in.expectEnd();
    if (in.failed())
        return fail(in.failure(), QStringLiteral("malformed response"), printable(frame.text));
    return response;
}

std::optional<Result<Response>> ResponseParser::next()
{
    const auto frame = m_framer.next();
    if (!frame)
        return std::nullopt;
    return parseResponse(*frame, m_limits.nesting);
}

} // namespace liaison::imap
