#pragma once

#include "core/store/messages.h"
#include "ui/common/ui_context.h"

#include <QWidget>

class QToolButton;

namespace liaison::ui {

class PlainLabel;

/// Who wrote a mail, to whom, when, and what became of it. The sender's real address is always there, beside
/// whatever name the mail claims.
class MailHeader : public QWidget {
    Q_OBJECT
public:
    explicit MailHeader(UiContext context, QWidget *parent = nullptr);

    /// `answered`: a recipient wrote back later in the same thread.
    void showRow(const store::MailRow &row, bool answered);
    [[nodiscard]] QToolButton *menuButton() const { return m_menu; }

protected:
    void changeEvent(QEvent *event) override;

private:
    void showSender(const store::MailRow &row);
    void showStates(const store::MailRow &row, bool answered);
    [[nodiscard]] QString details(const store::MailRow &row) const;

    UiContext m_context;
    store::MailRow m_row;
    bool m_answered = false;
    PlainLabel *m_name;
    PlainLabel *m_address;
    PlainLabel *m_new;
    PlainLabel *m_kind;
    PlainLabel *m_time;
    PlainLabel *m_recipients;
    PlainLabel *m_delivery;
    QToolButton *m_why;
    QToolButton *m_menu;
    PlainLabel *m_details;
};

} // namespace liaison::ui
