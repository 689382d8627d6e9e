#include "ui/admin/unit_name_dialog.h"

#include "core/base/on_done.h"
#include "core/desk/unit_name_desk.h"
#include "ui/admin/form_field.h"
#include "ui/common/error_text.h"
#include "ui/common/message_bar.h"
#include "ui/common/plain_label.h"
#include "ui/common/unit_word.h"

#include <QDialogButtonBox>
#include <QGridLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace liaison::ui {

namespace {

QString sentenceFor(const domain::UnitNameProblem &problem)
{
    using Kind = domain::UnitNameProblem::Kind;
    switch (problem.kind) {
    case Kind::Missing:
        return problem.many ? UnitNameDialog::tr("Give the plural, too.")
                            : UnitNameDialog::tr("Give the singular, too.");
    case Kind::TooLong:
        return UnitNameDialog::tr("This is longer than %1 characters.").arg(domain::longestUnitName);
    case Kind::NoWord:
        break;
    }
    return UnitNameDialog::tr("Use letters, digits, blanks, hyphens, apostrophes, full stops and slashes.");
}

QString nameOf(const QString &language)
{
    return language == QLatin1String("de") ? UnitNameDialog::tr("German") : UnitNameDialog::tr("English");
}

} // namespace

UnitNameDialog::UnitNameDialog(const UiContext &context, QWidget *parent)
    : AskingDialog(parent), m_context(context), m_bar(new MessageBar(this)), m_example(new PlainLabel(QString(), this)),
      m_buttons(new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel | QDialogButtonBox::Reset, this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(unitText(tr("What {units} are called")));
    build();
    m_asShown = edited();
    load();
}

void UnitNameDialog::build()
{
    auto *hint = new PlainLabel(tr("The word of your organisation stands in tabs, menus and columns from then on, for "
                                   "everybody. A language without one keeps Liaison's own."),
                                this);
    hint->setWordWrap(true);
    hint->setMuted(true);
    m_example->setWordWrap(true);
    m_example->setAccessibleName(tr("Example"));
    auto *grid = new QGridLayout;
    grid->addWidget(new PlainLabel(tr("Singular"), this), 0, 1);
    grid->addWidget(new PlainLabel(tr("Plural"), this), 0, 2);
    grid->setColumnStretch(1, 1);
    grid->setColumnStretch(2, 1);
    const QStringList languages = domain::unitNameLanguages();
    for (const QString &language : languages)
        addLanguage(grid, language);
    auto *column = new QVBoxLayout(this);
    column->addWidget(m_bar);
    column->addWidget(hint);
    column->addLayout(grid);
    column->addWidget(m_example);
    column->addStretch(1);
    column->addWidget(m_buttons);
    QPushButton *usual = m_buttons->button(QDialogButtonBox::Reset);
    usual->setText(tr("Liaison's own words"));
    for (QWidget *each : {m_buttons->button(QDialogButtonBox::Save), usual})
        m_context.gate.guard(each, domain::Permission::UpdateConfigurations);
    constexpr int characters = 80;
    resize(sizeHint().expandedTo({std::max(620, characters * fontMetrics().averageCharWidth()), 0}));
    connect(m_buttons, &QDialogButtonBox::accepted, this, &UnitNameDialog::save);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(usual, &QPushButton::clicked, this, [this] { showNames({}); });
    showExample();
}

void UnitNameDialog::addLanguage(QGridLayout *grid, const QString &language)
{
    const bool isOurs = language == UnitWord::language();
    const QString name = nameOf(language);
    const auto field = [&](const QString &label, const QString &usual) {
        auto *edit = new QLineEdit(this);
        edit->setPlaceholderText(isOurs ? usual : QString());
        auto *framed = new FormField(label, edit, this);
        connect(edit, &QLineEdit::textChanged, this, &UnitNameDialog::showExample);
        return framed;
    };
    Row row;
    row.oneField = field(tr("%1, singular").arg(name), UnitWord::usual().one);
    row.manyField = field(tr("%1, plural").arg(name), UnitWord::usual().many);
    row.one = qobject_cast<QLineEdit *>(row.oneField->editor());
    row.many = qobject_cast<QLineEdit *>(row.manyField->editor());
    const int at = grid->rowCount();
    grid->addWidget(new PlainLabel(name, this), at, 0, Qt::AlignTop);
    grid->addWidget(row.oneField, at, 1, Qt::AlignTop);
    grid->addWidget(row.manyField, at, 2, Qt::AlignTop);
    m_rows.insert(language, row);
}

void UnitNameDialog::load()
{
    m_buttons->button(QDialogButtonBox::Save)->setEnabled(false);
    onDone(this, desk::UnitNameDesk(m_context.desk).current(), [this](const Result<domain::UnitNames> &names) {
        if (!names)
            return tell(names.error());
        m_buttons->button(QDialogButtonBox::Save)->setEnabled(true);
        showNames(*names);
        m_asShown = edited();
        m_rows.value(UnitWord::language()).oneField->focusEditor();
    });
}

void UnitNameDialog::showNames(const domain::UnitNames &names)
{
    for (auto row = m_rows.cbegin(); row != m_rows.cend(); ++row) {
        row->one->setText(names.value(row.key()).one);
        row->many->setText(names.value(row.key()).many);
        row->oneField->setProblem({});
        row->manyField->setProblem({});
    }
}

/// What the window would say with what is in the fields now.
void UnitNameDialog::showExample()
{
    const Row row = m_rows.value(UnitWord::language());
    domain::UnitName name = UnitWord::usual();
    if (row.one && !row.one->text().trimmed().isEmpty())
        name.one = row.one->text().simplified();
    if (row.many && !row.many->text().trimmed().isEmpty())
        name.many = row.many->text().simplified();
    m_example->setText(
        unitText(tr("For example: “{UNIT} Mails”, “New {unit}”, “All {units}”."), name, UnitWord::language()));
    makeRoom();
}

/// What is shown changes; it is never cut.
void UnitNameDialog::makeRoom()
{
    layout()->activate();
    resize(width(), std::max(height(), layout()->totalHeightForWidth(width())));
}

domain::UnitNames UnitNameDialog::edited() const
{
    domain::UnitNames names;
    for (auto row = m_rows.cbegin(); row != m_rows.cend(); ++row)
        names.insert(row.key(), {row->one->text(), row->many->text()});
    return tidied(names);
}

bool UnitNameDialog::markProblems()
{
    const QList<domain::UnitNameProblem> problems = problemsOf(edited());
    for (const Row &row : std::as_const(m_rows)) {
        row.oneField->setProblem({});
        row.manyField->setProblem({});
    }
    for (const domain::UnitNameProblem &problem : problems) {
        const Row row = m_rows.value(problem.language);
        (problem.many ? row.manyField : row.oneField)->setProblem(sentenceFor(problem));
    }
    if (problems.isEmpty())
        return false;
    const Row first = m_rows.value(problems.constFirst().language);
    (problems.constFirst().many ? first.manyField : first.oneField)->focusEditor();
    makeRoom();
    return true;
}

bool UnitNameDialog::hasUnsavedChanges() const
{
    return edited() != m_asShown;
}

QString UnitNameDialog::unsavedText() const
{
    return tr("The words you wrote are not saved.");
}

void UnitNameDialog::save()
{
    if (markProblems())
        return;
    m_buttons->button(QDialogButtonBox::Save)->setEnabled(false);
    onDone(this, desk::UnitNameDesk(m_context.desk).save(edited()), [this](const Result<domain::UnitNames> &names) {
        m_buttons->button(QDialogButtonBox::Save)->setEnabled(true);
        if (!names)
            return tell(names.error());
        UnitWord::instance()->set(names->value(UnitWord::language())); // at once, not with the next look at the store
        accept();
    });
}

void UnitNameDialog::tell(const Error &error)
{
    m_bar->showMessage(MessageBar::Kind::Error, errorText(error));
    m_bar->addDetails(errorDetails(error));
}

} // namespace liaison::ui
