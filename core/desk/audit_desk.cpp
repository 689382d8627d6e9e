#include "core/desk/audit_desk.h"

#include "core/base/and_then.h"
#include "core/base/in_pool.h"
#include "core/desk/audited.h"
#include "core/store/audit_log.h"
#include "core/store/store.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QSaveFile>
#include <QThreadPool>

namespace liaison::desk {

using namespace Qt::StringLiterals;
using domain::AuditEntry;
using store::Session;

namespace {

constexpr int entriesAStep = 500;

/// Quoted (RFC 4180); what a spreadsheet would take for a formula begins with an apostrophe.
QString cellOf(QString text)
{
    static const QString formulas = u"=+-@\t\r"_s;
    if (!text.isEmpty() && formulas.contains(text.at(0)))
        text.prepend(u'\'');
    return u'"' + text.replace(u'"', u"\"\""_s) + u'"';
}

QByteArray lineOf(const QStringList &cells)
{
    QStringList quoted;
    for (const QString &cell : cells)
        quoted << cellOf(cell);
    return (quoted.join(u',') + u"\r\n"_s).toUtf8();
}

QByteArray lineOf(const AuditEntry &entry)
{
    return lineOf(QStringList{QString::number(entry.id),
                              QDateTime::fromMSecsSinceEpoch(entry.at, Qt::UTC).toString(Qt::ISODateWithMs),
                              entry.actor.person, entry.actor.osAccount, entry.actor.host, entry.action, entry.object,
                              QString::fromUtf8(QJsonDocument(entry.detail).toJson(QJsonDocument::Compact))});
}

struct Sheet {
    QByteArray csv;
    int entries = 0;
};

/// Everything that fits, as it is at one moment.
Result<Sheet> sheetOf(Session &session, const store::AuditFilter &filter)
{
    Sheet sheet{lineOf(QStringList{u"id"_s, u"time"_s, u"person"_s, u"account"_s, u"host"_s, u"action"_s, u"object"_s,
                                   u"detail"_s}),
                0};
    std::optional<qint64> before;
    do {
        const auto page = store::AuditSearch(session).page(filter, before, entriesAStep);
        if (!page)
            return fail(page.error());
        for (const AuditEntry &entry : page->entries)
            sheet.csv += lineOf(entry);
        sheet.entries += int(page->entries.size());
        before = page->older;
    } while (before);
    return sheet;
}

Result<int> written(const QString &file, const Sheet &sheet)
{
    QSaveFile out(file);
    if (!out.open(QIODevice::WriteOnly))
        return fail(ErrorKind::PermissionDenied, out.errorString());
    if (out.write(sheet.csv) != sheet.csv.size() || !out.commit())
        return fail(ErrorKind::DiskFull, out.errorString());
    return sheet.entries;
}

} // namespace

Future<store::AuditPage> AuditDesk::page(store::AuditFilter filter, std::optional<qint64> beforeId, int limit)
{
    return m_context.store->read([filter = std::move(filter), beforeId, limit](Session &session) {
        return store::AuditSearch(session).page(filter, beforeId, limit);
    });
}

Future<QStringList> AuditDesk::people()
{
    return m_context.store->read([](Session &session) { return store::AuditSearch(session).people(); });
}

Future<AuditDesk::Chain> AuditDesk::verify()
{
    return m_context.store->read([](Session &session) -> Result<Chain> {
        store::AuditLog log(session);
        const auto broken = log.verify();
        if (!broken)
            return fail(broken.error());
        Chain chain;
        const auto count = store::AuditSearch(session).count();
        if (!count)
            return fail(count.error());
        chain.entries = *count;
        if (*broken) {
            const auto entries = log.list(**broken + 1, 1);
            if (!entries)
                return fail(entries.error());
            chain.broken = entries->value(0);
        }
        return chain;
    });
}

Future<int> AuditDesk::exportCsv(store::AuditFilter filter, QString file)
{
    const Context context = m_context;
    const auto read
        = context.store->read([filter = std::move(filter)](Session &session) { return sheetOf(session, filter); });
    const auto write = [file](const Sheet &sheet) {
        return inPool(QThreadPool::globalInstance(), [file, sheet] { return written(file, sheet); });
    };
    const auto note = [context, file](int entries) {
        const Future<void> noted = audited(context, u"audit.export"_s, file, {{u"entries"_s, entries}},
                                           [](Session &) { return Result<void>(); });
        return andThen<int>(context.store, noted, [entries] { return readyFuture<int>(entries); });
    };
    return andThen<int>(context.store, andThen<int>(context.store, read, write), note);
}

} // namespace liaison::desk
