#include "ui/common/empty_state.h"

#include "ui/common/icons.h"
#include "ui/common/letters.h"
#include "ui/common/plain_label.h"
#include "ui/common/theme.h"

#include <QEvent>
#include <QPushButton>
#include <QVBoxLayout>

namespace liaison::ui {

EmptyState::EmptyState(const QString &iconName, const QString &headline, const QString &text, QWidget *parent)
    : QWidget(parent), m_iconName(iconName), m_icon(new QLabel(this)), m_headline(new PlainLabel(headline, this)),
      m_text(new PlainLabel(text, this)), m_actions(new QVBoxLayout)
{
    m_icon->setAlignment(Qt::AlignHCenter);
    makeHeading(m_headline, 1.35);
    m_headline->setWordWrap(true);
    m_headline->setAlignment(Qt::AlignHCenter);
    m_text->setWordWrap(true);
    m_text->setMuted(true);
    m_text->setAlignment(Qt::AlignHCenter);
    auto *column = new QVBoxLayout(this);
    column->setSpacing(10);
    column->addStretch(2);
    column->addWidget(m_icon);
    column->addWidget(m_headline);
    column->addWidget(m_text);
    column->addLayout(m_actions);
    column->addStretch(3);
    updateIcon();
}

QPushButton *EmptyState::addAction(const QString &iconName, const QString &label, std::function<void()> handler)
{
    auto *button = new QPushButton(icon(iconName), label, this);
    connect(button, &QPushButton::clicked, this, [handler = std::move(handler)] { handler(); });
    button->setAutoDefault(true); // Return presses it, as in a dialog
    m_actions->addWidget(button, 0, Qt::AlignHCenter);
    if (!focusProxy())
        setFocusProxy(button);
    return button;
}

void EmptyState::setTexts(const QString &headline, const QString &text)
{
    m_headline->setText(headline);
    m_text->setText(text);
}

void EmptyState::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        updateIcon();
}

void EmptyState::updateIcon()
{
    m_icon->setPixmap(iconPixmap(m_iconName, toneColor(palette(), Tone::Muted), 40, devicePixelRatioF()));
}

} // namespace liaison::ui
