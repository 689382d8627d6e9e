#pragma once

#include "core/desk/compose_desk.h"
#include "core/domain/mail_template.h"
#include "ui/common/preferences.h"
#include "ui/common/ui_context.h"

#include <QTimer>
#include <QWidget>

#include <functional>

class QPushButton;

namespace liaison::desk {
struct TemplateFacts;
}

namespace liaison::ui {

class ComposerForm;
class GuardPanel;
class MessageBar;
class PlainLabel;
class TemplateButton;

/// A mail being written, below a conversation or in a window of its own. Saved two seconds after typing stops;
/// nothing leaves without Send, which asks first where there is something to ask.
class Composer : public QWidget {
    Q_OBJECT
public:
    static constexpr int undoWindowMs = Preferences::usualUndoSeconds * 1'000; ///< unless the settings say otherwise

    explicit Composer(UiContext context, QWidget *parent = nullptr);

    void edit(const desk::ComposeDraft &draft);
    void focusText();
    /// Saves what is unsaved and dies when that is done; the widget is gone from sight at once. One that is being sent
    /// dies when it is queued, and comes back as a window when it is not.
    void retire();
    /// Saves what is unsaved at once: the program is about to end, and the store carries out what was asked of it.
    void keep();
    [[nodiscard]] desk::ComposeDraft draft() const;
    [[nodiscard]] ComposerForm *form() const { return m_form; }

public Q_SLOTS:
    void send();
    void discard();

Q_SIGNALS:
    void sent(const liaison::domain::OutboxMail &mail, qint64 undoMs);
    void draftSaved();
    void finished(); ///< sent, discarded or closed: nothing is left to write

protected:
    void closeEvent(QCloseEvent *event) override;

private:
    void layOut();
    void connectForm();
    void completeRecipients();
    void offerTemplates();
    void insertTemplate(const domain::MailTemplate &mailTemplate);
    void insertWords(const domain::MailTemplate &mailTemplate, const desk::TemplateFacts &facts);
    void loadMailboxes();
    void onEdited();
    void save();
    void onSaved(Result<desk::ComposeDraft> saved);
    void keepInSight(const QString &title);
    void whenSaved(std::function<void()> then);
    void check();
    void makeRoom();
    void queue();
    void setBusy(bool busy);
    void showRecipientCount();
    void report(const Error &error, const QString &what = {});

    UiContext m_context;
    UtcMs m_begunAt = 0;
    DraftId m_draftId;
    bool m_dirty = false;
    bool m_saving = false;
    bool m_busy = false;
    bool m_retiring = false;
    std::function<void()> m_afterSave;
    QTimer m_typing;
    ComposerForm *m_form;
    MessageBar *m_bar;
    GuardPanel *m_guards;
    PlainLabel *m_saved;
    QPushButton *m_attach;
    TemplateButton *m_template;
    QPushButton *m_discard;
    QPushButton *m_close;
    QPushButton *m_send;
};

} // namespace liaison::ui
