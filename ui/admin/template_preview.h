#pragma once

#include "core/desk/template_desk.h"
#include "core/domain/mail_template.h"
#include "ui/common/ui_context.h"

#include <QTimer>
#include <QWidget>

class QComboBox;
class QTabWidget;

namespace liaison::ui {

class InertView;
class PlainLabel;

/// What a template's text becomes for an incident: subject, plain text and HTML, a moment after it was changed. Made
/// in the pool and shown as mails are: nothing is loaded.
class TemplatePreview : public QWidget {
    Q_OBJECT
public:
    explicit TemplatePreview(const UiContext &context, QWidget *parent = nullptr);

    void showText(const domain::TemplateText &text);
    [[nodiscard]] QString subject() const;

Q_SIGNALS:
    void shown();

private:
    void loadIncidents();
    void chooseIncident();
    void make();

    UiContext m_context;
    domain::TemplateText m_text;
    desk::TemplateFacts m_facts;
    int m_generation = 0;
    QTimer m_pause;
    QComboBox *m_incidents;
    PlainLabel *m_subject;
    QTabWidget *m_tabs;
    InertView *m_html;
    InertView *m_plain;
};

} // namespace liaison::ui
