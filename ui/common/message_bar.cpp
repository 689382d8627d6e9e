#include "ui/common/message_bar.h"

#include "ui/common/ask.h"
#include "ui/common/icons.h"
#include "ui/common/plain_label.h"
#include "ui/common/theme.h"

#include <QAccessible>
#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

#include <algorithm>

namespace liaison::ui {

namespace {

Tone toneOf(MessageBar::Kind kind)
{
    switch (kind) {
    case MessageBar::Kind::Info:
        return Tone::Accent;
    case MessageBar::Kind::Success:
        return Tone::Good;
    case MessageBar::Kind::Warning:
        return Tone::Warning;
    case MessageBar::Kind::Error:
        return Tone::Danger;
    }
    return Tone::Accent;
}

QString iconOf(MessageBar::Kind kind)
{
    switch (kind) {
    case MessageBar::Kind::Info:
        return QStringLiteral("info");
    case MessageBar::Kind::Success:
        return QStringLiteral("ok");
    case MessageBar::Kind::Warning:
        return QStringLiteral("warning");
    case MessageBar::Kind::Error:
        return QStringLiteral("error");
    }
    return {};
}

} // namespace

MessageBar::MessageBar(QWidget *parent)
    : QFrame(parent), m_icon(new QLabel(this)), m_text(new PlainLabel(this)),
      m_body(new QBoxLayout(QBoxLayout::LeftToRight)), m_actions(new QHBoxLayout)
{
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *close = new QToolButton(this);
    close->setAutoRaise(true);
    close->setIcon(icon(QStringLiteral("close")));
    close->setToolTip(tr("Close this message"));
    close->setAccessibleName(tr("Close this message"));
    connect(close, &QToolButton::clicked, this, &MessageBar::clear);
    m_close = close;

    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(10, 6, 6, 6);
    row->setSpacing(8);
    m_body->addWidget(m_text, 1);
    m_body->addLayout(m_actions);
    m_body->setAlignment(m_actions, Qt::AlignLeft | Qt::AlignVCenter);
    row->addWidget(m_icon, 0, Qt::AlignVCenter);
    row->addLayout(m_body, 1);
    row->addWidget(m_close);
    hide();
}

void MessageBar::showMessage(Kind kind, const QString &text)
{
    clear();
    m_kind = kind;
    m_text->setText(text);
    setAccessibleName(text);
    updateIcon();
    show();
    QAccessibleEvent event(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

void MessageBar::updateText(const QString &text)
{
    m_text->setText(text);
    setAccessibleName(text);
}

namespace {

/// Where Tab comes from. Qt 6.4 tears the chain of an order that begins at a widget which takes no focus.
QWidget *comesBefore(const QWidget *widget)
{
    QWidget *before = widget->previousInFocusChain();
    while (before != widget && before->focusPolicy() == Qt::NoFocus)
        before = before->previousInFocusChain();
    return before;
}

} // namespace

QAbstractButton *MessageBar::addAction(const QString &label, std::function<void()> handler)
{
    auto *button = new QPushButton(label, this);
    connect(button, &QPushButton::clicked, this, [handler = std::move(handler)] { handler(); });
    const QLayoutItem *last = m_actions->itemAt(m_actions->count() - 1);
    setTabOrder(last ? last->widget() : comesBefore(m_close), button); // Tab goes as one reads, not as buttons are made
    m_actions->addWidget(button);
    button->show(); // with the text, not a turn of the event loop after it
    return button;
}

void MessageBar::addDetails(const QString &details)
{
    if (details.isEmpty())
        return;
    addAction(tr("Details"), [this, details] { showDetails(window(), tr("Details"), details); });
}

void MessageBar::clear()
{
    hide();
    m_text->clear();
    while (QLayoutItem *item = m_actions->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater(); // it may be the button that was just clicked
        delete item;
    }
}

QString MessageBar::text() const
{
    return m_text->text();
}

void MessageBar::setClosable(bool closable)
{
    m_close->setVisible(closable);
}

void MessageBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(toneColor(palette(), toneOf(m_kind)), 1));
    painter.setBrush(toneGround(palette(), toneOf(m_kind)));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
}

void MessageBar::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        updateIcon();
}

bool MessageBar::event(QEvent *event)
{
    if (event->type() == QEvent::Resize || event->type() == QEvent::LayoutRequest)
        arrange();
    return QFrame::event(event);
}

/// The actions are beside the text while that has room for some words in a line, else below it.
void MessageBar::arrange()
{
    constexpr int letters = 34;
    const QFontMetrics metrics = m_text->fontMetrics();
    const int wanted = std::min(metrics.horizontalAdvance(m_text->text()), letters * metrics.averageCharWidth());
    const int room = m_body->geometry().width() - m_body->spacing() - m_actions->sizeHint().width();
    m_body->setDirection(m_actions->isEmpty() || room >= wanted ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
}

void MessageBar::updateIcon()
{
    m_icon->setPixmap(iconPixmap(iconOf(m_kind), toneColor(palette(), toneOf(m_kind)), 18, devicePixelRatioF()));
}

} // namespace liaison::ui
