#pragma once

#include "core/desk/mail_desk.h"
#include "core/mime/body.h"
#include "core/store/messages.h"
#include "ui/common/permission_gate.h"

#include <QWidget>

class QVBoxLayout;

namespace liaison::ui {

class MessageBar;

/// What a reader has to know of a mail before reading it, one bar each: sender nobody expects, failed checks,
/// hidden characters, encryption, what was blocked. Empty and without height for an ordinary mail.
class MailNotices : public QWidget {
    Q_OBJECT
public:
    explicit MailNotices(QWidget *parent = nullptr);
    /// Who may decide about senders, in what is shown from then on; everybody before.
    void setGate(const PermissionGate &gate) { m_gate = gate; }

    void showRow(const store::MailRow &row);
    void showBody(const mime::MailBody &body);
    /// The sentences shown now, for tests and screen readers.
    [[nodiscard]] QStringList texts() const;

Q_SIGNALS:
    void senderDecided(liaison::desk::MailDesk::SenderDecision decision);

private:
    MessageBar *add(QVBoxLayout *layout, int kind, const QString &text);
    void addOutsider(const store::MailRow &row);
    void addDeliveries(const store::MailRow &row);
    void addBlocked(const mime::MailBody &body);

    PermissionGate m_gate;
    QWidget *m_rowBars;
    QWidget *m_bodyBars;
};

} // namespace liaison::ui
