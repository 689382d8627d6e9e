#pragma once

#include "core/store/incidents.h"
#include "ui/common/keyed_rows.h"
#include "ui/common/theme.h"
#include "ui/common/ui_context.h"

namespace liaison::ui {

/// The state of an incident's business unit mails in words, and the tone that goes with them.
struct MailsState {
    QString text;
    Tone tone = Tone::Muted;
};
MailsState mailsState(const store::IncidentRow &row);

/// Incidents, newest first, a page at a time as the view asks for more. Follows the store.
class IncidentModel : public PagedRows<store::IncidentRow> {
    Q_OBJECT
public:
    explicit IncidentModel(const UiContext &context, QObject *parent = nullptr);

    [[nodiscard]] const store::IncidentFilter &filter() const { return m_filter; }
    void setFilter(store::IncidentFilter filter);

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

Q_SIGNALS:
    /// A reading is in: the rows are those of the store, as far as they were asked for.
    void loaded();
    void failed(const liaison::Error &error);

protected:
    qint64 keyOf(const store::IncidentRow &row) const override { return row.incident.id.value; }

    Future<QList<store::IncidentRow>> readRows(const std::optional<store::IncidentRow> &last, int limit) override;
    void onLoaded() override { Q_EMIT loaded(); }
    void onFailed(const Error &error) override { Q_EMIT failed(error); }

private:
    UiContext m_context;
    store::IncidentFilter m_filter;
};

} // namespace liaison::ui
