#pragma once

#include "core/base/secret.h"
#include "core/desk/switch_desk.h"

#include <QList>
#include <QObject>
#include <QPointer>

#include <stop_token>

namespace liaison::desk {

/// One switch of a mailbox, with its secrets: the vault's names of them hold whom they are shown to, and the switch is
/// a person's word that the other service of the same sign-in may be. They are kept under both names until it is known
/// which one is needed. Lives below the vault and deletes itself at the end.
class SwitchRun : public QObject {
    Q_OBJECT
public:
    SwitchRun(const Context &context, domain::Mailbox from, domain::Mailbox to, bool dryRun, std::stop_token stop);

    /// `progress` runs while `owner` lives, which may be null.
    Future<domain::SwitchReport> run(QObject *owner, SwitchDesk::Progress progress);

private:
    struct Kept {
        QString before;
        QString now;
        Secret secret;
        bool ours = false; ///< it was put under its new name here
    };
    void takeAlong(int index);
    void startSwitch();
    void ended(const Result<domain::SwitchReport> &result);
    void settle(int index, bool done);
    void putBack(int index);

    Context m_context;
    domain::Mailbox m_from;
    domain::Mailbox m_to;
    bool m_dryRun;
    std::stop_token m_stop;
    QList<Kept> m_kept;
    QPointer<QObject> m_owner;
    SwitchDesk::Progress m_progress;
    Result<domain::SwitchReport> m_result;
    QPromise<Result<domain::SwitchReport>> m_promise;
};

} // namespace liaison::desk
