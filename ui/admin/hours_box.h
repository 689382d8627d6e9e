#pragma once

#include <QDoubleSpinBox>

#include <cmath>

namespace liaison::ui {

/// A time in hours, kept in minutes: "4 hours", not "4.00 hours".
class HoursBox : public QDoubleSpinBox {
public:
    using QDoubleSpinBox::QDoubleSpinBox;
    [[nodiscard]] QString textFromValue(double value) const override { return locale().toString(value, 'g', 6); }

    void setMinuteRange(int least, int most) { setRange(double(least) / minutesAnHour, double(most) / minutesAnHour); }
    void setMinutes(int minutes) { setValue(double(minutes) / minutesAnHour); }
    [[nodiscard]] int minutes() const { return int(std::lround(value() * minutesAnHour)); }

private:
    static constexpr int minutesAnHour = 60;
};

} // namespace liaison::ui
