#include "app/demo/exchange.h"

#include "app/demo/exchange_subscriptions.h"
#include "app/demo/exchange_tokens.h"
#include "core/mime/header_block.h"

namespace liaison::demo {

Exchange::Exchange(PostOffice *post, ExchangeOptions options, QObject *parent)
    : QObject(parent), m_post(post), m_options(std::move(options)),
      m_subscriptions(std::make_unique<Subscriptions>(this)),
      m_tokens(std::make_unique<TokenDesk>(m_options, m_post, &faults))
{
}

Exchange::~Exchange() = default;

quint32 Exchange::numberOf(const DemoMailbox *box) const
{
    for (qsizetype i = 0; i < m_post->mailboxes().size(); ++i)
        if (m_post->mailboxes().at(i) == box)
            return static_cast<quint32>(i);
    return 0;
}

ExchangeKey Exchange::keyOf(const DemoMailbox *box, const ExchangeFolder &folder) const
{
    return {numberOf(box), folder.number, 0, 0};
}

ExchangeKey Exchange::keyOf(const DemoMailbox *box, const ExchangeFolder &folder, quint32 uid) const
{
    return {numberOf(box), folder.number, folder.mails->uidValidity, uid};
}

bool Exchange::mayOpen(const ExchangeCall &call, const DemoMailbox *box) const
{
    return box == call.box || m_options.delegates.value(box->address()).contains(call.box->address());
}

Outcome<DemoMailbox *> Exchange::mailboxOf(const ExchangeCall &call, quint32 number) const
{
    if (number >= m_post->mailboxes().size())
        return refused("ErrorInvalidIdMalformed", "Id is malformed.");
    DemoMailbox *box = m_post->mailboxes().at(number);
    if (!mayOpen(call, box))
        return refused("ErrorAccessDenied", "Access is denied. Check credentials and try again.");
    return box;
}

Outcome<FolderPlace> Exchange::folder(const ExchangeCall &call, const ews::Element &id) const
{
    DemoMailbox *box = call.box;
    std::optional<ExchangeFolder> found;
    if (id.is("DistinguishedFolderId")) {
        const QString whose = id.child("Mailbox").childText("EmailAddress").trimmed();
        if (!whose.isEmpty()) {
            box = m_post->mailbox(whose);
            if (!box)
                return refused("ErrorNonExistentMailbox", "The SMTP address has no mailbox associated with it.");
            if (!mayOpen(call, box))
                return refused("ErrorAccessDenied", "Access is denied. Check credentials and try again.");
        }
        found = folderDistinguished(*box, id.attribute("Id"));
    } else {
        const auto key = keyFromId(id.attribute("Id"));
        if (!key)
            return refused("ErrorInvalidIdMalformed", "Id is malformed.");
        const auto owner = mailboxOf(call, key->mailbox);
        if (!owner)
            return tl::unexpected(owner.error());
        box = *owner;
        if (key->uidValidity == 0)
            found = folderNumbered(*box, key->folder);
    }
    if (!found)
        return refused("ErrorFolderNotFound", "The specified folder could not be found in the store.");
    return FolderPlace{keyOf(box, *found), box, *found};
}

Outcome<ItemPlace> Exchange::item(const ExchangeCall &call, const QString &id) const
{
    const auto key = keyFromId(id);
    if (!key || key->uidValidity == 0)
        return refused("ErrorInvalidIdMalformed", "Id is malformed.");
    const auto box = mailboxOf(call, key->mailbox);
    if (!box)
        return tl::unexpected(box.error());
    const auto folder = folderNumbered(**box, key->folder);
    const bool there = folder && folder->isMail() && folder->mails->uidValidity == key->uidValidity;
    const DemoMail *mail = there ? folder->mails->find(key->uid) : nullptr;
    if (!mail)
        return refused("ErrorItemNotFound", "The specified object was not found in the store.");
    if (!faults.itemErrors.isEmpty()) {
        const QByteArray messageId = mime::splitHeaders(mail->raw, 2'000).value("Message-ID");
        const QString code = faults.itemErrors.value(id, faults.itemErrors.value(QString::fromUtf8(messageId)));
        if (!code.isEmpty())
            return tl::unexpected(Refusal{code, QStringLiteral("This fails on purpose.")});
    }
    return ItemPlace{*key, *box, *folder, mail};
}

} // namespace liaison::demo
