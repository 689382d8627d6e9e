#pragma once

#include "core/base/on_done.h"
#include "core/domain/outbox.h"
#include "ui/common/ui_context.h"

#include <QWidget>

class QCheckBox;
class QPushButton;
class QStackedWidget;
class QTreeView;

namespace liaison::ui {

class MessageBar;
class OutboxModel;
class PlainLabel;

/// What waits to be sent, what failed, and what may or may not have arrived.
class OutboxPage : public QWidget {
    Q_OBJECT
public:
    explicit OutboxPage(const UiContext &context, QWidget *parent = nullptr);
    void focusList();
    [[nodiscard]] OutboxModel *model() const { return m_model; }

private:
    QWidget *makeTop();
    QWidget *makeActions();
    [[nodiscard]] const domain::OutboxMail *current() const;
    void updateActions();
    void run(Future<void> future);
    void sendAgain();
    static QString explain(const domain::OutboxMail &mail);

    UiContext m_context;
    OutboxModel *m_model;
    MessageBar *m_bar;
    QTreeView *m_view;
    QStackedWidget *m_stack;
    QCheckBox *m_hold = nullptr;
    QCheckBox *m_withSent = nullptr;
    PlainLabel *m_explain = nullptr;
    QPushButton *m_retry = nullptr;
    QPushButton *m_cancel = nullptr;
    QPushButton *m_arrived = nullptr;
    QPushButton *m_again = nullptr;
};

} // namespace liaison::ui
