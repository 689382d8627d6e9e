#pragma once

#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/desk/switch_desk.h"
#include "core/domain/mailbox_switch.h"
#include "ui/common/ui_context.h"

#include <QDialog>

#include <functional>
#include <stop_token>

class QLineEdit;
class QProgressBar;
class QPushButton;

namespace liaison::ui {

class MessageBar;
class PlainLabel;
class SwitchTable;

/// A mailbox's switch between Exchange Web Services and Microsoft Graph: compares both ways, shows what it found side
/// by side, and switches once a person says so. Esc ends a comparison; a switch it cancels, and the dialog stays until
/// it is known what became of it. A sign-in that was made here is forgotten where no switch follows.
class SwitchDialog : public QDialog {
    Q_OBJECT
public:
    /// What desk::SwitchDesk::run() does.
    using Run = std::function<Future<domain::SwitchReport>(const domain::Mailbox &, const desk::SwitchDesk::Options &,
                                                           std::stop_token, desk::SwitchDesk::Progress)>;
    /// `mailbox` uses one of the two. `run` empty: the desk's.
    SwitchDialog(const UiContext &context, const domain::Mailbox &mailbox, QWidget *parent, Run run = {});
    ~SwitchDialog() override;

    /// Opens one over `parent` for the mailbox as it is saved; nothing where it is gone or uses neither way.
    static void openFor(const UiContext &context, MailboxId id, QWidget *parent);

    void reject() override;

Q_SIGNALS:
    void switched();

private:
    enum class State { Idle, Comparing, Compared, Switching, Over };
    // switch_dialog_layout.cpp
    void build();
    void setState(State state);
    void showProgress(const domain::SwitchProgress &progress);
    void fit();
    void addDetails(const QString &details);
    // switch_dialog.cpp
    [[nodiscard]] desk::SwitchDesk::Options options(bool dryRun) const;
    void begin(bool dryRun);
    void start(bool dryRun);
    void ended(bool dryRun, const Result<domain::SwitchReport> &result);
    void showReport(const domain::SwitchReport &report);
    void showRefusal(const domain::TestStep &refusal);
    void failed(bool dryRun, const Error &error);
    void signIn();
    void forgetSignIns();

    UiContext m_context;
    domain::Mailbox m_mailbox;
    domain::Protocol m_to;
    Run m_run;
    State m_state = State::Idle;
    bool m_possible = false; ///< the last comparison allows the switch
    std::stop_source m_stop;
    QList<domain::Mailbox> m_signedIn; ///< the ways that a person signed in to here
    bool m_leaving = false;            ///< the dialog closes once the comparison has ended
    MessageBar *m_bar = nullptr;
    QLineEdit *m_host = nullptr;
    SwitchTable *m_table = nullptr;
    PlainLabel *m_step = nullptr;
    QProgressBar *m_progress = nullptr;
    QPushButton *m_compare = nullptr;
    QPushButton *m_switch = nullptr;
    QPushButton *m_close = nullptr;
};

} // namespace liaison::ui
