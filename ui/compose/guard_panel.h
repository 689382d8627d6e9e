#pragma once

#include "core/desk/compose_desk.h"

#include <QFrame>

class QPushButton;

namespace liaison::ui {

class PlainLabel;

/// What a person is asked before a mail leaves, between the text and the buttons. Nothing is modal: going on
/// writing answers no.
class GuardPanel : public QFrame {
    Q_OBJECT
public:
    explicit GuardPanel(QWidget *parent = nullptr);

    /// The questions as sentences; empty: the mail may go at once.
    static QStringList questions(const desk::SendGuards &guards);
    void ask(const desk::SendGuards &guards);

Q_SIGNALS:
    void sendAnyway();
    void keepEditing();

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    PlainLabel *m_text;
    QPushButton *m_keep;
};

} // namespace liaison::ui
