#pragma once

#include "core/domain/mail_template.h"
#include "core/domain/notification.h"
#include "ui/common/ui_context.h"
#include "ui/common/unsaved_changes.h"

#include <QList>
#include <QWidget>

#include <functional>
#include <optional>

class QCheckBox;
class QPushButton;
class QScrollArea;

namespace liaison::ui {

class MessageBar;
class RuleFields;

/// Admin > Notification process: whether business units are notified of incidents by it, with which mails, and until
/// when they are to answer, by severity. Nothing is saved before Save.
class ProcessPage : public QWidget {
    Q_OBJECT
public:
    explicit ProcessPage(const UiContext &context, QWidget *parent = nullptr);

    void focusFirst();
    [[nodiscard]] bool isDirty() const;
    [[nodiscard]] std::optional<UnsavedChanges> unsavedChanges();

Q_SIGNALS:
    void templatesWanted();

private:
    QWidget *makeTop();
    QWidget *makeRules();
    void load();
    void fill(const domain::NotificationProcess &process, const QList<domain::MailTemplate> &templates);
    void showProcess(const domain::NotificationProcess &process);
    void showStored();
    void tellMeanwhile();
    [[nodiscard]] domain::NotificationProcess edited() const;
    void onEdited();
    void copyToAll(const RuleFields *from);
    bool markProblems();
    /// `then` runs once it is saved, and never where it is not.
    void save(const std::function<void()> &then = {});

    UiContext m_context;
    domain::NotificationProcess m_saved;  ///< as it was when the person began to edit it
    domain::NotificationProcess m_stored; ///< as the store has it
    bool m_loaded = false;
    MessageBar *m_bar;
    QCheckBox *m_on;
    QScrollArea *m_area;
    QList<RuleFields *> m_rules; ///< gravest first
    QPushButton *m_save = nullptr;
    QPushButton *m_revert = nullptr;
};

} // namespace liaison::ui
