#include "ui/admin/unit_activity.h"

#include "core/base/on_done.h"
#include "core/desk/unit_desk.h"
#include "ui/admin/unit_words.h"
#include "ui/common/error_text.h"
#include "ui/common/formats.h"
#include "ui/common/message_bar.h"

#include <QCoreApplication>
#include <QDialogButtonBox>
#include <QHash>
#include <QHeaderView>
#include <QJsonArray>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace liaison::ui {

namespace {

constexpr int entriesAPage = 50;

struct ActivityWords {
    Q_DECLARE_TR_FUNCTIONS(liaison::ui::ActivityWords)
};

QString wordForAction(const QString &action)
{
    if (action == QLatin1String("unit.create"))
        return ActivityWords::tr("created");
    if (action == QLatin1String("unit.archive"))
        return ActivityWords::tr("archived");
    if (action == QLatin1String("unit.restore"))
        return ActivityWords::tr("taken out of the archive");
    if (action == QLatin1String("unit.update"))
        return ActivityWords::tr("changed");
    return action; // by a newer version
}

QString wordForKey(const QString &key)
{
    using domain::UnitField;
    static const QHash<QString, UnitField> fields{{QStringLiteral("title"), UnitField::Title},
                                                  {QStringLiteral("description"), UnitField::Description},
                                                  {QStringLiteral("recipients"), UnitField::Recipients},
                                                  {QStringLiteral("knownAddresses"), UnitField::KnownAddresses},
                                                  {QStringLiteral("knownDomains"), UnitField::KnownDomains},
                                                  {QStringLiteral("deputy"), UnitField::Deputy},
                                                  {QStringLiteral("escalationPhone"), UnitField::EscalationPhone},
                                                  {QStringLiteral("answerMinutes"), UnitField::AnswerMinutes}};
    if (key == QLatin1String("archived"))
        return ActivityWords::tr("Archived");
    const auto field = fields.constFind(key);
    return field == fields.cend() ? key : wordFor(*field);
}

QString textOf(const QString &key, const QJsonValue &value)
{
    constexpr qint64 minuteMs = 60'000;
    if (value.isBool())
        return value.toBool() ? ActivityWords::tr("yes") : ActivityWords::tr("no");
    QString text = value.toString();
    if (value.isArray()) {
        QStringList entries;
        for (const QJsonValue entry : value.toArray())
            entries << entry.toString();
        text = entries.join(QStringLiteral(", "));
    } else if (key == QLatin1String("answerMinutes") && value.toInteger() > 0) {
        text = durationText(value.toInteger() * minuteMs);
    }
    return text.isEmpty() ? QStringLiteral("–") : text;
}

} // namespace

UnitActivity::UnitActivity(const UiContext &context, const domain::BusinessUnit &unit, QWidget *parent)
    : QDialog(parent), m_context(context), m_unit(unit), m_bar(new MessageBar(this)), m_entries(new QTreeWidget(this)),
      m_more(new QPushButton(tr("Show older ones"), this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("What happened to %1").arg(unit.title));
    m_entries->setColumnCount(3);
    m_entries->setHeaderLabels({tr("When"), tr("Who"), tr("What")});
    m_entries->setWordWrap(true);
    m_entries->setAllColumnsShowFocus(true);
    m_entries->setAccessibleName(tr("Activity log"));
    m_more->hide();
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    auto *column = new QVBoxLayout(this);
    column->addWidget(m_bar);
    column->addWidget(m_entries, 1);
    column->addWidget(m_more, 0, Qt::AlignLeft);
    column->addWidget(buttons);
    resize(820, 460);
    connect(m_more, &QPushButton::clicked, this, &UnitActivity::load);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    load();
}

void UnitActivity::load()
{
    m_more->setEnabled(false);
    onDone(this, desk::UnitDesk(m_context.desk).activity(m_unit, m_oldest, entriesAPage),
           [this](const Result<QList<domain::AuditEntry>> &entries) {
               m_more->setEnabled(true);
               if (entries)
                   add(*entries);
               else
                   m_bar->showMessage(MessageBar::Kind::Error, errorText(entries.error()));
           });
}

void UnitActivity::add(const QList<domain::AuditEntry> &entries)
{
    for (const domain::AuditEntry &entry : entries) {
        auto *item = new QTreeWidgetItem(m_entries);
        item->setText(0, fullTime(entry.at));
        item->setText(1, tr("%1 on %2").arg(entry.actor.person, entry.actor.host));
        item->setText(2, wordForAction(entry.action));
        for (auto field = entry.detail.begin(); field != entry.detail.end(); ++field) {
            const QJsonArray values = field.value().toArray();
            if (values.size() != 2)
                continue;
            auto *child = new QTreeWidgetItem(item);
            child->setText(2,
                           tr("%1: %2 → %3")
                               .arg(wordForKey(field.key()), textOf(field.key(), values.at(0)),
                                    textOf(field.key(), values.at(1))));
            child->setToolTip(2, child->text(2));
        }
        item->setExpanded(true);
        m_oldest = entry.id;
    }
    m_more->setVisible(entries.size() == entriesAPage);
    m_entries->resizeColumnToContents(0);
    m_entries->resizeColumnToContents(1);
    if (!m_entries->currentItem())
        m_entries->setCurrentItem(m_entries->topLevelItem(0));
}

} // namespace liaison::ui
