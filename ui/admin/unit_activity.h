#pragma once

#include "core/domain/audit.h"
#include "core/domain/business_unit.h"
#include "ui/common/ui_context.h"

#include <QDialog>

#include <optional>

class QPushButton;
class QTreeWidget;

namespace liaison::ui {

class MessageBar;

/// What happened to a business unit, newest first: who changed what, from what to what. Shown with open(); deletes
/// itself when closed.
class UnitActivity : public QDialog {
    Q_OBJECT
public:
    UnitActivity(const UiContext &context, const domain::BusinessUnit &unit, QWidget *parent);

private:
    void load();
    void add(const QList<domain::AuditEntry> &entries);

    UiContext m_context;
    domain::BusinessUnit m_unit;
    MessageBar *m_bar;
    QTreeWidget *m_entries;
    QPushButton *m_more;
    std::optional<qint64> m_oldest;
};

} // namespace liaison::ui
