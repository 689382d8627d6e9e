#pragma once

#include "core/domain/mailbox.h"

#include <QWidget>

class QPlainTextEdit;
class QPushButton;
class QToolButton;

namespace liaison::ui {

class PlainLabel;

/// What has to be set up beforehand, folded away below the fields that it is for: each text can be copied. Out of sight
/// where nothing is needed.
class PrerequisitesPanel : public QWidget {
    Q_OBJECT
public:
    explicit PrerequisitesPanel(domain::SecretUse use, QWidget *parent = nullptr);

    /// For one side of the mailbox `address`, as it stands in the fields.
    void setSide(const domain::Endpoint &endpoint, const QString &address);

private:
    struct Row {
        QWidget *whole = nullptr;
        PlainLabel *title = nullptr;
        QPlainTextEdit *text = nullptr;
        QPushButton *copy = nullptr;
    };
    Row makeRow();
    void setRow(const Row &row, bool needed, const QString &title, const QString &text);

    domain::SecretUse m_use;
    QToolButton *m_fold = nullptr;
    QWidget *m_rows = nullptr;
    Row m_permissions;
    Row m_redirect;
    Row m_consent;
    Row m_commands;
};

} // namespace liaison::ui
