#pragma once

#include "app/demo/demo_mailbox.h"

#include <QStringList>

#include <memory>
#include <vector>

namespace liaison::demo {

/// A mail that somebody handed in for sending.
struct Handed {
    QString sender;
    QStringList recipients;
    QByteArray raw;
    UtcMs at = 0;
};

/// The mailboxes of the demo, and what is sent from them. Every recipient is accepted, and nothing goes anywhere:
/// a recipient without a mailbox here is only told of. Lives on the server's thread.
class PostOffice : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    DemoMailbox *addMailbox(const QString &address, const QString &password);
    [[nodiscard]] DemoMailbox *mailbox(const QString &address) const;                   ///< null: none
    [[nodiscard]] const QList<DemoMailbox *> &mailboxes() const { return m_mailboxes; } ///< never fewer
    /// The mailbox whose owner signs in so, or null.
    [[nodiscard]] DemoMailbox *signIn(const QString &user, const QString &password) const;

    void handIn(const Handed &mail);
    [[nodiscard]] const QList<Handed> &handedIn() const { return m_handed; }

Q_SIGNALS:
    void accepted(const liaison::demo::Handed &mail);

private:
    QList<DemoMailbox *> m_mailboxes; ///< children
    QList<Handed> m_handed;
};

} // namespace liaison::demo
