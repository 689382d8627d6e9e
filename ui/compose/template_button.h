#pragma once

#include "core/base/error.h"
#include "core/domain/mail_template.h"
#include "ui/common/ui_context.h"

#include <QPushButton>

class QMenu;

namespace liaison::ui {

/// Offers the templates there are; not to be seen while there is none.
class TemplateButton : public QPushButton {
    Q_OBJECT
public:
    explicit TemplateButton(const UiContext &context, QWidget *parent = nullptr);

Q_SIGNALS:
    void chosen(const liaison::domain::MailTemplate &mailTemplate);
    void failed(const liaison::Error &error);

private:
    void load();
    void offer(const QList<domain::MailTemplate> &templates);

    UiContext m_context;
    QMenu *m_menu;
};

} // namespace liaison::ui
