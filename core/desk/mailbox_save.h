#pragma once

#include "core/desk/mailbox_desk.h"

#include <QList>
#include <QObject>

#include <functional>

namespace liaison::store {
class Session;
}

namespace liaison::desk {

/// The chosen ones are read from now on, and no others; what was listed is known.
Result<void> chooseIn(store::Session &session, MailboxId id, const MailboxDesk::ChosenFolders &chosen);

/// One saving of a mailbox: secrets, noted as pending, into the vault, then the row and its audit entry into the store;
/// whatever was replaced in the vault is put back when a later step fails. Lives below the vault and deletes itself at
/// the end.
class MailboxSave : public QObject {
    Q_OBJECT
public:
    MailboxSave(const Context &context, MailboxDesk::SaveRequest request);

    Future<domain::Mailbox> run();

private:
    struct Step {
        QString key;
        Secret secret;
        std::optional<Secret> previous;
    };
    void takeAlong(const domain::Mailbox &before, QList<domain::SecretUse> uses);
    void note();
    void readPrevious(int index);
    void writeSecret(int index);
    void saveRow();
    void dropUnused(QStringList keys);
    /// Undoes the steps before `index`, last one first, and then answers `error`.
    void putBack(int index, Error error);
    void end(Result<domain::Mailbox> result);

    Context m_context;
    MailboxDesk::SaveRequest m_request;
    QList<Step> m_steps;
    QStringList m_undone; ///< keys of secrets that were written and removed again
    QPromise<Result<domain::Mailbox>> m_promise;
};

} // namespace liaison::desk
