#pragma once

#include <QFrame>

class QLabel;

namespace liaison::ui {

class PlainLabel;

/// The line over a window of the demo that never goes away: everything in it is made up, and nothing leaves the
/// machine. Follows light and dark; to screen readers it is one sentence.
class DemoBanner : public QFrame {
    Q_OBJECT
public:
    explicit DemoBanner(QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void applyTone();

    QLabel *m_icon;
    PlainLabel *m_word;
    PlainLabel *m_text;
};

} // namespace liaison::ui
