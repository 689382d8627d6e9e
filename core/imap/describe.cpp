#include "core/imap/describe.h"

#include "core/base/log.h"

namespace liaison::imap {

namespace {

struct Describer {
    QString operator()(const StatusResponse &r) const
    {
        static const char *const words[] = {"OK", "NO", "BAD", "BYE", "PREAUTH"};
        QByteArray line = (r.tag.isEmpty() ? QByteArray("*") : r.tag) + ' ' + words[int(r.status)];
        if (!r.code.name.isEmpty())
            line += " [" + r.code.name + (r.code.arguments.isEmpty() ? "" : " " + r.code.arguments) + ']';
        return printable(line + ' ' + r.text, 500);
    }
    // A challenge may carry what only the two ends should know.
    QString operator()(const Continuation &) const { return QStringLiteral("+"); }
    QString operator()(const CapabilityData &r) const { return printable("* CAPABILITY " + r.names.join(' '), 1000); }
    QString operator()(const EnabledData &r) const { return printable("* ENABLED " + r.names.join(' ')); }
    QString operator()(const FlagsData &) const { return QStringLiteral("* FLAGS"); }
    QString operator()(const ListData &r) const { return printable("* LIST " + r.name); }
    QString operator()(const SearchData &r) const { return found(r.found); }
    QString operator()(const EsearchData &r) const { return found(r.all); }
    QString operator()(const StatusData &r) const { return printable("* STATUS " + r.name); }
    QString operator()(const ExistsData &r) const { return QStringLiteral("* %1 EXISTS").arg(r.count); }
    QString operator()(const RecentData &r) const { return QStringLiteral("* %1 RECENT").arg(r.count); }
    QString operator()(const ExpungeData &r) const { return QStringLiteral("* %1 EXPUNGE").arg(r.sequence); }
    QString operator()(const VanishedData &r) const { return printable("* VANISHED " + r.uids.toByteArray()); }
    QString operator()(const FetchData &r) const
    {
        const QString what = r.body ? QStringLiteral(", mail of %1 bytes").arg(r.body->size()) : QString();
        return QStringLiteral("* %1 FETCH (UID %2%3)").arg(r.sequence).arg(r.uid.value_or(0)).arg(what);
    }
    QString operator()(const IdData &) const { return QStringLiteral("* ID"); }
    QString operator()(const NamespaceData &) const { return QStringLiteral("* NAMESPACE"); }
    QString operator()(const OtherData &r) const { return printable("* " + r.name); }

private:
    static QString found(const UidSet &set) { return QStringLiteral("* SEARCH: %1 found").arg(set.count()); }
};

} // namespace

QString describe(const Response &response)
{
    return std::visit(Describer{}, response);
}

} // namespace liaison::imap
