#pragma once

#include "ui/common/ui_context.h"

#include <QWidget>

namespace liaison::ui {

class MessageBar;

/// The team's settings as a file: mailboxes, business units, templates, how units are notified; never a secret.
class FileSettings : public QWidget {
    Q_OBJECT
public:
    explicit FileSettings(const UiContext &context, QWidget *parent = nullptr);

    /// Writes them into `file` and tells how that went.
    void exportTo(const QString &file);

private:
    void chooseExport();
    void chooseImport();

    UiContext m_context;
    MessageBar *m_bar;
};

} // namespace liaison::ui
