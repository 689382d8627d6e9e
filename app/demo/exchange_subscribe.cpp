// Subscribe, Unsubscribe and GetEvents.
#include "app/demo/exchange_operations.h"
#include "app/demo/exchange_subscriptions.h"

#include <algorithm>

namespace liaison::demo {

namespace {

constexpr qsizetype mostEvents = 50; // in one answer to GetEvents

Outcome<Subscription> subscriptionFrom(Exchange &exchange, const ExchangeCall &call)
{
    const ews::Element &pull = call.body->child("PullSubscriptionRequest");
    const ews::Element &streaming = call.body->child("StreamingSubscriptionRequest");
    const ews::Element &request = pull.exists() ? pull : streaming;
    if (!request.exists()) // Push would have the server call the client
        return refused("ErrorInvalidPushSubscriptionUrl", "Invalid push subscription URL.");
    Subscription subscription;
    subscription.streaming = streaming.exists();
    subscription.box = call.box;
    for (const ews::Element &type : request.child("EventTypes").children)
        subscription.types.insert(type.text.trimmed().toLatin1());
    const bool all = request.attribute("SubscribeToAllFolders") == QLatin1String("true");
    const ews::Element &ids = request.child("FolderIds");
    if (!all && ids.children.empty())
        return refused("ErrorInvalidSubscriptionRequest", "Subscription information is invalid.");
    for (const ews::Element &id : ids.children) {
        const auto place = exchange.folder(call, id);
        if (!place)
            return tl::unexpected(place.error());
        subscription.box = place->box;
        subscription.folders.insert(place->folder.number);
    }
    subscription.timeoutMinutes = static_cast<int>(std::max<qint64>(0, request.childNumber("Timeout")));
    return subscription;
}

} // namespace

std::optional<Refusal> answerSubscribe(Exchange &exchange, const ExchangeCall &call, XmlOut &out)
{
    ResponseMessages messages(out, "Subscribe");
    const auto wanted = subscriptionFrom(exchange, call);
    if (!wanted) {
        messages.refuse(wanted.error());
    } else {
        const Subscription *made = exchange.subscriptions().add(*wanted);
        messages.success().text("m:SubscriptionId", made->id);
        if (!made->streaming)
            out.text("m:Watermark", watermarkText(*made, 0));
        messages.close();
    }
    messages.end();
    return std::nullopt;
}

std::optional<Refusal> answerUnsubscribe(Exchange &exchange, const ExchangeCall &call, XmlOut &out)
{
    ResponseMessages messages(out, "Unsubscribe");
    if (exchange.subscriptions().remove(call.body->childText("SubscriptionId").trimmed())) {
        messages.success();
        messages.close();
    } else {
        messages.refuse(refused("ErrorSubscriptionNotFound", "The specified subscription was not found.").value());
    }
    messages.end();
    return std::nullopt;
}

std::optional<Refusal> answerGetEvents(Exchange &exchange, const ExchangeCall &call, XmlOut &out)
{
    ResponseMessages messages(out, "GetEvents");
    Subscription *subscription = exchange.subscriptions().find(call.body->childText("SubscriptionId").trimmed());
    const auto mark = unsealed('W', call.body->childText("Watermark").trimmed());
    const bool known = subscription && mark && mark->size() == 2 && mark->at(0) == subscription->number;
    if (!subscription || subscription->streaming) {
        messages.refuse(refused("ErrorSubscriptionNotFound", "The specified subscription was not found.").value());
    } else if (!known || mark->at(1) > subscription->lastEvent
               || mark->at(1) + static_cast<quint64>(subscription->waiting.size()) < subscription->lastEvent) {
        messages.refuse(refused("ErrorInvalidWatermark",
                                "The watermark used for creating this subscription was not "
                                "found.")
                            .value());
    } else {
        // What lies before the watermark has been received.
        subscription->waiting.removeIf([&](const MailboxEvent &event) { return event.number <= mark->at(1); });
        subscription->expiry.setRemainingTime(qint64(subscription->timeoutMinutes) * 60'000);
        const QList<MailboxEvent> events = subscription->waiting.mid(0, mostEvents);
        messages.success().open("m:Notification");
        writeNotification(out, *subscription, events, mark->at(1), subscription->waiting.size() > mostEvents);
        out.close();
        messages.close();
    }
    messages.end();
    return std::nullopt;
}

} // namespace liaison::demo
