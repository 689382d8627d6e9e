#pragma once

#include "core/domain/feed_report.h"
#include "ui/common/ui_context.h"

#include <QDialog>

class QCheckBox;
class QDateEdit;

namespace liaison::ui {

class MessageBar;

/// Until when a mailbox's client secret or password is good. No server tells, so somebody notes it where it was made.
class SecretExpiryDialog : public QDialog {
    Q_OBJECT
public:
    SecretExpiryDialog(const UiContext &context, const domain::FeedReport &report, QWidget *parent = nullptr);

private:
    void save();

    UiContext m_context;
    MailboxId m_mailbox;
    MessageBar *m_bar;
    QCheckBox *m_known;
    QDateEdit *m_date;
};

} // namespace liaison::ui
