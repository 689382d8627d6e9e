#include "core/desk/test_errand.h"

namespace liaison::desk {

using namespace Qt::StringLiterals;
using domain::TestSide;

QJsonObject toJson(const TestErrand &errand)
{
    return {{u"side"_s, errand.options.side == TestSide::Inbound ? u"inbound"_s : u"outbound"_s},
            {u"sendsMail"_s, errand.options.sendsMail},
            {u"limitMs"_s, errand.options.limitMs},
            {u"address"_s, errand.mailbox.address},
            {u"displayName"_s, errand.mailbox.displayName},
            {u"inbound"_s, domain::toJson(errand.mailbox.inbound)},
            {u"outbound"_s, domain::toJson(errand.mailbox.outbound)}};
}

Result<TestErrand> testErrandFromJson(const QJsonObject &json, const domain::Mailbox &saved)
{
    constexpr qint64 longestMs = 3'600'000;
    TestErrand errand;
    errand.options.side = json.value("side"_L1).toString() == "outbound"_L1 ? TestSide::Outbound : TestSide::Inbound;
    errand.options.sendsMail = json.value("sendsMail"_L1).toBool();
    errand.options.limitMs = qBound<qint64>(0, json.value("limitMs"_L1).toInteger(), longestMs);
    errand.mailbox = saved;
    errand.mailbox.address = json.value("address"_L1).toString(saved.address);
    errand.mailbox.displayName = json.value("displayName"_L1).toString(saved.displayName);
    const auto inbound = domain::endpointFromJson(json.value("inbound"_L1).toObject());
    const auto outbound = domain::endpointFromJson(json.value("outbound"_L1).toObject());
    if (!inbound || !outbound)
        return fail(ErrorKind::InvalidInput,
                    u"the process that holds the mailbox does not know these fields; is it another version?"_s);
    errand.mailbox.inbound = *inbound;
    errand.mailbox.outbound = *outbound;
    return errand;
}

} // namespace liaison::desk
