#include "ui/admin/test_card.h"

#include "core/base/on_done.h"
#include "ui/admin/errand_text.h"
#include "ui/common/certificate_offer.h"
#include "ui/common/error_text.h"
#include "ui/common/icons.h"
#include "ui/common/message_bar.h"
#include "ui/common/plain_label.h"
#include "ui/common/test_text.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QPointer>
#include <QPushButton>
#include <QVBoxLayout>

namespace liaison::ui {

using domain::TestReport;
using domain::TestSide;

TestCard::TestCard(const UiContext &context, TestSide side, QWidget *parent)
    : QGroupBox(parent), m_context(context), m_side(side)
{
    build();
    clear();
}

TestCard::~TestCard()
{
    m_stop.request_stop();
}

void TestCard::build()
{
    const bool inbound = m_side == TestSide::Inbound;
    setTitle(inbound ? tr("Inbound: reading") : tr("Outbound: sending"));
    m_start = new QPushButton(icon(QStringLiteral("link")), inbound ? tr("TEST INBOUND") : tr("TEST OUTBOUND"), this);
    m_start->setObjectName(inbound ? QStringLiteral("testInbound") : QStringLiteral("testOutbound"));
    m_cancel = new QPushButton(icon(QStringLiteral("stop")), tr("Cancel the test"), this);
    m_cancel->setAccessibleName(inbound ? tr("Cancel the test of reading") : tr("Cancel the test of sending"));
    m_steps = new PlainLabel(this);
    m_steps->setWordWrap(true);
    m_steps->setAlignment(Qt::AlignTop | Qt::AlignLeading);
    m_steps->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_bar = new MessageBar(this);
    m_bar->setClosable(false);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_start);
    buttons->addWidget(m_cancel);
    buttons->addStretch(1);
    auto *lines = new QVBoxLayout(this);
    lines->addLayout(buttons);
    lines->addWidget(m_steps);
    lines->addWidget(m_bar);
    lines->addStretch(1);
    connect(m_start, &QPushButton::clicked, this, &TestCard::wanted);
    connect(m_cancel, &QPushButton::clicked, this, [this] { m_stop.request_stop(); });
}

void TestCard::clear()
{
    m_stop.request_stop();
    ++m_run;
    m_passed = false;
    m_outdated = false;
    m_bar->clear();
    m_steps->setText(m_side == TestSide::Inbound
                         ? tr("Signs in, opens the chosen folders and reads one mail. Nothing is changed.")
                         : tr("Signs in and, if wanted, sends one mail to the mailbox itself."));
    setRunning(false);
}

void TestCard::outdate()
{
    m_outdated = m_running;
    if (m_passed)
        clear();
}

void TestCard::start(const desk::MailboxDesk::SaveRequest &request, bool sendsMail)
{
    clear();
    m_stop = std::stop_source();
    m_sendsMail = sendsMail;
    m_place.clear();
    m_host.clear();
    m_steps->setText({});
    setRunning(true);
    desk::MailboxDesk::TestOptions options;
    options.side = m_side;
    options.sendsMail = sendsMail;
    const int run = m_run;
    const bool typed = request.inboundSecret || request.outboundSecret;
    options.carriedOutOn = [card = QPointer<TestCard>(this), run, typed](const QString &host) {
        if (!card || run != card->m_run)
            return;
        card->m_place = testPlaceText(host, typed);
        card->m_host = typed ? QString() : host;
        card->showSteps({});
    };
    const auto progress = [this, run](const TestReport &report) {
        if (run == m_run)
            showSteps(report);
    };
    onDone(this, desk::MailboxDesk(m_context.desk).test(request, options, this, progress, m_stop.get_token()),
           [this, run](const Result<TestReport> &report) {
               if (run == m_run)
                   showEnd(report);
           });
}

void TestCard::setRunning(bool running)
{
    const bool focused = m_start->hasFocus() || m_cancel->hasFocus();
    m_running = running;
    m_start->setVisible(!running);
    m_cancel->setVisible(running);
    if (focused) // the button that was pressed is gone from sight: the other one takes the focus
        (running ? m_cancel : m_start)->setFocus(Qt::OtherFocusReason);
    Q_EMIT stateChanged();
}

void TestCard::showSteps(const TestReport &report)
{
    QStringList lines{m_place, testStepsText(report)};
    lines.removeAll(QString());
    m_steps->setText(lines.join(QLatin1Char('\n')));
}

void TestCard::showEnd(const Result<TestReport> &result)
{
    m_passed = result && result->passed() && !m_outdated;
    setRunning(false);
    const domain::TestStep *failed = result ? result->failure() : nullptr;
    const bool cancelled
        = failed ? failed->error->kind == ErrorKind::Cancelled : !result && result.error().kind == ErrorKind::Cancelled;
    if (!result && !cancelled)
        return showError(result.error(), testErrorText(result.error(), m_host), errorDetails(result.error()));
    if (result)
        showSteps(*result);
    if (cancelled)
        return m_bar->showMessage(MessageBar::Kind::Info, tr("The test was cancelled."));
    if (failed) {
        showError(*failed->error, testReasonText(*failed), logOf(*result));
    } else {
        m_bar->showMessage(MessageBar::Kind::Success,
                           m_side == TestSide::Inbound ? tr("Reading works.")
                               : m_sendsMail           ? tr("Sending works: the test mail came back.")
                                                       : tr("Sending: signed in. No mail was sent."));
        m_bar->addDetails(logOf(*result));
    }
    addLog(*result);
}

void TestCard::showError(const Error &error, const QString &reason, const QString &details)
{
    const QString headline = m_side == TestSide::Inbound ? tr("Failed to test Service connectivity for reading.")
                                                         : tr("Failed to test Service connectivity for sending.");
    QString text = QStringLiteral("%1 %2").arg(headline, reason);
    if (error.certificate)
        text += QLatin1Char('\n') + certificateText(error);
    m_bar->showMessage(MessageBar::Kind::Error, text);
    offerCertificate(m_bar, this, error,
                     [this](const CertificateSummary &accepted) { Q_EMIT certificateAccepted(accepted); });
    m_bar->addDetails(details);
}

QString TestCard::logOf(const TestReport &report) const
{
    return (m_place.isEmpty() ? QString() : m_place + QLatin1Char('\n')) + domain::testLog(report);
}

void TestCard::addLog(const TestReport &report)
{
    m_bar->addAction(tr("Copy log"), [log = logOf(report)] { QGuiApplication::clipboard()->setText(log); });
}

} // namespace liaison::ui
