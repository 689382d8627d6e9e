#pragma once

#include <QTimer>
#include <QWidget>

class QPlainTextEdit;

namespace liaison::ui {

class MessageBar;

/// The program's log, without secrets, as it grows; to copy and to save.
class DiagnosticsSettings : public QWidget {
    Q_OBJECT
public:
    explicit DiagnosticsSettings(QWidget *parent = nullptr);

    /// Writes what is shown into `file` and tells how that went.
    void saveTo(const QString &file);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void refresh();
    void chooseFile();

    MessageBar *m_bar;
    QPlainTextEdit *m_log;
    QTimer m_tick;
    qint64 m_shown = -1; ///< how many lines were written when it was read last
};

} // namespace liaison::ui
