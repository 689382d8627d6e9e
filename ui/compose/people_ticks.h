#pragma once

#include "core/domain/address.h"

#include <QWidget>

class QCheckBox;
class QVBoxLayout;

namespace liaison::ui {

/// Reply all with a tick for each person: who is ticked off is taken out of the fields, and comes back with the tick.
class PeopleTicks : public QWidget {
    Q_OBJECT
public:
    explicit PeopleTicks(QWidget *parent = nullptr);

    /// Nothing is shown for fewer than two people.
    void setPeople(const domain::Addresses &to, const domain::Addresses &cc);
    /// Follows what was typed: an address that left the fields loses its tick.
    void follow(const domain::Addresses &present);

Q_SIGNALS:
    void ticked(const liaison::domain::Address &person, bool copy, bool on); ///< `copy`: belongs into Cc

private:
    struct Tick {
        domain::Address person;
        QCheckBox *box = nullptr;
    };
    void addTick(const domain::Address &person, bool copy);

    QList<Tick> m_ticks;
    QVBoxLayout *m_layout;
};

} // namespace liaison::ui
