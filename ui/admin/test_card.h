#pragma once

#include "core/base/result.h"
#include "core/desk/mailbox_desk.h"
#include "core/domain/connection_test.h"
#include "ui/common/ui_context.h"

#include <QGroupBox>

#include <stop_token>

class QPushButton;

namespace liaison::ui {

class MessageBar;
class PlainLabel;

/// TEST INBOUND or TEST OUTBOUND of what is in the fields: the steps as they run, the reason where one fails, Cancel,
/// Details, Copy log, and the certificate that a person may accept. Names the computer where another one holds the
/// mailbox.
class TestCard : public QGroupBox {
    Q_OBJECT
public:
    TestCard(const UiContext &context, domain::TestSide side, QWidget *parent = nullptr);
    ~TestCard() override;

    /// Ends what is under way without an answer, and forgets what was found.
    void clear();
    /// What was to be tested is another now: what passed is forgotten, a failure stays to be read while it is mended.
    void outdate();
    /// Tests `request`; `sendsMail`: outbound, a mail to the mailbox itself.
    void start(const desk::MailboxDesk::SaveRequest &request, bool sendsMail);
    [[nodiscard]] bool isRunning() const { return m_running; }
    /// Whether the last test passed.
    [[nodiscard]] bool passed() const { return m_passed; }
    [[nodiscard]] QPushButton *startButton() const { return m_start; }

Q_SIGNALS:
    /// TEST … was pressed.
    void wanted();
    /// A test began or ended.
    void stateChanged();
    void certificateAccepted(const liaison::CertificateSummary &certificate);

private:
    void build();
    void setRunning(bool running);
    void showSteps(const domain::TestReport &report);
    void showEnd(const Result<domain::TestReport> &result);
    void showError(const Error &error, const QString &reason, const QString &details);
    void addLog(const domain::TestReport &report);
    [[nodiscard]] QString logOf(const domain::TestReport &report) const;

    UiContext m_context;
    domain::TestSide m_side;
    bool m_sendsMail = false;
    QString m_place; ///< where it is run; empty: here, and nobody else holds the mailbox
    QString m_host;  ///< the other computer that runs it; empty: this one does
    bool m_running = false;
    bool m_passed = false;
    bool m_outdated = false; ///< since the test began
    std::stop_source m_stop;
    int m_run = 0; ///< answers of an earlier one are not listened to
    QPushButton *m_start = nullptr;
    QPushButton *m_cancel = nullptr;
    PlainLabel *m_steps = nullptr;
    MessageBar *m_bar = nullptr;
};

} // namespace liaison::ui
