#pragma once

#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/domain/mailbox.h"
#include "core/domain/sign_in.h"
#include "ui/common/ui_context.h"

#include <QDialog>
#include <QList>

#include <functional>
#include <stop_token>

class QLineEdit;
class QPushButton;

namespace liaison::ui {

class MessageBar;
class PlainLabel;

/// A person's sign-in to a mailbox: opens the system's browser, shows the address that it was given, offers a code to
/// be typed on another device instead, and waits. Closes once somebody is signed in; a no is shown and can be tried
/// again. Where another computer reads the mailbox the sign-in is carried out there: it is always by a code, its host
/// is named, and how it ended stays to be read.
class SignInDialog : public QDialog {
    Q_OBJECT
public:
    using Opener = std::function<bool(const QUrl &)>;
    /// Begins at once, the way the mailbox's settings name. `opener` opens an address; empty: the system's browser.
    /// `sides`: at least one, signed in for one after the other.
    SignInDialog(const UiContext &context, const domain::Mailbox &mailbox, QWidget *parent, Opener opener = {},
                 QList<domain::SecretUse> sides = {domain::SecretUse::Inbound});
    ~SignInDialog() override;

    /// The sides of a mailbox that a person signs in for, each with a sign-in of its own.
    static QList<domain::SecretUse> sidesOf(const domain::Mailbox &mailbox);
    /// Opens one over `parent` for the mailbox as it is saved, for all such sides; nothing where it is gone.
    static void openFor(const UiContext &context, MailboxId id, QWidget *parent);

Q_SIGNALS:
    void signedIn();

private:
    void build();
    void beginSide();
    void begin(domain::SignInWay way);
    void arrange(domain::SignInWay way);
    void carriedOutOn(const QString &host);
    void signedInOn();
    void enableCopying(bool enabled);
    void show(const domain::SignInPrompt &prompt);
    void ended(const Result<domain::SignInOutcome> &outcome);
    void fails(const QString &text, const QString &details);
    void fit();
    void copy(const QString &text);

    UiContext m_context;
    domain::Mailbox m_mailbox;
    Opener m_opener;
    QList<domain::SecretUse> m_sides; ///< that nobody is signed in for yet, the one under way first
    domain::SignInWay m_way = domain::SignInWay::Browser;
    std::stop_source m_stop;
    QString m_host;         ///< where it is carried out; empty: here
    int m_run = 0;          ///< answers of an earlier one are not listened to
    bool m_keptOne = false; ///< somebody signed in for reading, which stays so whatever comes of sending
    MessageBar *m_bar;
    PlainLabel *m_what = nullptr;
    QLineEdit *m_address = nullptr;
    QPushButton *m_copyAddress = nullptr;
    QPushButton *m_open = nullptr;
    PlainLabel *m_codeLabel = nullptr;
    QLineEdit *m_code = nullptr;
    QPushButton *m_copyCode = nullptr;
    PlainLabel *m_waiting = nullptr;
    QPushButton *m_again = nullptr;
    QPushButton *m_otherWay = nullptr;
    QPushButton *m_cancel = nullptr;
};

} // namespace liaison::ui
