// ResolveNames and ConvertId: what is asked of the directory.
#include "app/demo/exchange_operations.h"

namespace liaison::demo {

namespace {

constexpr qsizetype mostResolutions = 100;

void writeResolution(XmlOut &out, const domain::Address &who)
{
    out.open("t:Resolution").open("t:Mailbox");
    out.text("t:Name", who.name.isEmpty() ? who.address : who.name);
    out.text("t:EmailAddress", who.address);
    out.text("t:RoutingType", QStringLiteral("SMTP"));
    out.text("t:MailboxType", QStringLiteral("Mailbox"));
    out.close().close();
}

bool fits(const domain::Address &who, const QString &entry)
{
    if (who.address.startsWith(entry, Qt::CaseInsensitive) || who.name.startsWith(entry, Qt::CaseInsensitive))
        return true;
    return who.name.contains(QLatin1Char(' ') + entry, Qt::CaseInsensitive);
}

} // namespace

std::optional<Refusal> answerResolveNames(Exchange &exchange, const ExchangeCall &call, XmlOut &out)
{
    const QString entry = call.body->childText("UnresolvedEntry").trimmed();
    domain::Addresses matches;
    for (const domain::Address &who : exchange.directory())
        if (!entry.isEmpty() && fits(who, entry))
            matches << who;
    ResponseMessages messages(out, "ResolveNames");
    if (matches.isEmpty()) {
        messages.refuse(refused("ErrorNameResolutionNoResults", "No results were found.").value());
    } else {
        const bool several = matches.size() > 1;
        out.open("m:ResolveNamesResponseMessage")
            .attr("ResponseClass", several ? QStringLiteral("Warning") : QStringLiteral("Success"));
        if (several)
            out.text("m:MessageText", QStringLiteral("Multiple results were found."));
        out.text("m:ResponseCode",
                 several ? QStringLiteral("ErrorNameResolutionMultipleResults") : QStringLiteral("NoError"));
        out.open("m:ResolutionSet")
            .attr("TotalItemsInView", QString::number(std::min(matches.size(), mostResolutions)))
            .attr("IncludesLastItemInRange",
                  matches.size() > mostResolutions ? QStringLiteral("false") : QStringLiteral("true"));
        for (const domain::Address &who : matches.mid(0, mostResolutions))
            writeResolution(out, who);
        out.close().close();
    }
    messages.end();
    return std::nullopt;
}

/// Ids have one format here; clients ask to learn whose mailbox one belongs to.
std::optional<Refusal> answerConvertId(Exchange &exchange, const ExchangeCall &call, XmlOut &out)
{
    ResponseMessages messages(out, "ConvertId");
    for (const ews::Element &id : call.body->child("SourceIds").children) {
        const auto key = keyFromId(id.attribute("Id"));
        const auto box
            = key ? exchange.mailboxOf(call, key->mailbox) : refused("ErrorInvalidIdMalformed", "Id is malformed.");
        if (!box) {
            messages.refuse(box.error());
            continue;
        }
        messages.success()
            .open("m:AlternateId")
            .attr("xmlns:xsi", QStringLiteral("http://www.w3.org/2001/XMLSchema-instance"))
            .attr("xsi:type", QStringLiteral("t:AlternateIdType"))
            .attr("Format", call.body->attribute("DestinationFormat"))
            .attr("Id", id.attribute("Id"))
            .attr("Mailbox", (*box)->address())
            .close();
        messages.close();
    }
    messages.end();
    return std::nullopt;
}

} // namespace liaison::demo
