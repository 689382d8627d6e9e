#pragma once

#include "core/base/result.h"
#include "core/desk/settings_desk.h"
#include "ui/admin/audit_words.h"
#include "ui/common/ui_context.h"

#include <QDialog>

#include <functional>

class QCheckBox;
class QDialogButtonBox;
class QTreeWidget;

namespace liaison::ui {

class MessageBar;
class PlainLabel;

/// A settings file: shows what is wrong with it, or what it would change, before anything does; takes over all of it or
/// nothing. Shown with open(); deletes itself when closed.
class SettingsImportDialog : public QDialog {
    Q_OBJECT
public:
    SettingsImportDialog(const UiContext &context, const QString &file, QWidget *parent);

Q_SIGNALS:
    void imported(const liaison::desk::SettingsDesk::Summary &summary);

private:
    void build();
    void load();
    /// What it would change is told by names, not by numbers.
    void loadNames();
    void showReading(const Result<desk::SettingsReading> &reading);
    void showFaults(const QList<desk::SettingsFault> &faults);
    /// Asks what the file would change, as the check box stands.
    void look();
    void showPlan(const QList<domain::AuditEntry> &entries);
    void addEntry(const domain::AuditEntry &entry);
    void addRest(qsizetype left);
    void import();
    void tell(const Error &error);

    UiContext m_context;
    QString m_file;
    desk::Settings m_settings;
    AuditNames m_names; ///< of what is here, and of what the file brings
    int m_run = 0;      ///< answers of an earlier look are not listened to
    MessageBar *m_bar;
    PlainLabel *m_summary;
    QTreeWidget *m_lines;
    QCheckBox *m_replace;
    QDialogButtonBox *m_buttons;
};

/// Asks for a settings file and opens the dialog for it over `parent`. `done` is told of what was taken over.
void chooseSettingsFile(const UiContext &context, QWidget *parent,
                        std::function<void(const desk::SettingsDesk::Summary &)> done);

} // namespace liaison::ui
