#include "ui/compose/guard_panel.h"

#include "ui/common/plain_label.h"
#include "ui/common/theme.h"
#include "ui/common/unit_word.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

namespace liaison::ui {

using namespace Qt::StringLiterals;

GuardPanel::GuardPanel(QWidget *parent)
    : QFrame(parent), m_text(new PlainLabel(this)), m_keep(new QPushButton(tr("Keep editing"), this))
{
    setAccessibleName(tr("Before this mail leaves"));
    m_text->setWordWrap(true);
    m_keep->setAutoDefault(false);
    auto *send = new QPushButton(tr("Send anyway"), this);
    send->setObjectName(u"sendAnyway"_s);
    send->setAutoDefault(false);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(10, 6, 6, 6);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_keep);
    layout->addWidget(send);
    connect(send, &QPushButton::clicked, this, &GuardPanel::sendAnyway);
    connect(m_keep, &QPushButton::clicked, this, &GuardPanel::keepEditing);
    hide();
}

QStringList GuardPanel::questions(const desk::SendGuards &guards)
{
    QStringList lines;
    if (guards.mailArrivedMeanwhile)
        lines << tr("A mail arrived in this thread while you were writing. Read it first?");
    if (guards.outsiders.size() == 1)
        lines << unitText(tr("%1 is neither in this thread nor in its {unit}.")).arg(guards.outsiders.first());
    else if (guards.outsiders.size() > 1)
        lines << unitText(tr("These are neither in this thread nor in its {unit}: %1."))
                     .arg(guards.outsiders.join(u", "_s));
    if (!guards.unresolved.isEmpty())
        lines << tr("Nothing was filled in for %1.").arg(guards.unresolved.join(u", "_s));
    if (guards.attachmentMentioned)
        lines << tr("The text speaks of an attachment, but there is none.");
    if (guards.emptySubject)
        lines << tr("The subject is empty.");
    return lines;
}

void GuardPanel::ask(const desk::SendGuards &guards)
{
    m_text->setText(questions(guards).join(u'\n'));
    m_text->setAccessibleName(m_text->text());
    show();
    m_keep->setFocus(Qt::TabFocusReason);
}

void GuardPanel::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        Q_EMIT keepEditing();
    else
        QFrame::keyPressEvent(event);
}

void GuardPanel::paintEvent(QPaintEvent *event)
{
    Q_UNUSED(event);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(toneGround(palette(), Tone::Warning));
    painter.setPen(toneColor(palette(), Tone::Warning));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
}

} // namespace liaison::ui
