#include "tour_run.h"

#include "app/composition_root.h"
#include "app/demo/graph_operations.h"
#include "core/store/audit_log.h"
#include "core/store/mailboxes.h"
#include "core/store/store.h"
#include "tests/support/await.h"
#include "tour_sights.h"
#include "ui/shell/main_window.h"

#include <QDir>
#include <QFile>
#include <QImage>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <memory>

namespace liaison::test {

namespace {

constexpr int mostMs = 200'000;

/// What the demo's server heard; written on its thread until the demo is gone.
struct Heard {
    QList<QByteArray> said;
    QSet<QString> asked;
};

void listenIn(demo::DemoServer *server, const std::shared_ptr<Heard> &heard)
{
    server->askGraph([heard](demo::Graph &graph) {
        QObject::connect(&graph, &demo::Graph::conversed, &graph,
                         [heard](const QByteArray &method, const QByteArray &target, int status) {
                             demo::HttpRequest request;
                             request.method = method;
                             request.target = target;
                             if (status < 300)
                                 heard->asked.insert(demo::graphOperationOf(request));
                         });
        return true;
    });
    server->askExchange([heard](demo::Exchange &exchange) {
        QObject::connect(
            &exchange, &demo::Exchange::conversed, &exchange,
            [heard](const QByteArray &request, int, const QByteArray &answer) { heard->said << request << answer; });
        return true;
    });
}

void lookAt(ui::MainWindow &window, const QString &step, TourOutcome &outcome)
{
    const QList<Sight> sights = mailboxSights();
    const auto sight
        = std::find_if(sights.cbegin(), sights.cend(), [&step](const Sight &one) { return one.step == step; });
    if (sight == sights.cend())
        return;
    outcome.looked << step;
    const QStringList faults = sight->faults(window);
    for (const QString &fault : faults)
        outcome.faults << QStringLiteral("%1: not so: %2").arg(step, fault);
}

Result<void> readStore(store::Session &session, TourOutcome &outcome)
{
    const auto mailboxes = store::Mailboxes(session).list();
    if (!mailboxes)
        return fail(mailboxes.error());
    outcome.mailboxes = *mailboxes;
    for (const domain::Mailbox &mailbox : *mailboxes) {
        if (mailbox.address != connectedAddress)
            continue;
        const auto folders = store::Folders(session).list(mailbox.id);
        if (!folders)
            return fail(folders.error());
        outcome.folders = *folders;
    }
    const auto audit = store::AuditLog(session).of(connectedAddress, std::nullopt, 100);
    if (!audit)
        return fail(audit.error());
    outcome.audit = *audit;
    std::reverse(outcome.audit.begin(), outcome.audit.end());
    return {};
}

void readReport(const QString &pictures, TourOutcome &outcome)
{
    QFile file(QDir(pictures).filePath(QStringLiteral("tour.json")));
    if (file.open(QIODevice::ReadOnly))
        outcome.report = QJsonDocument::fromJson(file.readAll()).array();
    for (const QJsonValue value : std::as_const(outcome.report)) {
        const QJsonObject step = value.toObject();
        const QString name = step.value(QLatin1String("step")).toString();
        outcome.steps << name;
        if (!step.value(QLatin1String("ok")).toBool())
            outcome.failed << name;
    }
}

/// Whether there is nothing on it but one colour.
bool isBlank(const QImage &picture)
{
    const QImage small = picture.scaled(64, 40).convertToFormat(QImage::Format_RGB32);
    for (int y = 0; y < small.height(); ++y) {
        for (int x = 0; x < small.width(); ++x) {
            if (small.pixel(x, y) != small.pixel(0, 0))
                return false;
        }
    }
    return true;
}

} // namespace

TourOutcome runTour(const demo::Demo::Options &options, const QString &pictures,
                    const std::function<void(ui::MainWindow &)> &look)
{
    TourOutcome outcome;
    const auto heard = std::make_shared<Heard>();
    QString profile;
    {
        demo::Demo demo(options);
        profile = demo.profileDir();
        app::CompositionRoot root(demo.applied({}), demo.guest());
        demo.attach(&root, pictures);
        QSignalSpy ended(&demo, &demo::Demo::tourEnded);
        QSignalSpy failed(&root, &app::CompositionRoot::failed);
        QObject::connect(&root, &app::CompositionRoot::started, &root, [&] { listenIn(demo.server(), heard); });
        QObject::connect(&demo, &demo::Demo::tourStepEnded, &root, [&](const QString &step) {
            lookAt(*root.window(), step, outcome);
            if (look)
                look(*root.window());
        });
        demo.prepare();
        if (QTest::qWaitFor([&] { return !ended.isEmpty() || !failed.isEmpty(); }, mostMs) && !ended.isEmpty())
            outcome.exitCode = ended.first().first().toInt();
        if (root.store()) {
            const auto read = await(
                root.store()->read([&outcome](store::Session &session) { return readStore(session, outcome); }));
            if (!read)
                outcome.faults << QStringLiteral("the store cannot be read: ") + read.error().log;
        }
    }
    outcome.said = heard->said;
    outcome.asked = heard->asked;
    readReport(pictures, outcome);
    if (QFile::exists(profile))
        outcome.exitCode = -2;
    return outcome;
}

QStringList connectingFaults(const TourOutcome &outcome)
{
    QStringList faults;
    const auto expect = [&faults](bool holds, const char *what) {
        if (!holds)
            faults << QStringLiteral("not so: %1").arg(QString::fromLatin1(what));
    };
    const auto mailbox = std::find_if(outcome.mailboxes.cbegin(), outcome.mailboxes.cend(),
                                      [](const domain::Mailbox &one) { return one.address == connectedAddress; });
    if (mailbox == outcome.mailboxes.cend())
        return {QStringLiteral("the mailbox is not in the store")};
    const domain::Endpoint &in = mailbox->inbound;
    expect(mailbox->feedWanted, "it is started");
    expect(in.protocol == domain::Protocol::Ews && mailbox->outbound.protocol == domain::Protocol::Ews, "it is on EWS");
    expect(in.signIn == domain::SignIn::OAuth2 && mailbox->outbound.signIn == domain::SignIn::AsInbound,
           "both of its sides sign in by OAuth");
    expect(in.oauth.cloud == domain::NationalCloud::Global, "it is in the global cloud");
    expect(in.host.startsWith(QStringLiteral("https://127.0.0.1:"))
               && in.oauth.loginHost.startsWith(QStringLiteral("127.0.0.1:")),
           "its servers are the demo's");
    const auto reads = [&outcome](const std::function<bool(const domain::Folder &)> &which) {
        return std::any_of(outcome.folders.cbegin(), outcome.folders.cend(),
                           [&which](const domain::Folder &folder) { return folder.selected && which(folder); });
    };
    expect(reads([](const domain::Folder &one) { return one.remote.role == domain::FolderRole::Inbox; }),
           "its inbox is read");
    expect(reads([](const domain::Folder &one) { return one.remote.path == QStringLiteral("Archive"); }),
           "its archive is read");
    expect(std::any_of(outcome.folders.cbegin(), outcome.folders.cend(),
                       [](const domain::Folder &one) { return !one.selected; }),
           "others of its folders are not");
    QStringList actions;
    for (const domain::AuditEntry &entry : outcome.audit)
        actions << entry.action;
    const QStringList wanted{QStringLiteral("mailbox.test"), QStringLiteral("mailbox.create"),
                             QStringLiteral("mailbox.folders"), QStringLiteral("mailbox.start")};
    if (actions != wanted)
        faults << QStringLiteral("the audit log has %1").arg(actions.join(QStringLiteral(", ")));
    return faults;
}

QStringList pictureFaults(const TourOutcome &outcome, const QString &pictures)
{
    constexpr int leastWidth = 800;
    QStringList faults;
    for (const QJsonValue value : std::as_const(outcome.report)) {
        const QJsonObject step = value.toObject();
        const QString name = step.value(QLatin1String("picture")).toString();
        const QImage picture(QDir(pictures).filePath(name));
        if (picture.width() <= leastWidth || isBlank(picture) || step.value(QLatin1String("ms")).toInt(-1) < 0)
            faults << name;
    }
    return faults;
}

} // namespace liaison::test
