#include "app/demo/post_office.h"

namespace liaison::demo {

DemoMailbox *PostOffice::addMailbox(const QString &address, const QString &password)
{
    m_mailboxes.append(new DemoMailbox(address, password, this));
    return m_mailboxes.last();
}

DemoMailbox *PostOffice::mailbox(const QString &address) const
{
    for (DemoMailbox *box : m_mailboxes) {
        if (box->address().compare(address, Qt::CaseInsensitive) == 0)
            return box;
    }
    return nullptr;
}

DemoMailbox *PostOffice::signIn(const QString &user, const QString &password) const
{
    DemoMailbox *box = mailbox(user);
    return box && box->accepts(user, password) ? box : nullptr;
}

void PostOffice::handIn(const Handed &mail)
{
    m_handed.append(mail);
    for (const QString &recipient : mail.recipients) {
        if (DemoMailbox *box = mailbox(recipient))
            box->append(QStringLiteral("INBOX"), "Return-Path: <" + mail.sender.toUtf8() + ">\r\n" + mail.raw, mail.at,
                        {});
    }
    Q_EMIT accepted(mail);
}

} // namespace liaison::demo
