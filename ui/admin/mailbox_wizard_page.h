#pragma once

#include "core/base/certificate_summary.h"
#include "core/desk/mailbox_desk.h"
#include "core/domain/autodiscovery.h"
#include "core/domain/mailbox.h"

#include <QList>
#include <QString>
#include <QWidget>

#include <optional>

class QPushButton;
class QVBoxLayout;

namespace liaison::ui {

class PlainLabel;

/// What the pages of the wizard have gathered. Nothing of it is saved before the end, but for a person's sign-in, which
/// the vault has to keep.
struct MailboxDraft {
    enum class Type { Exchange, ImapSmtp, Graph };

    desk::MailboxDesk::SaveRequest request;
    Type type = Type::Exchange;
    std::optional<domain::Autodiscovery> found; ///< of the address as it is now; nullopt: nobody looked, or in vain
    QString lookedAs;                           ///< who signed in to Autodiscover; empty: the address
    Secret lookedWith;                          ///< … and the password; empty: nobody did
    QList<domain::Mailbox> signedIn;            ///< the mailbox as it was when a person signed in to it …
    QList<domain::Mailbox> signedInToSend;      ///< … and for sending, where that has a sign-in of its own
    bool tested = false;                        ///< both tests passed with what is in `request`
};

/// A step of the wizard. Pages stay alive, so going back shows what was entered.
class MailboxWizardPage : public QWidget {
    Q_OBJECT
public:
    MailboxWizardPage(const QString &title, MailboxDraft *draft, QWidget *parent = nullptr);

    [[nodiscard]] const QString &title() const { return m_title; }
    /// It comes into sight: shows what follows from the draft, and begins what it is for.
    virtual void enter() = 0;
    /// The person goes on: takes what was entered into the draft. Where something is wrong it is marked, the first
    /// wrong field has the focus, and the answer is false.
    virtual bool leave() = 0;
    /// Ends what is under way, without an answer.
    virtual void stop() { }
    /// Whether the person can go on; false while that is being found out.
    [[nodiscard]] virtual bool canGoOn() const { return true; }
    /// Where the focus goes when it comes into sight; null: to the button that goes on.
    [[nodiscard]] virtual QWidget *firstEditor() const = 0;
    /// The button that Return presses while the focus is in a field; null: the one that goes on.
    [[nodiscard]] virtual QPushButton *mainButton() const { return nullptr; }

Q_SIGNALS:
    /// canGoOn() or mainButton() may have changed.
    void stateChanged();
    /// What leave() has begun is done: on to the next page.
    void goOn();
    /// A person accepted a certificate that was refused.
    void certificateAccepted(const liaison::CertificateSummary &certificate);

protected:
    [[nodiscard]] MailboxDraft &draft() const { return *m_draft; }
    [[nodiscard]] domain::Mailbox &mailbox() const { return m_draft->request.mailbox; }
    [[nodiscard]] QVBoxLayout *column() const { return m_column; }
    /// A text of several lines that never stands cut.
    PlainLabel *paragraph(const QString &text);

private:
    QString m_title;
    MailboxDraft *m_draft;
    QVBoxLayout *m_column;
};

} // namespace liaison::ui
