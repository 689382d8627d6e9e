#include "core/imap/dialogue.h"
#include "core/imap/fetch_bodies.h"
#include "core/imap/list.h"
#include "core/imap/select.h"
#include "tests/support/test_registry.h"

#include <QDirIterator>
#include <QFile>
#include <QTest>

using namespace liaison;
using namespace liaison::imap;

namespace {

/// How many recorded files there are; CI fails when fewer are read.
constexpr int expectedFiles = 284;
constexpr qsizetype smallFile = 8 * 1024;
/// A large file is cut at this many places spread evenly, and at every place near its beginning.
constexpr qsizetype cutsOfALargeFile = 60;

void write(QByteArray &out, const QByteArray &bytes)
{
    out += QByteArray::number(bytes.size()) + ':' + bytes + ' ';
}

/// A text that differs whenever two responses do.
struct Fingerprint {
    QByteArray &out;

    void operator()(const StatusResponse &r) const
    {
        out += 'S' + QByteArray::number(int(r.status));
        for (const QByteArray &bytes : {r.tag, r.code.name, r.code.arguments, r.text, r.code.uids.toByteArray()})
            write(out, bytes);
    }
    void operator()(const Continuation &r) const { write(out += '+', r.text); }
    void operator()(const CapabilityData &r) const { write(out += 'C', r.names.join(' ')); }
    void operator()(const EnabledData &r) const { write(out += 'E', r.names.join(' ')); }
    void operator()(const FlagsData &r) const { write(out += 'F', r.flags.join(' ')); }
    void operator()(const ListData &r) const
    {
        out += 'L';
        for (const QByteArray &bytes : {r.attributes.join(' '), r.delimiter, r.name})
            write(out, bytes);
    }
    void operator()(const SearchData &r) const { write(out += 's', r.found.toByteArray()); }
    void operator()(const EsearchData &r) const { write(out += 'e', r.tag + r.all.toByteArray()); }
    void operator()(const StatusData &r) const
    {
        write(out += 'T', r.name);
        for (const auto &item : r.items)
            write(out, item.first + QByteArray::number(item.second));
    }
    void operator()(const ExistsData &r) const { write(out += 'x', QByteArray::number(r.count)); }
    void operator()(const RecentData &r) const { write(out += 'r', QByteArray::number(r.count)); }
    void operator()(const ExpungeData &r) const { write(out += 'p', QByteArray::number(r.sequence)); }
    void operator()(const VanishedData &r) const { write(out += 'v', r.uids.toByteArray()); }
    void operator()(const FetchData &r) const
    {
        out += 'f' + QByteArray::number(r.sequence) + ' ' + QByteArray::number(r.uid.value_or(0)) + ' '
            + QByteArray::number(r.size.value_or(0)) + ' ' + QByteArray::number(r.internalDate.value_or(-1)) + ' '
            + QByteArray::number(r.modSeq.value_or(0)) + ' ';
        write(out, r.flags.value_or(QList<QByteArray>()).join(' '));
        write(out, r.hasBody ? r.body.value_or("NIL") : QByteArray("none"));
    }
    void operator()(const IdData &r) const
    {
        for (const auto &field : r.fields)
            write(out += 'i', field.first + '=' + field.second);
    }
    void operator()(const NamespaceData &r) const { write(out += 'n', r.foreignPrefixes.join(' ')); }
    void operator()(const OtherData &r) const { write(out += 'o', r.name); }
};

struct Outcome {
    QByteArray fingerprint;
    int responses = 0;
    int errors = 0;
};

void drain(ResponseParser &parser, Outcome &outcome)
{
    while (const auto response = parser.next()) {
        ++outcome.responses;
        if (*response) {
            std::visit(Fingerprint{outcome.fingerprint}, **response);
        } else {
            ++outcome.errors;
            write(outcome.fingerprint += '!', errorKindName(response->error().kind).toLatin1());
        }
    }
}

Outcome parse(const QList<QByteArrayView> &pieces)
{
    ResponseParser parser;
    Outcome outcome;
    for (const QByteArrayView piece : pieces) {
        const auto fed = parser.feed(piece);
        drain(parser, outcome);
        if (!fed) {
            write(outcome.fingerprint += '#', errorKindName(fed.error().kind).toLatin1());
            ++outcome.errors;
            break;
        }
    }
    return outcome;
}

QList<QByteArrayView> singleBytes(const QByteArray &wire)
{
    QList<QByteArrayView> pieces;
    pieces.reserve(wire.size());
    for (qsizetype i = 0; i < wire.size(); ++i)
        pieces << QByteArrayView(wire).sliced(i, 1);
    return pieces;
}

/// Recorded with LF; on the wire lines end in CRLF, and the literals' sizes count it.
QByteArray asOnTheWire(QByteArray recorded)
{
    return recorded.replace("\r\n", "\n").replace("\n", "\r\n");
}

template <class M> void driveToTheEnd(const QByteArray &wire, const std::function<std::unique_ptr<M>(Context &)> &make)
{
    Dialogue dialogue;
    dialogue.context().secure = true;
    const auto machine = make(dialogue.context());
    dialogue.start(*machine);
    // The recordings have "A########" for a tag; each machine here has sent a1 first.
    for (qsizetype at = 0; at < wire.size(); at += 7)
        dialogue.feed(QByteArrayView(wire).sliced(at, std::min<qsizetype>(7, wire.size() - at)));
    if (dialogue.busy())
        dialogue.connectionLost(Error{ErrorKind::ConnectionLost, {}, {}, std::nullopt});
    QVERIFY(!dialogue.busy());
}

} // namespace

/// Every recorded dialogue of a real server, cut at every point: always the same responses.
class TestImapTraces : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void everyFileAtEverySplitPoint();
    void machinesComeToAnEndOnEveryPrefix();

private:
    QStringList m_files;
};

void TestImapTraces::initTestCase()
{
    const QString folder = liaison::test::testDataDir();
    if (!folder.isEmpty()) {
        QDirIterator it(folder + QStringLiteral("/imap-traces"), QDir::Files, QDirIterator::Subdirectories);
        while (it.hasNext())
            m_files << it.next();
        m_files.sort();
    }
    const bool ci = qEnvironmentVariableIsSet("CI");
    if (m_files.isEmpty() && !ci)
        QSKIP("test data not present");
    qInfo("imap-traces: %d files", int(m_files.size()));
    QVERIFY2(!ci || m_files.size() >= expectedFiles, "fewer files than there should be");
}

void TestImapTraces::everyFileAtEverySplitPoint()
{
    int read = 0;
    int responses = 0;
    int errors = 0;
    qint64 cuts = 0;
    for (const QString &path : std::as_const(m_files)) {
        QFile file(path);
        QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(path));
        const QByteArray recorded = file.readAll();
        ++read;
        for (const QByteArray &wire : {asOnTheWire(recorded), recorded}) {
            const Outcome whole = parse({wire});
            responses += whole.responses;
            errors += whole.errors;
            QVERIFY2(parse(singleBytes(wire)).fingerprint == whole.fingerprint, qPrintable(path));
            const qsizetype stride = wire.size() <= smallFile ? 1 : wire.size() / cutsOfALargeFile + 1;
            for (qsizetype cut = 1; cut < wire.size(); cut += cut < 100 ? 1 : stride) {
                const QByteArrayView view(wire);
                const Outcome split = parse({view.first(cut), view.sliced(cut)});
                if (split.fingerprint != whole.fingerprint)
                    QFAIL(qPrintable(QStringLiteral("%1 cut at %2").arg(path).arg(cut)));
                ++cuts;
            }
        }
    }
    qInfo("read %d files: %d responses, %d errors, %lld cuts", read, responses, errors, static_cast<long long>(cuts));
    QCOMPARE(read, int(m_files.size()));
    QVERIFY(responses > read);
}

void TestImapTraces::machinesComeToAnEndOnEveryPrefix()
{
    for (const QString &path : std::as_const(m_files)) {
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray wire = asOnTheWire(file.readAll()).replace("A########", "a1");
        const qsizetype stride = std::max<qsizetype>(1, wire.size() / 16);
        for (qsizetype length = stride; length <= wire.size(); length += stride) {
            const QByteArray prefix = wire.left(length);
            driveToTheEnd<ListFolders>(prefix, [](Context &c) { return std::make_unique<ListFolders>(c); });
            driveToTheEnd<Select>(prefix, [](Context &c) { return std::make_unique<Select>(c, QStringLiteral("x")); });
            driveToTheEnd<FetchBodies>(prefix, [](Context &c) {
                return std::make_unique<FetchBodies>(c, std::vector<UidSet>{UidSet::range(1, 4294967295)},
                                                     FetchBodies::Bounds{});
            });
        }
    }
}

LIAISON_TEST(TestImapTraces)
#include "tst_imap_traces.moc"
