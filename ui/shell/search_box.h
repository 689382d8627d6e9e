#pragma once

#include "core/base/ids.h"
#include "core/store/incidents.h"
#include "core/store/messages.h"
#include "ui/common/ui_context.h"

#include <QLineEdit>
#include <QTimer>

#include <optional>

class QListWidget;

namespace liaison::ui {

/// "Search everywhere": incidents by key and title, mails by their words. Results stand in a list below the
/// field; Down enters it, Escape closes it.
class SearchBox : public QLineEdit {
    Q_OBJECT
public:
    explicit SearchBox(const UiContext &context, QWidget *parent = nullptr);
    [[nodiscard]] QListWidget *results() const { return m_results; }

Q_SIGNALS:
    void incidentChosen(liaison::IncidentId id);
    void mailChosen(liaison::IncidentId incident, liaison::ThreadId thread, liaison::MessageId mail);
    void unmatchedChosen(liaison::MessageId mail);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    struct Found {
        QList<store::IncidentRow> incidents;
        QList<store::MailRow> mails;
        int indexed = 100; ///< percent of the mail that is searched yet
    };
    void search();
    void show(const Found &found);
    void addIncident(const store::IncidentRow &row);
    void addMail(const store::MailRow &row);
    void place();
    void choose();
    void close();

    UiContext m_context;
    QListWidget *m_results;
    QTimer m_typing;
    int m_generation = 0;
};

} // namespace liaison::ui
