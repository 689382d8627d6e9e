#include "ui/compose/people_ticks.h"

#include <QCheckBox>
#include <QSignalBlocker>
#include <QStringList>
#include <QVBoxLayout>

#include <algorithm>

namespace liaison::ui {

using namespace Qt::StringLiterals;

PeopleTicks::PeopleTicks(QWidget *parent) : QScrollArea(parent)
{
    auto *people = new QWidget(this);
    m_layout = new QVBoxLayout(people);
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(0);
    setWidget(people);
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::NoFocus); // its ticks have it
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Maximum);
    setAccessibleName(tr("Who gets this reply"));
    hide();
}

void PeopleTicks::setPeople(const domain::Addresses &to, const domain::Addresses &cc)
{
    for (const Tick &tick : std::as_const(m_ticks))
        delete tick.box;
    m_ticks.clear();
    for (const domain::Address &person : to)
        addTick(person, false);
    for (const domain::Address &person : cc)
        addTick(person, true);
    setVisible(m_ticks.size() > 1);
    updateGeometry();
}

void PeopleTicks::addTick(const domain::Address &person, bool copy)
{
    const QString shown = domain::displayAddress(person);
    QString text = copy ? tr("Cc %1").arg(shown) : shown;
    text.replace(u'&', "&&"_L1);
    auto *box = new QCheckBox(text, widget());
    box->setChecked(true);
    connect(box, &QCheckBox::toggled, this, [this, person, copy](bool on) { Q_EMIT ticked(person, copy, on); });
    m_layout->addWidget(box);
    if (QWidget *before = m_ticks.isEmpty() ? m_tabFrom : m_ticks.constLast().box)
        setTabOrder(before, box); // Tab goes as one reads, and these are made last
    m_ticks.append({person, box});
}

QSize PeopleTicks::sizeHint() const
{
    constexpr qsizetype mostLines = 4;
    return {widget()->sizeHint().width(), heightOf(mostLines)};
}

QSize PeopleTicks::minimumSizeHint() const
{
    constexpr qsizetype fewestLines = 2;
    return {0, heightOf(fewestLines)};
}

int PeopleTicks::heightOf(qsizetype lines) const
{
    const int line = m_ticks.isEmpty() ? 0 : m_ticks.constFirst().box->sizeHint().height();
    return static_cast<int>(std::min(lines, m_ticks.size())) * line;
}

void PeopleTicks::follow(const domain::Addresses &present)
{
    QStringList addresses;
    for (const domain::Address &address : present)
        addresses << domain::normalisedAddress(address.address);
    for (const Tick &tick : std::as_const(m_ticks)) {
        const QSignalBlocker blocker(tick.box);
        tick.box->setChecked(addresses.contains(domain::normalisedAddress(tick.person.address)));
    }
}

} // namespace liaison::ui
