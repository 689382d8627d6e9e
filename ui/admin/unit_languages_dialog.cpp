#include "ui/admin/unit_languages_dialog.h"

#include "core/base/on_done.h"
#include "core/desk/template_desk.h"
#include "core/store/business_units.h"
#include "core/store/store.h"
#include "core/store/templates.h"
#include "ui/common/error_text.h"
#include "ui/common/message_bar.h"
#include "ui/common/plain_label.h"
#include "ui/common/unit_word.h"
#include "ui/compose/template_words.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

#include <utility>

namespace liaison::ui {

UnitLanguagesDialog::UnitLanguagesDialog(const UiContext &context, QWidget *parent)
    : AskingDialog(parent), m_context(context), m_bar(new MessageBar(this)), m_table(new QTableWidget(this)),
      m_buttons(new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel, this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    auto *hint = new PlainLabel(this);
    hint->setWordWrap(true);
    hint->setMuted(true);
    m_table->setColumnCount(2);
    m_table->verticalHeader()->hide();
    m_table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_table->setSelectionMode(QAbstractItemView::NoSelection);
    m_table->setFocusPolicy(Qt::NoFocus); // its boxes have it
    m_table->setTabKeyNavigation(false);  // Tab leaves it for the buttons
    auto *column = new QVBoxLayout(this);
    column->addWidget(m_bar);
    column->addWidget(hint);
    column->addWidget(m_table, 1);
    column->addWidget(m_buttons);
    const int letter = fontMetrics().averageCharWidth();
    resize(64 * letter, 60 * letter);
    context.gate.guard(m_buttons->button(QDialogButtonBox::Save), domain::Permission::UpdateBusinessUnits);
    connect(m_buttons, &QDialogButtonBox::accepted, this, &UnitLanguagesDialog::save);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    UnitWord::follow(this, [this, hint] {
        setWindowTitle(unitText(tr("Languages of {units}")));
        hint->setText(unitText(tr("Templates are used in the language of the {unit}, where they have it.")));
        m_table->setHorizontalHeaderLabels({unitText(tr("{UNIT}")), tr("Language")});
        m_table->setAccessibleName(windowTitle());
    });
    load();
}

void UnitLanguagesDialog::load()
{
    using Read = std::pair<QList<domain::BusinessUnit>, QHash<BusinessUnitId, QString>>;
    onDone(this, m_context.store->read([](store::Session &session) -> Result<Read> {
        const auto units = store::BusinessUnits(session).list(false);
        const auto languages = units ? store::Templates(session).unitLanguages() : fail(units.error());
        return languages ? Result<Read>(Read{*units, *languages}) : fail(languages.error());
    }),
           [this](const Result<Read> &read) {
               if (read)
                   fill(read->first, read->second);
               else
                   m_bar->showMessage(MessageBar::Kind::Error, errorText(read.error()));
           });
}

void UnitLanguagesDialog::fill(const QList<domain::BusinessUnit> &units,
                               const QHash<BusinessUnitId, QString> &languages)
{
    m_units = units;
    m_languages = languages;
    m_table->setRowCount(static_cast<int>(units.size()));
    for (int row = 0; row < units.size(); ++row) {
        const domain::BusinessUnit &unit = units.at(row);
        auto *title = new QTableWidgetItem(unit.title);
        title->setFlags(Qt::ItemIsEnabled);
        m_table->setItem(row, 0, title);
        auto *choice = new QComboBox(m_table);
        choice->setAccessibleName(tr("Language of %1").arg(unit.title));
        choice->addItem(tr("As the template says"), QString());
        for (const QString &tag : offeredLanguages())
            choice->addItem(languageName(tag), tag);
        const QString own = languages.value(unit.id);
        if (!own.isEmpty() && choice->findData(own) < 0) // a settings file may bring others
            choice->addItem(languageName(own), own);
        choice->setCurrentIndex(choice->findData(own));
        m_table->setCellWidget(row, 1, choice);
        m_choices.append(choice);
    }
    m_table->resizeRowsToContents();
    // The header does not follow boxes in cells: it is asked once they are there.
    m_table->horizontalHeader()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    if (m_choices.isEmpty())
        m_bar->showMessage(MessageBar::Kind::Info, unitText(tr("There are no {units} yet.")));
    else
        m_choices.first()->setFocus(Qt::OtherFocusReason);
}

bool UnitLanguagesDialog::hasUnsavedChanges() const
{
    for (qsizetype i = 0; i < m_choices.size(); ++i) {
        if (m_choices.at(i)->currentData().toString() != m_languages.value(m_units.at(i).id))
            return true;
    }
    return false;
}

QString UnitLanguagesDialog::unsavedText() const
{
    return tr("The languages you chose are not saved.");
}

/// Those that were changed, all at once: nothing is half saved.
void UnitLanguagesDialog::save()
{
    QHash<BusinessUnitId, QString> changed;
    for (qsizetype row = 0; row < m_units.size(); ++row) {
        const QString language = m_choices.at(row)->currentData().toString();
        if (language != m_languages.value(m_units.at(row).id))
            changed.insert(m_units.at(row).id, language);
    }
    m_buttons->setEnabled(false);
    onDone(this, desk::TemplateDesk(m_context.desk).setUnitLanguages(changed), [this](const Result<void> &done) {
        if (done) {
            accept();
            return;
        }
        m_buttons->setEnabled(true);
        m_bar->showMessage(MessageBar::Kind::Error, errorText(done.error()));
    });
}

} // namespace liaison::ui
