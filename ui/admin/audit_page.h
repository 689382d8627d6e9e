#pragma once

#include "core/base/error.h"
#include "core/store/audit_search.h"
#include "ui/admin/audit_words.h"
#include "ui/common/ui_context.h"

#include <QList>
#include <QTimer>
#include <QWidget>

#include <optional>

class QComboBox;
class QLineEdit;
class QPushButton;
class QTreeWidget;

namespace liaison::ui {

class MessageBar;

/// Admin > Audit: who changed what, when, from what to what. Only read: nothing in it can be changed.
class AuditPage : public QWidget {
    Q_OBJECT
public:
    explicit AuditPage(const UiContext &context, QWidget *parent = nullptr);
    void focusList();
    /// Writes what the filters show, all pages of it.
    void exportTo(const QString &file);

protected:
    void showEvent(QShowEvent *event) override;

private:
    QWidget *makeFilters();
    QWidget *makeEntries();
    QWidget *makeBottom();
    void nameKinds();
    [[nodiscard]] store::AuditFilter filter() const;
    void loadPeople();
    void loadNames();
    void renameRows();
    void reload();
    void loadOlder();
    void append(const store::AuditPage &page);
    void showDetails();
    void chooseFile();
    void verify();
    void tell(const Error &error);

    UiContext m_context;
    MessageBar *m_bar;
    QComboBox *m_person;
    QComboBox *m_kind;
    QComboBox *m_time;
    QLineEdit *m_object;
    QLineEdit *m_text;
    QTreeWidget *m_list;
    QTreeWidget *m_details;
    QPushButton *m_more;
    QPushButton *m_verify;
    QTimer m_typing;
    AuditNames m_names;
    QList<domain::AuditEntry> m_entries; ///< as in the list
    std::optional<qint64> m_older;
    int m_asked = 0; ///< which question is the newest: answers to others come too late
};

} // namespace liaison::ui
