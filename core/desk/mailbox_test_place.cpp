// MailboxDesk: which process carries a connection test out. See mailbox_desk.h.
#include "core/base/and_then.h"
#include "core/desk/errand_json.h"
#include "core/desk/errand_wait.h"
#include "core/desk/mailbox_desk.h"
#include "core/desk/test_errand.h"
#include "core/store/errands.h"
#include "core/store/feed_places.h"
#include "core/store/store.h"

#include <QPointer>
#include <QSysInfo>

#include <optional>
#include <utility>

namespace liaison::desk {

using domain::TestReport;
using store::FeedPlace;

namespace {

Future<TestReport> testAt(const Context &context, const FeedPlace &place, const TestErrand &test, QObject *owner,
                          const MailboxDesk::TestProgress &progress, std::stop_token stop)
{
    ErrandWait::Options errand;
    errand.errand.mailbox = test.mailbox.id;
    errand.errand.kind = store::ErrandKind::Test;
    errand.errand.place = place;
    errand.errand.asked = toJson(test);
    errand.owner = owner;
    errand.progress = [progress](const QJsonObject &json) {
        if (progress)
            progress(reportFromJson(json));
    };
    errand.stop = std::move(stop);
    auto *wait = new ErrandWait(context, std::move(errand)); // deletes itself
    return andThen<TestReport>(context.store, wait->run(),
                               [](const QJsonObject &json) { return readyFuture<TestReport>(reportFromJson(json)); });
}

} // namespace

Future<TestReport> MailboxDesk::test(SaveRequest request, TestOptions options, QObject *owner, TestProgress progress,
                                     std::stop_token stop)
{
    if (!request.mailbox.id || request.folders)
        return testHere(std::move(request), options, owner, std::move(progress), std::move(stop));
    using Place = std::optional<FeedPlace>;
    const auto read
        = [id = request.mailbox.id](store::Session &session) { return store::FeedPlaces(session).find(id); };
    return andThen<TestReport>(
        m_context.store, m_context.store->read(read),
        [context = m_context, request = std::move(request), options, owner = QPointer<QObject>(owner),
         progress = std::move(progress), stop = std::move(stop)](const Place &place) mutable {
            if (!place || !place->holds || sharesSecrets(context, *place))
                return MailboxDesk(context).testHere(std::move(request), options, owner, std::move(progress), stop);
            // What was typed here is in no store, so only this process can try it.
            const bool typed = request.inboundSecret || request.outboundSecret;
            if (owner && options.carriedOutOn)
                options.carriedOutOn(typed ? QSysInfo::machineHostName() : place->host);
            if (typed)
                return MailboxDesk(context).testHere(std::move(request), options, owner, std::move(progress), stop);
            return testAt(context, *place, {request.mailbox, options}, owner, progress, stop);
        });
}

} // namespace liaison::desk
