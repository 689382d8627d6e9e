#include "ui/shell/navigation.h"

#include "ui/common/icons.h"
#include "ui/common/letters.h"
#include "ui/common/unit_word.h"

namespace liaison::ui {

namespace {
constexpr int titleRole = Qt::UserRole + 1;
constexpr int countRole = Qt::UserRole + 2;
} // namespace

Navigation::Navigation(QWidget *parent) : QListWidget(parent)
{
    setAccessibleName(tr("Pages"));
    setFrameShape(QFrame::NoFrame);
    setIconSize(QSize(18, 18));
    setUniformItemSizes(true);
    viewport()->setBackgroundRole(QPalette::Window);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    addPage(Page::Incidents, QStringLiteral("incident"), tr("Incidents"));
    addPage(Page::Unmatched, QStringLiteral("unmatched"), tr("Unmatched mail"));
    addPage(Page::Outbox, QStringLiteral("outbox"), tr("Outbox"));
    addPage(Page::Mailboxes, QStringLiteral("mailbox"), tr("Mailboxes"));
    addPage(Page::Feeds, QStringLiteral("start"), tr("Email Feeds"));
    addPage(Page::Units, QStringLiteral("units"), {});
    addPage(Page::Templates, QStringLiteral("edit"), tr("Templates"));
    addPage(Page::Process, QStringLiteral("send"), tr("Notification process"));
    addPage(Page::People, QStringLiteral("person"), tr("People"));
    addPage(Page::Audit, QStringLiteral("shield-check"), tr("Audit"));
    addPage(Page::Settings, QStringLiteral("admin"), tr("Settings"));
    UnitWord::follow(this, [this] { setTitle(Page::Units, unitText(tr("{Units}"))); });
    Letters::follow(this, [this] {
        for (int row = 0; row < count(); ++row)
            item(row)->setSizeHint(QSize(100, fontMetrics().height() + 12));
        updateGeometry(); // it is as high as its entries
    });
    setCurrentRow(0);
    connect(this, &QListWidget::currentRowChanged, this, [this](int row) {
        if (row >= 0)
            Q_EMIT pageChosen(static_cast<Page>(row));
    });
}

void Navigation::addPage(Page page, const QString &iconName, const QString &title)
{
    auto *entry = new QListWidgetItem(icon(iconName), title);
    entry->setData(titleRole, title);
    insertItem(static_cast<int>(page), entry);
}

void Navigation::setPage(Page page)
{
    setCurrentRow(static_cast<int>(page));
}

Page Navigation::page() const
{
    return static_cast<Page>(currentRow());
}

void Navigation::setCount(Page page, int count)
{
    QListWidgetItem *entry = item(static_cast<int>(page));
    const QString title = entry->data(titleRole).toString();
    entry->setData(countRole, count);
    entry->setText(count > 0 ? QStringLiteral("%1 (%2)").arg(title).arg(count) : title);
    QFont font = entry->font();
    font.setBold(count > 0);
    entry->setFont(font);
}

void Navigation::setTitle(Page page, const QString &title)
{
    QListWidgetItem *entry = item(static_cast<int>(page));
    entry->setData(titleRole, title);
    setCount(page, entry->data(countRole).toInt());
}

QSize Navigation::sizeHint() const
{
    return {200, count() * (fontMetrics().height() + 12) + 2 * frameWidth()};
}

} // namespace liaison::ui
