#pragma once

#include "core/desk/compose_desk.h"
#include "ui/common/ui_context.h"

#include <QFrame>
#include <QTimer>

class QPushButton;

namespace liaison::ui {

class PlainLabel;

/// "Sent in 8 s — Undo": counts down until a queued mail leaves, and takes it back if asked.
class UndoBar : public QFrame {
    Q_OBJECT
public:
    UndoBar(UiContext context, const domain::OutboxMail &mail, qint64 undoMs, QWidget *parent);

    [[nodiscard]] OutboxId mail() const { return m_mail; }
    [[nodiscard]] QString text() const;

public Q_SLOTS:
    void undo();

Q_SIGNALS:
    void undone(const liaison::desk::ComposeDraft &draft); ///< the mail was taken back; write on
    void failed(const liaison::Error &error);
    void finished(); ///< nothing more to undo: the bar can go

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void tick();

    UiContext m_context;
    OutboxId m_mail;
    QString m_subject;
    UtcMs m_leavesAt;
    QTimer m_timer;
    PlainLabel *m_text;
    QPushButton *m_undo;
};

} // namespace liaison::ui
