#include "ui/settings/file_settings.h"

#include "core/base/on_done.h"
#include "core/desk/settings_desk.h"
#include "ui/admin/settings_import_dialog.h"
#include "ui/common/error_text.h"
#include "ui/common/icons.h"
#include "ui/common/message_bar.h"
#include "ui/common/plain_label.h"
#include "ui/common/unit_word.h"

#include <QFileDialog>
#include <QPushButton>
#include <QVBoxLayout>

namespace liaison::ui {

FileSettings::FileSettings(const UiContext &context, QWidget *parent)
    : QWidget(parent), m_context(context), m_bar(new MessageBar(this))
{
    auto *what = new PlainLabel(this);
    what->setWordWrap(true);
    UnitWord::follow(what, [what] {
        what->setText(
            unitText(tr("A settings file holds mailboxes, {units}, templates and the notification process, and no "
                        "passwords. “liaison settings import” and “export” use the same files.")));
    });
    auto *take = new QPushButton(icon(QStringLiteral("folder")), tr("Import settings…"), this);
    auto *give = new QPushButton(icon(QStringLiteral("save")), tr("Export settings…"), this);
    m_context.gate.guard(take, domain::Permission::UpdateConfigurations);
    m_context.gate.guard(give, domain::Permission::ViewConfigurations);
    auto *column = new QVBoxLayout(this);
    column->addWidget(m_bar);
    column->addWidget(what);
    column->addWidget(take, 0, Qt::AlignLeft);
    column->addWidget(give, 0, Qt::AlignLeft);
    column->addStretch(1);
    connect(take, &QPushButton::clicked, this, &FileSettings::chooseImport);
    connect(give, &QPushButton::clicked, this, &FileSettings::chooseExport);
}

void FileSettings::chooseImport()
{
    chooseSettingsFile(m_context, this, [this](const desk::SettingsDesk::Summary &) {
        m_bar->showMessage(MessageBar::Kind::Success, tr("The file was taken over."));
    });
}

void FileSettings::chooseExport()
{
    auto *dialog = new QFileDialog(this, tr("Export settings"), {}, tr("Settings (*.json);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("json"));
    dialog->selectFile(QStringLiteral("liaison-settings.json"));
    connect(dialog, &QFileDialog::fileSelected, this, &FileSettings::exportTo);
    dialog->open();
}

void FileSettings::exportTo(const QString &file)
{
    onDone(this, desk::SettingsDesk(m_context.desk).exportTo(file), [this, file](const Result<void> &done) {
        if (done)
            return m_bar->showMessage(MessageBar::Kind::Success, tr("Exported to %1.").arg(file));
        const bool ofFile = done.error().kind == ErrorKind::PermissionDenied && !done.error().log.isEmpty();
        m_bar->showMessage(MessageBar::Kind::Error,
                           ofFile ? tr("The file cannot be written: %1.").arg(done.error().log)
                                  : errorText(done.error()));
    });
}

} // namespace liaison::ui
