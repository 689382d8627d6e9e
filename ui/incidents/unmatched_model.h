#pragma once

#include "core/base/result.h"
#include "core/store/messages.h"
#include "ui/common/keyed_rows.h"
#include "ui/common/ui_context.h"

namespace liaison::ui {

/// Why a mail lies here, as a sentence.
QString whyUnmatched(const store::MailRow &row);

/// Mail that belongs to no incident, newest arrival first, a page at a time. Follows the store.
class UnmatchedModel : public PagedRows<store::MailRow> {
    Q_OBJECT
public:
    enum Column { From, Subject, Arrived, Why, ColumnCount };

    explicit UnmatchedModel(const UiContext &context, QObject *parent = nullptr);

    void setFilter(store::Messages::UnmatchedFilter filter);

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    void loaded();
    void failed(const liaison::Error &error);

protected:
    qint64 keyOf(const store::MailRow &row) const override { return row.id.value; }

    Future<QList<store::MailRow>> readRows(const std::optional<store::MailRow> &last, int limit) override;
    void onLoaded() override { Q_EMIT loaded(); }
    void onFailed(const Error &error) override { Q_EMIT failed(error); }

private:
    UiContext m_context;
    store::Messages::UnmatchedFilter m_filter;
};

} // namespace liaison::ui
