#include "ui/compose/undo_bar.h"

#include "core/base/on_done.h"
#include "ui/common/icons.h"
#include "ui/common/plain_label.h"
#include "ui/common/theme.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>
#include <QShortcut>

#include <algorithm>

namespace liaison::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr int tickMs = 250;
}

UndoBar::UndoBar(UiContext context, const domain::OutboxMail &mail, qint64 undoMs, QWidget *parent)
    : QFrame(parent), m_context(context), m_mail(mail.id), m_subject(mail.subject),
      m_leavesAt(context.clock->nowMs() + undoMs), m_text(new PlainLabel(this)),
      m_undo(new QPushButton(icon(u"undo"_s), tr("Undo"), this))
{
    m_text->setElided(true);
    m_undo->setAutoDefault(false);
    m_undo->setObjectName(u"undoSend"_s);
    m_undo->setAccessibleName(tr("Undo sending “%1”").arg(m_subject));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(10, 4, 4, 4);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_undo);
    connect(m_undo, &QPushButton::clicked, this, &UndoBar::undo);
    // A field that is being written in keeps the key to itself. With two bars each press takes one.
    m_undo->setToolTip(tr("Take the mail back (Ctrl+Z)"));
    auto *key = new QShortcut(QKeySequence::Undo, this);
    connect(key, &QShortcut::activated, this, &UndoBar::undo);
    connect(key, &QShortcut::activatedAmbiguously, this, &UndoBar::undo);
    connect(&m_timer, &QTimer::timeout, this, &UndoBar::tick);
    m_timer.start(tickMs);
    tick();
}

QString UndoBar::text() const
{
    return m_text->text();
}

void UndoBar::tick()
{
    const qint64 left = m_leavesAt - m_context.clock->nowMs();
    if (left <= 0) {
        m_timer.stop();
        Q_EMIT finished();
        return;
    }
    m_text->setText(tr("“%1” is sent in %2 s").arg(m_subject).arg((left + 999) / 1000));
}

void UndoBar::undo()
{
    if (!m_undo->isEnabled())
        return;
    m_timer.stop();
    m_undo->setEnabled(false);
    onDone<desk::ComposeDraft>(this, desk::ComposeDesk(m_context.desk).undoSend(m_mail),
                               [this](Result<desk::ComposeDraft> draft) {
                                   if (draft.has_value())
                                       Q_EMIT undone(*draft);
                                   else
                                       Q_EMIT failed(draft.error());
                                   Q_EMIT finished();
                               });
}

void UndoBar::paintEvent(QPaintEvent *event)
{
    Q_UNUSED(event);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(toneGround(palette(), Tone::Accent));
    painter.setPen(toneColor(palette(), Tone::Accent));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
}

} // namespace liaison::ui
