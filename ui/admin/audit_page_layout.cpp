// How the audit page is put together; what it does is in audit_page.cpp.
#include "ui/admin/audit_page.h"
#include "ui/admin/audit_words.h"
#include "ui/common/icons.h"
#include "ui/common/letters.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSplitter>
#include <QTreeWidget>

#include <algorithm>
#include <initializer_list>

namespace liaison::ui {

namespace {

constexpr int typingMs = 250;

QTreeWidget *table(const QStringList &columns, const QString &name, QWidget *parent)
{
    auto *tree = new QTreeWidget(parent);
    tree->setHeaderLabels(columns);
    tree->setRootIsDecorated(false);
    tree->setAlternatingRowColors(true);
    tree->setAllColumnsShowFocus(true);
    tree->setAccessibleName(name);
    return tree;
}

} // namespace

QWidget *AuditPage::makeFilters()
{
    auto *filters = new QWidget(this);
    m_person->setAccessibleName(tr("Who"));
    m_person->addItem(tr("Everybody"));
    m_kind->setAccessibleName(tr("What kind"));
    m_time->setAccessibleName(tr("When"));
    m_time->addItem(tr("Any time"), 0);
    m_time->addItem(tr("Last 24 hours"), 1);
    m_time->addItem(tr("Last 7 days"), 7);
    m_time->addItem(tr("Last 30 days"), 30);
    m_time->addItem(tr("Last 365 days"), 365);
    m_object->setPlaceholderText(tr("Mailbox, incident, title …"));
    m_object->setAccessibleName(tr("On what"));
    m_text->setObjectName(QStringLiteral("pageSearch"));
    m_text->setPlaceholderText(tr("Search all of it"));
    m_text->setAccessibleName(tr("Search the audit log"));
    auto *row = new QHBoxLayout(filters);
    row->setContentsMargins(0, 0, 0, 0);
    for (QComboBox *box : {m_person, m_kind, m_time}) {
        box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
        row->addWidget(box);
        connect(box, &QComboBox::currentIndexChanged, this, [this] { m_typing.start(0); });
    }
    for (QLineEdit *edit : {m_object, m_text}) {
        edit->setClearButtonEnabled(true);
        row->addWidget(edit, 1);
        connect(edit, &QLineEdit::textChanged, this, [this] { m_typing.start(typingMs); });
        connect(edit, &QLineEdit::returnPressed, this, &AuditPage::focusList);
    }
    for (QWidget *each : std::initializer_list<QWidget *>{m_person, m_kind, m_time, m_object, m_text})
        m_context.gate.guard(each, domain::Permission::ViewConfigurations);
    return filters;
}

QWidget *AuditPage::makeEntries()
{
    auto *splitter = new QSplitter(Qt::Vertical, this);
    splitter->setChildrenCollapsible(false);
    m_list = table({tr("When"), tr("Who"), tr("What"), tr("On what")}, tr("Audit log"), splitter);
    m_list->setObjectName(QStringLiteral("auditLog"));
    m_list->setUniformRowHeights(true);
    m_details = table({tr("Field"), tr("Before"), tr("After")}, tr("Before and after"), splitter);
    m_details->setWordWrap(true);
    const int letter = fontMetrics().averageCharWidth();
    for (int column = 0; column < 2; ++column)
        m_details->header()->resizeSection(column, 38 * letter);
    for (const QTreeWidget *each : {m_list, m_details})
        keepColumns(each->header());
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 1);
    connect(m_list, &QTreeWidget::currentItemChanged, this, &AuditPage::showDetails);
    return splitter;
}

QWidget *AuditPage::makeBottom()
{
    auto *bottom = new QWidget(this);
    m_more = new QPushButton(tr("Show older ones"), bottom);
    m_more->setEnabled(false);
    m_verify = new QPushButton(icon(QStringLiteral("shield-check")), tr("Check the log"), bottom);
    m_verify->setToolTip(tr("Whether an entry was changed or removed"));
    auto *save = new QPushButton(icon(QStringLiteral("save")), tr("Export CSV…"), bottom);
    auto *row = new QHBoxLayout(bottom);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_more);
    row->addStretch(1);
    row->addWidget(m_verify);
    row->addWidget(save);
    for (QWidget *each : {m_verify, save})
        m_context.gate.guard(each, domain::Permission::ViewConfigurations);
    connect(m_more, &QPushButton::clicked, this, &AuditPage::loadOlder);
    connect(m_verify, &QPushButton::clicked, this, &AuditPage::verify);
    connect(save, &QPushButton::clicked, this, &AuditPage::chooseFile);
    return bottom;
}

void AuditPage::nameKinds()
{
    const int chosen = std::max(0, m_kind->currentIndex());
    const QSignalBlocker quiet(m_kind);
    m_kind->clear();
    const QList<AuditKind> kinds = auditKinds();
    for (const AuditKind &kind : kinds)
        m_kind->addItem(kind.word, kind.kinds);
    m_kind->setCurrentIndex(chosen);
}

} // namespace liaison::ui
