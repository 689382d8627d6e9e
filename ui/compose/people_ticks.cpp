#include "ui/compose/people_ticks.h"

#include <QCheckBox>
#include <QSignalBlocker>
#include <QStringList>
#include <QVBoxLayout>

namespace liaison::ui {

using namespace Qt::StringLiterals;

PeopleTicks::PeopleTicks(QWidget *parent) : QWidget(parent), m_layout(new QVBoxLayout(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(0);
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
}

void PeopleTicks::addTick(const domain::Address &person, bool copy)
{
    const QString shown = domain::displayAddress(person);
    QString text = copy ? tr("Cc %1").arg(shown) : shown;
    text.replace(u'&', "&&"_L1);
    auto *box = new QCheckBox(text, this);
    box->setChecked(true);
    connect(box, &QCheckBox::toggled, this, [this, person, copy](bool on) { Q_EMIT ticked(person, copy, on); });
    m_layout->addWidget(box);
    m_ticks.append({person, box});
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
