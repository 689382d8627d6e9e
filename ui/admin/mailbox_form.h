#pragma once

#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/desk/mailbox_desk.h"
#include "core/domain/connection_test.h"
#include "core/domain/feed_status.h"
#include "core/domain/mailbox.h"
#include "ui/common/ui_context.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QDateEdit;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace liaison::ui {

class EndpointFields;
class ExchangeFields;
class FormField;
class GraphFields;
class MessageBar;
class PlainLabel;
class ProxyFields;
class SideFields;
class SwitchButton;
class TestCard;

/// A mailbox's card: read-only until Edit, tested without freezing, saved whole or not at all.
class MailboxForm : public QWidget {
    Q_OBJECT
public:
    explicit MailboxForm(const UiContext &context, QWidget *parent = nullptr);

    /// A new mailbox, ready to be filled in; address and display name of `begun` stand there already.
    void editNew(const domain::Mailbox &begun = {});
    void showMailbox(const domain::Mailbox &mailbox);
    /// Fills a certificate that was refused into the side it was met at, to be kept by SAVE; starts editing.
    void acceptCertificate(const CertificateSummary &certificate);
    [[nodiscard]] bool isEditing() const { return m_editing; }
    [[nodiscard]] const domain::Mailbox &mailbox() const { return m_mailbox; }
    /// Whether something was typed that is not saved; a form that is merely open for editing has nothing to lose.
    [[nodiscard]] bool hasUnsavedChanges() const;
    /// As SAVE does; saved() or notSaved() follows.
    void save();
    /// As Cancel does.
    void cancel();

Q_SIGNALS:
    void saved(const liaison::domain::Mailbox &mailbox);
    /// SAVE was refused: the reason stands at the fields, or above them.
    void notSaved();
    /// Cancel was pressed on a mailbox that was never saved.
    void newCancelled();
    void editingChanged(bool editing);

protected:
    void changeEvent(QEvent *event) override;

private:
    QWidget *makeHeader();
    QWidget *makeAccount();
    void makeSides();
    QWidget *makeTests();
    QWidget *makeButtons();
    void setEditing(bool editing);
    void showFields();
    void showType();
    void onTypeChosen();
    void showLogLevel();
    /// What was chosen; a time that runs already goes on.
    [[nodiscard]] UtcMs chosenVerboseUntil() const;
    /// Puts the mailbox into the fields of its two protocols, and what is usual into those of the others.
    void fillSides();
    /// Shows the fields of the protocols that were chosen; what stands in the others stays there.
    void showSides();
    /// Follows what was typed: which host is proposed, whether sending can sign in as reading does.
    void followFields();
    void showSecretHints();
    [[nodiscard]] SideFields *fieldsOf(domain::SecretUse use, domain::Protocol protocol) const;
    [[nodiscard]] QList<SideFields *> allSides() const;
    /// The fields of reading that are shown.
    [[nodiscard]] SideFields *inbound() const;
    /// Those of sending; null: sending goes where reading goes and has no fields of its own.
    [[nodiscard]] SideFields *outbound() const;
    [[nodiscard]] bool sendsAsItReads() const;
    [[nodiscard]] domain::Endpoint followingOutbound(const domain::Endpoint &inbound) const;
    [[nodiscard]] desk::MailboxDesk::SaveRequest typed() const;
    /// What was typed, with the hosts that are proposed where none was.
    [[nodiscard]] desk::MailboxDesk::SaveRequest request() const;
    /// Marks what is wrong, of these sides; the first such field of the screen gets the focus. False: nothing is.
    bool markProblems(bool ofReading = true, bool ofSending = true);
    void markAccount(const domain::Mailbox &mailbox);
    void markSide(const domain::Mailbox &mailbox, domain::SecretUse use);
    void clearProblems();
    /// What was typed stays: a person chooses between it and what is saved.
    void showChangedMeanwhile();
    void showSaved(const Result<domain::Mailbox> &result);
    void showRefused(const Error &error);
    /// What is being saved cannot be changed, nor left, until it is.
    void setSaving(bool saving);
    void switchOn(bool on);
    /// Tests one side of what is in the fields, saved or not.
    void test(domain::TestSide side);
    /// Ends tests that are under way and forgets what was found.
    void dropTests();
    /// The fields are others than those that were tested.
    void outdateTests();
    [[nodiscard]] bool isTested() const;
    void start();
    void reallyStart();
    void run(Future<void> future);
    void showStatus();
    void showError(const Error &error, const QString &headline);
    [[nodiscard]] std::optional<domain::FeedStatus> status() const;

    UiContext m_context;
    domain::Mailbox m_mailbox;
    domain::Mailbox m_seen;                   ///< as it was stored when it was shown
    desk::MailboxDesk::SaveRequest m_asBegun; ///< what the fields said when editing began
    bool m_editing = false;
    bool m_saving = false;
    MessageBar *m_bar; ///< what happened
    PlainLabel *m_headline = nullptr;
    PlainLabel *m_state = nullptr;
    QComboBox *m_type = nullptr;
    SwitchButton *m_switch = nullptr; ///< below the type, which is not edited once there is mail
    QCheckBox *m_enabled = nullptr;
    QLineEdit *m_address = nullptr;
    QLineEdit *m_displayName = nullptr;
    QDateEdit *m_since = nullptr;
    QSpinBox *m_poll = nullptr;
    ProxyFields *m_proxy = nullptr;
    QComboBox *m_logLevel = nullptr;
    bool m_shownVerbose = false; ///< what the log level was when it was shown
    FormField *m_addressField = nullptr;
    FormField *m_nameField = nullptr;
    FormField *m_sinceField = nullptr;
    FormField *m_pollField = nullptr;
    FormField *m_proxyField = nullptr;
    // One a protocol and side, of which those of the account type are shown.
    ExchangeFields *m_exchange = nullptr;
    GraphFields *m_graph = nullptr;
    EndpointFields *m_imap = nullptr;
    EndpointFields *m_smtp = nullptr;
    ExchangeFields *m_exchangeSending = nullptr;
    GraphFields *m_graphSending = nullptr;
    QWidget *m_sides = nullptr;
    QCheckBox *m_sendsMail = nullptr; ///< whether TEST OUTBOUND does
    TestCard *m_testInbound = nullptr;
    TestCard *m_testOutbound = nullptr;
    QPushButton *m_edit = nullptr;
    QPushButton *m_cancel = nullptr;
    QPushButton *m_save = nullptr;
    QPushButton *m_signIn = nullptr;
    QPushButton *m_start = nullptr;
    QPushButton *m_stop = nullptr;
};

} // namespace liaison::ui
