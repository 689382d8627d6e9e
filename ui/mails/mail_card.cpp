#include "ui/mails/mail_card.h"

#include "core/domain/address.h"
#include "ui/common/icons.h"
#include "ui/common/reading_direction.h"
#include "ui/common/theme.h"
#include "ui/mails/mail_view.h"
#include "ui/mails/mail_words.h"
#include "ui/mails/text_safety.h"

#include <QAction>
#include <QKeyEvent>
#include <QPainter>
#include <QPainterPath>
#include <QStyleOptionFocusRect>
#include <QVBoxLayout>

namespace liaison::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr int radius = 6;
constexpr int barWidth = 3;

QString senderOf(const store::MailRow &row)
{
    const QString name = visibleLine(row.from.name.trimmed());
    return name.isEmpty() ? visibleLine(row.from.address) : u"%1 <%2>"_s.arg(name, visibleLine(row.from.address));
}
} // namespace

std::optional<domain::Permission> permissionFor(MailAction action)
{
    switch (action) {
    case MailAction::Reply:
    case MailAction::ReplyAll:
    case MailAction::Forward:
        return domain::Permission::ReplyToMail;
    case MailAction::Move:
    case MailAction::NoAnswerNeeded:
        return domain::Permission::UpdateIncidents;
    case MailAction::ToggleRead:
        break;
    }
    return std::nullopt;
}

FoldedMail::FoldedMail(QWidget *parent) : QAbstractButton(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void FoldedMail::showRow(const store::MailRow &row, const QString &time)
{
    m_row = row;
    m_time = time;
    QStringList words{senderOf(row), MailWords::kindOf(row.kind), row.read ? QString() : tr("new"), time, row.snippet,
                      tr("folded")};
    words.removeAll(QString());
    setAccessibleName(visibleLine(words.join(u", "_s)));
    setToolTip(plainToolTip(senderOf(row)));
    update();
}

QSize FoldedMail::sizeHint() const
{
    return {200, fontMetrics().height() + 8};
}

void FoldedMail::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        click();
    else
        QAbstractButton::keyPressEvent(event);
}

void FoldedMail::paintEvent(QPaintEvent *event)
{
    Q_UNUSED(event);
    QPainter painter(this);
    const QRect area = rect().adjusted(2, 0, -2, 0);
    const auto place
        = [&](int left, int width) { return inReadingDirection(painter, rect(), QRect(left, 0, width, height())); };
    QFont strong = font();
    strong.setBold(!m_row.read);
    const int timeWidth = fontMetrics().horizontalAdvance(m_time) + 8;
    const int senderWidth = std::min(area.width() * 2 / 5, QFontMetrics(strong).horizontalAdvance(senderOf(m_row)) + 4);
    painter.setFont(strong);
    painter.setPen(palette().color(QPalette::Text));
    drawLine(&painter, place(area.left(), senderWidth),
             QFontMetrics(strong).elidedText(senderOf(m_row), Qt::ElideMiddle, senderWidth));
    painter.setFont(font());
    painter.setPen(toneColor(palette(), Tone::Muted));
    drawLine(&painter, place(area.right() - timeWidth, timeWidth), m_time, Qt::AlignRight);
    const QString kind = MailWords::kindOf(m_row.kind);
    const QString words = visibleLine(kind.isEmpty() ? m_row.snippet : kind + u": "_s + m_row.snippet);
    const QRect middle = place(area.left() + senderWidth + 12, area.width() - senderWidth - timeWidth - 20);
    drawLine(&painter, middle, fontMetrics().elidedText(words, Qt::ElideRight, middle.width()));
    if (hasFocus()) {
        QStyleOptionFocusRect option;
        option.initFrom(this);
        option.backgroundColor = palette().color(QPalette::Base);
        style()->drawPrimitive(QStyle::PE_FrameFocusRect, &option, &painter, this);
    }
}

MailCard::MailCard(UiContext context, const store::MailRow &row, QWidget *parent)
    : QFrame(parent), m_context(context), m_folded(new FoldedMail(this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(14, 8, 12, 8);
    layout->addWidget(m_folded);
    connect(m_folded, &QAbstractButton::clicked, this, [this] {
        setOpen(true);
        Q_EMIT touched();
    });
    showRow(row, false);
}

void MailCard::showRow(const store::MailRow &row, bool answered)
{
    m_row = row;
    m_answered = answered;
    m_folded->showRow(row, MailWords::arrivalTime(row.arrivedAt, m_context.clock->nowMs()));
    setAccessibleName(tr("Mail from %1").arg(senderOf(row)));
    if (m_view == nullptr)
        return;
    m_view->showRow(row, answered);
    m_toggleRead->setText(row.read ? tr("Mark unread") : tr("Mark read"));
    m_toggleRead->setVisible(row.direction == store::Direction::In);
}

bool MailCard::isBodyShown() const
{
    return m_view != nullptr && m_view->isBodyShown();
}

void MailCard::makeView()
{
    m_view = new MailView(m_context, this);
    addMailAction(u"reply"_s, tr("Reply"), MailAction::Reply);
    addMailAction(u"reply-all"_s, tr("Reply all"), MailAction::ReplyAll);
    addMailAction(u"forward"_s, tr("Forward"), MailAction::Forward);
    addMailAction(u"mark-read"_s, tr("Mark read"), MailAction::ToggleRead);
    m_toggleRead = m_view->actions().constLast();
    addMailAction(u"incident"_s, tr("Move to incident…"), MailAction::Move);
    addMailAction(u"ok"_s, tr("No answer needed"), MailAction::NoAnswerNeeded);
    auto *fold = new QAction(tr("Fold"), m_view);
    connect(fold, &QAction::triggered, this, [this] { setOpen(false); });
    m_view->addAction(fold);
    connect(m_view, &MailView::bodyShown, this, &MailCard::bodyShown);
    layout()->addWidget(m_view);
}

void MailCard::addMailAction(const QString &iconName, const QString &text, MailAction action)
{
    auto *item = new QAction(icon(iconName), text, m_view);
    if (const auto needed = permissionFor(action))
        m_context.gate.guard(item, *needed);
    connect(item, &QAction::triggered, this, [this, action] { Q_EMIT actionWanted(action, m_row.id); });
    m_view->addAction(item);
}

void MailCard::setOpen(bool open)
{
    if (open == m_open && (m_view != nullptr || !open))
        return;
    m_open = open;
    if (open && m_view == nullptr) {
        makeView();
        showRow(m_row, m_answered);
    }
    m_folded->setVisible(!open);
    if (m_view != nullptr)
        m_view->setVisible(open);
    update();
}

void MailCard::setCurrent(bool current)
{
    m_current = current;
    update();
}

void MailCard::mousePressEvent(QMouseEvent *event)
{
    QFrame::mousePressEvent(event);
    Q_EMIT touched();
}

void MailCard::paintEvent(QPaintEvent *event)
{
    Q_UNUSED(event);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF area = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    QPainterPath path;
    path.addRoundedRect(area, radius, radius);
    const bool ours = m_row.direction == store::Direction::Out;
    painter.fillPath(path, palette().color(ours ? QPalette::AlternateBase : QPalette::Base));
    painter.setPen(QPen(lineColor(palette()), 1));
    painter.drawPath(path);
    if (!m_current)
        return;
    painter.setClipPath(path);
    painter.fillRect(inReadingDirection(painter, rect(), QRect(0, 0, barWidth, height())),
                     toneColor(palette(), Tone::Accent));
}

} // namespace liaison::ui
