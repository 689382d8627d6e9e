#pragma once

#include "core/base/result.h"
#include "core/domain/outbox.h"
#include "ui/common/keyed_rows.h"
#include "ui/common/ui_context.h"

#include <QTimer>

namespace liaison::ui {

/// What was written and is not yet accepted by the mail server; on wish also what was. Follows the store.
class OutboxModel : public KeyedRows<domain::OutboxMail> {
    Q_OBJECT
public:
    enum Column { State, To, Subject, When, Words, ColumnCount };

    explicit OutboxModel(const UiContext &context, QObject *parent = nullptr);

    void setWithSent(bool withSent);
    void refresh();

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    void loaded();
    void failed(const liaison::Error &error);

protected:
    qint64 keyOf(const domain::OutboxMail &row) const override { return row.id.value; }

private:
    [[nodiscard]] QString whenText(const domain::OutboxMail &mail) const;
    [[nodiscard]] QString wordsOf(const domain::OutboxMail &mail) const;

    UiContext m_context;
    bool m_withSent = false;
    int m_generation = 0;
    QTimer m_tick;
};

} // namespace liaison::ui
