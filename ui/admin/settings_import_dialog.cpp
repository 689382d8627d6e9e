#include "ui/admin/settings_import_dialog.h"

#include "core/base/in_pool.h"
#include "core/base/on_done.h"
#include "ui/admin/audit_names.h"
#include "ui/admin/settings_faults.h"
#include "ui/common/error_text.h"
#include "ui/common/message_bar.h"
#include "ui/common/plain_label.h"
#include "ui/common/unit_word.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QHeaderView>
#include <QPushButton>
#include <QThreadPool>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace liaison::ui {

namespace {

constexpr qsizetype mostShown = 1'000; ///< nobody reads more, and a window with ten thousand lines stands still

Result<desk::SettingsReading> readFile(const QString &path)
{
    QFile file(path);
    if (QFileInfo(path).isDir())
        return fail(ErrorKind::InvalidInput);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::NotFound, file.errorString());
    // One byte more than is taken: a larger file is then refused for its size.
    const QByteArray bytes = file.read(desk::mostSettingsBytes + 1);
    if (file.error() != QFileDevice::NoError)
        return fail(ErrorKind::NotFound, file.errorString());
    return desk::settingsFromJson(bytes);
}

} // namespace

SettingsImportDialog::SettingsImportDialog(const UiContext &context, const QString &file, QWidget *parent)
    : QDialog(parent), m_context(context), m_file(file), m_bar(new MessageBar(this)), m_summary(new PlainLabel(this)),
      m_lines(new QTreeWidget(this)),
      m_replace(new QCheckBox(tr("Remove mailboxes that the file does not name"), this)),
      m_buttons(new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Import %1").arg(QFileInfo(file).fileName()));
    build();
    load();
}

void SettingsImportDialog::build()
{
    m_bar->setClosable(false);
    m_summary->setWordWrap(true);
    m_lines->setAlternatingRowColors(true);
    m_lines->setAllColumnsShowFocus(true);
    m_lines->setWordWrap(true);
    m_lines->setAccessibleName(tr("What the file would change"));
    m_replace->setToolTip(tr("Their mail stays as evidence."));
    m_replace->setEnabled(false);
    QPushButton *take = m_buttons->button(QDialogButtonBox::Ok);
    take->setText(tr("Import"));
    take->setEnabled(false);
    m_context.gate.guard(take, domain::Permission::UpdateConfigurations);
    auto *hint = new PlainLabel(tr("A settings file holds no passwords. Mailboxes that are new here get theirs under "
                                   "Admin > Mailboxes, or by signing in."),
                                this);
    hint->setMuted(true);
    hint->setWordWrap(true);
    auto *column = new QVBoxLayout(this);
    column->addWidget(m_bar);
    column->addWidget(m_summary);
    column->addWidget(m_lines, 1);
    column->addWidget(m_replace);
    column->addWidget(hint);
    column->addWidget(m_buttons);
    resize(QSize(860, 520).expandedTo({115 * fontMetrics().averageCharWidth(), 32 * fontMetrics().lineSpacing()}));
    connect(m_replace, &QCheckBox::toggled, this, &SettingsImportDialog::look);
    connect(m_buttons, &QDialogButtonBox::accepted, this, &SettingsImportDialog::import);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

void SettingsImportDialog::load()
{
    m_summary->setText(tr("The file is looked through …"));
    onDone(this, inPool(QThreadPool::globalInstance(), [file = m_file] { return readFile(file); }),
           [this](const Result<desk::SettingsReading> &reading) { showReading(reading); });
}

void SettingsImportDialog::showReading(const Result<desk::SettingsReading> &reading)
{
    m_summary->clear();
    if (!reading)
        return m_bar->showMessage(MessageBar::Kind::Error,
                                  reading.error().log.isEmpty()
                                      ? tr("This is a folder, not a file.")
                                      : tr("The file cannot be read: %1.").arg(reading.error().log));
    if (!reading->faults.isEmpty())
        return showFaults(reading->faults);
    m_settings = reading->settings;
    m_replace->setEnabled(true);
    loadNames();
}

void SettingsImportDialog::loadNames()
{
    onDone(this, loadAuditNames(m_context.store), [this](const Result<AuditNames> &names) {
        m_names = withNamesOf(names ? *names : AuditNames(), m_settings);
        look(); // which tells of trouble with the store
    });
}

void SettingsImportDialog::showFaults(const QList<desk::SettingsFault> &faults)
{
    m_bar->showMessage(MessageBar::Kind::Error,
                       tr("%n thing(s) are wrong with the file. Mend them and import it again: nothing was taken over.",
                          nullptr, int(faults.size())));
    m_lines->setAccessibleName(tr("What is wrong with the file"));
    m_lines->setRootIsDecorated(false);
    m_lines->setColumnCount(2);
    m_lines->setHeaderLabels({tr("Where"), tr("What is wrong")});
    const QList<desk::SettingsFault> shown = faults.mid(0, mostShown);
    for (const desk::SettingsFault &fault : shown) {
        auto *line = new QTreeWidgetItem(m_lines, QStringList{fault.path, faultText(fault)});
        line->setToolTip(1, line->text(1).toHtmlEscaped());
    }
    addRest(faults.size() - mostShown);
    m_lines->resizeColumnToContents(0);
    m_lines->setCurrentItem(m_lines->topLevelItem(0));
    m_lines->setFocus();
}

void SettingsImportDialog::look()
{
    m_buttons->button(QDialogButtonBox::Ok)->setEnabled(false);
    m_bar->clear();
    onDone(this, desk::SettingsDesk(m_context.desk).plan(m_settings, m_replace->isChecked()),
           [this, run = ++m_run](const Result<QList<domain::AuditEntry>> &entries) {
               if (run != m_run)
                   return;
               if (entries)
                   showPlan(*entries);
               else
                   tell(entries.error());
           });
}

void SettingsImportDialog::showPlan(const QList<domain::AuditEntry> &entries)
{
    m_lines->clear();
    m_lines->setColumnCount(4);
    m_lines->setHeaderLabels({tr("What"), tr("Of what"), tr("Before"), tr("After")});
    const QList<domain::AuditEntry> shown = entries.mid(0, mostShown);
    for (const domain::AuditEntry &entry : shown)
        addEntry(entry);
    addRest(entries.size() - mostShown);
    for (int column = 0; column < 3; ++column)
        m_lines->resizeColumnToContents(column);
    m_lines->setCurrentItem(m_lines->topLevelItem(0));
    if (!m_replace->hasFocus())
        m_lines->setFocus();
    m_summary->setText(tr("%n change(s). What the file does not name stays as it is.", nullptr, int(entries.size())));
    if (entries.isEmpty())
        m_bar->showMessage(MessageBar::Kind::Info, tr("There is nothing to change."));
    m_buttons->button(QDialogButtonBox::Ok)->setEnabled(!entries.isEmpty());
}

void SettingsImportDialog::addEntry(const domain::AuditEntry &entry)
{
    auto *item = new QTreeWidgetItem(m_lines, QStringList{wordForAction(entry.action), objectText(entry, m_names)});
    const QList<AuditDetail> details = detailsOf(entry, m_names);
    for (const AuditDetail &detail : details) {
        auto *child = new QTreeWidgetItem(item, QStringList{QString(), detail.field, detail.before, detail.after});
        child->setToolTip(3, detail.after.toHtmlEscaped());
    }
    item->setExpanded(entry.action.endsWith(QLatin1String(".update")));
}

void SettingsImportDialog::addRest(qsizetype left)
{
    if (left > 0)
        new QTreeWidgetItem(m_lines, QStringList{tr("… and %n more", nullptr, int(left))});
}

void SettingsImportDialog::import()
{
    m_buttons->button(QDialogButtonBox::Ok)->setEnabled(false);
    m_replace->setEnabled(false);
    onDone(this, desk::SettingsDesk(m_context.desk).apply(m_settings, m_replace->isChecked()),
           [this](const Result<desk::SettingsDesk::Summary> &done) {
               m_replace->setEnabled(true);
               if (!done)
                   return tell(done.error());
               Q_EMIT imported(*done);
               accept();
           });
}

void SettingsImportDialog::tell(const Error &error)
{
    QString text = errorText(error);
    if (error.kind == ErrorKind::Conflict)
        text = tr("“%1” is the address, title or name of another one here, with another UUID. Nothing was taken over.")
                   .arg(error.log);
    else if (error.kind == ErrorKind::NotFound)
        text = unitText(tr("The file names a {unit} or a template that is not there. Nothing was taken over."));
    m_bar->showMessage(MessageBar::Kind::Error, text);
    m_bar->addDetails(errorDetails(error));
}

void chooseSettingsFile(const UiContext &context, QWidget *parent,
                        std::function<void(const desk::SettingsDesk::Summary &)> done)
{
    auto *dialog = new QFileDialog(parent, SettingsImportDialog::tr("Import settings"), {},
                                   SettingsImportDialog::tr("Settings (*.json);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    QObject::connect(dialog, &QFileDialog::fileSelected, parent,
                     [context, parent, done = std::move(done)](const QString &file) {
                         auto *taking = new SettingsImportDialog(context, file, parent);
                         QObject::connect(taking, &SettingsImportDialog::imported, parent, done);
                         taking->open();
                     });
    dialog->open();
}

} // namespace liaison::ui
