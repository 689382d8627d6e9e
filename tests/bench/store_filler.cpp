#include "tests/bench/store_filler.h"

#include "core/feed/ingest.h"
#include "core/feed/page_packer.h"
#include "core/store/business_units.h"
#include "core/store/incidents.h"
#include "core/store/mailboxes.h"
#include "core/store/session.h"
#include "core/store/store.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QThreadPool>

#include <memory>

namespace liaison::bench {

namespace {

constexpr int units = 200;

Result<void> addUnits(store::Session &session)
{
    for (int i = 0; i < units; ++i) {
        domain::BusinessUnit unit;
        unit.title = QStringLiteral("Unit %1").arg(i, 3, 10, QLatin1Char('0'));
        unit.recipients = QStringList{QStringLiteral("contact%1@unit%2.example").arg(i).arg(i % 40)};
        if (const auto made = store::BusinessUnits(session).create(unit); !made)
            return fail(made.error());
    }
    return {};
}

Result<void> addIncidents(store::Session &session, const QStringList &tags)
{
    for (const QString &tag : tags) {
        domain::Incident incident;
        incident.title = QStringLiteral("Generated ") + tag.section(QLatin1Char(' '), 0, 0);
        incident.status = domain::IncidentStatus::Open;
        const auto made = store::Incidents(session).create(incident);
        if (!made)
            return fail(made.error());
        // The mails know it by a tag that was written before, as those of merged incidents do.
        session.run(QStringLiteral("INSERT INTO incident_alias (incident_key, token, incident_id) VALUES (?, ?, ?)"),
                    {tag.section(QLatin1Char(' '), 0, 0), tag.section(QLatin1Char(' '), 1, 1), made->id.value});
    }
    return session.status();
}

Result<FolderId> makeFolder(store::Session &session)
{
    domain::Mailbox mailbox;
    mailbox.address = QStringLiteral("incidents@desk.example");
    mailbox.displayName = QStringLiteral("Incident Desk");
    mailbox.inbound.host = QStringLiteral("localhost");
    const auto saved = store::Mailboxes(session).save(mailbox);
    if (!saved)
        return fail(saved.error());
    domain::RemoteFolder inbox;
    inbox.remoteId = QStringLiteral("INBOX");
    inbox.path = inbox.remoteId;
    inbox.role = domain::FolderRole::Inbox;
    const auto folders = store::Folders(session).refresh(saved->id, {inbox});
    if (!folders)
        return fail(folders.error());
    return folders->first().id;
}

QByteArray readMail(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll().replace("\n", "\r\n") : QByteArray();
}

} // namespace

Result<void> prepareDesk(store::Store &store, const QString &incidentsFile)
{
    QFile file(incidentsFile);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::NotFound, incidentsFile);
    const QStringList tags = QString::fromLatin1(file.readAll()).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    return store
        .write([tags](store::Session &session) {
            return addUnits(session).and_then([&] { return addIncidents(session, tags); });
        })
        .result();
}

Result<FillSummary> fillStore(store::Store &store, const FillOptions &options)
{
    const auto folder = store.write(&makeFolder).result();
    if (!folder)
        return fail(folder.error());
    const QDir cur(options.maildir + QStringLiteral("/cur"));
    const QStringList names = cur.entryList(QDir::Files, QDir::Name | QDir::Reversed);
    const qsizetype all = options.limit < 0 ? names.size() : std::min<qsizetype>(options.limit, names.size());
    QThreadPool pool;
    FillSummary summary;
    QElapsedTimer timer;
    for (qsizetype next = 0; next < all;) {
        transport::ChangePage page;
        for (qint64 bytes = 0; next < all && bytes < options.pageBytes; ++next) {
            transport::RemoteMail mail;
            mail.remoteId = QStringLiteral("1:%1").arg(all - next);
            mail.raw = readMail(cur.filePath(names.at(next)));
            mail.internalDate = names.at(next).section(QLatin1Char('.'), 0, 0).toLongLong() * 1000;
            mail.flags.seen = true;
            bytes += mail.raw.size();
            summary.bytes += mail.raw.size();
            page.arrived.append(std::move(mail));
        }
        page.next = QByteArray::number(next);
        timer.start();
        const feed::PackRules rules{*folder, domain::FolderRole::Inbox, 0};
        auto packed = feed::packPage(&pool, std::move(page), rules, {}).takeResult();
        if (!packed)
            return fail(packed.error());
        summary.parseSeconds += double(timer.restart()) / 1e3;
        const auto unit = std::make_shared<const feed::IngestPage>(std::move(*packed));
        const auto stored
            = store.write([unit](store::Session &session) { return feed::ingest(session, *unit); }).result();
        if (!stored)
            return fail(stored.error());
        summary.storeSeconds += double(timer.elapsed()) / 1e3;
        summary.stored += stored->stored;
        summary.matched += stored->matched;
    }
    return summary;
}

} // namespace liaison::bench
