#include "ui/settings/diagnostics_settings.h"

#include "core/base/in_pool.h"
#include "core/base/log_book.h"
#include "core/base/on_done.h"
#include "ui/common/icons.h"
#include "ui/common/message_bar.h"
#include "ui/common/plain_label.h"

#include <QClipboard>
#include <QFileDialog>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSaveFile>
#include <QScrollBar>
#include <QTextCursor>
#include <QVBoxLayout>

namespace liaison::ui {

namespace {

constexpr int tickMs = 1'000;

Result<void> written(const QString &path, const QByteArray &text)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size() || !file.commit())
        return fail(ErrorKind::PermissionDenied, file.errorString());
    return {};
}

} // namespace

DiagnosticsSettings::DiagnosticsSettings(QWidget *parent)
    : QWidget(parent), m_bar(new MessageBar(this)), m_log(new QPlainTextEdit(this))
{
    auto *what = new PlainLabel(
        tr("What this window has logged since it was started, the last %1 lines, without passwords and tokens. A "
           "mailbox whose log level is verbose adds what is said to its servers; where a service works it, that is in "
           "the log of the service.")
            .arg(LogBook::mostLines),
        this);
    what->setWordWrap(true);
    m_log->setReadOnly(true);
    m_log->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_log->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_log->setAccessibleName(tr("Log"));
    m_log->setTabChangesFocus(true);
    m_log->setPlaceholderText(tr("Nothing was logged yet."));
    auto *copy = new QPushButton(tr("Copy"), this);
    copy->setAccessibleName(tr("Copy the log"));
    auto *save = new QPushButton(icon(QStringLiteral("save")), tr("Save as…"), this);
    save->setAccessibleName(tr("Save the log as a file"));
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(copy);
    buttons->addWidget(save);
    buttons->addStretch(1);
    auto *column = new QVBoxLayout(this);
    column->addWidget(m_bar);
    column->addWidget(what);
    column->addWidget(m_log, 1);
    column->addLayout(buttons);
    connect(copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_log->toPlainText()); });
    connect(save, &QPushButton::clicked, this, &DiagnosticsSettings::chooseFile);
    connect(&m_tick, &QTimer::timeout, this, &DiagnosticsSettings::refresh);
}

void DiagnosticsSettings::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    refresh();
    m_tick.start(tickMs);
}

void DiagnosticsSettings::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_tick.stop();
}

/// Whoever reads the end goes on reading the end; whoever reads, or has marked, something else stays there.
void DiagnosticsSettings::refresh()
{
    const qint64 count = LogBook::written();
    if (count == m_shown || m_log->textCursor().hasSelection())
        return;
    m_shown = count;
    QScrollBar *bar = m_log->verticalScrollBar();
    const bool atEnd = bar->value() == bar->maximum();
    const int place = bar->value();
    m_log->setPlainText(LogBook::lines().join(QLatin1Char('\n')));
    bar->setValue(atEnd ? bar->maximum() : place);
}

void DiagnosticsSettings::chooseFile()
{
    auto *dialog = new QFileDialog(this, tr("Save the log"), {}, tr("Text (*.txt);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("txt"));
    dialog->selectFile(QStringLiteral("liaison-log.txt"));
    connect(dialog, &QFileDialog::fileSelected, this, &DiagnosticsSettings::saveTo);
    dialog->open();
}

void DiagnosticsSettings::saveTo(const QString &file)
{
    const QByteArray text = m_log->toPlainText().toUtf8() + '\n';
    onDone(this, inPool(QThreadPool::globalInstance(), [file, text] { return written(file, text); }),
           [this, file](const Result<void> &done) {
               if (done)
                   m_bar->showMessage(MessageBar::Kind::Success, tr("Saved as %1.").arg(file));
               else
                   m_bar->showMessage(MessageBar::Kind::Error,
                                      tr("The file cannot be written: %1.").arg(done.error().log));
           });
}

} // namespace liaison::ui
