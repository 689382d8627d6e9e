#include "ui/mails/thread_model.h"

#include "ui/common/formats.h"
#include "ui/common/unit_word.h"
#include "ui/mails/mail_words.h"
#include "ui/mails/text_safety.h"

#include <QFont>

#include <algorithm>

namespace liaison::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr quintptr groupMark = 0;
} // namespace

ThreadModel::ThreadModel(const Clock *clock, QObject *parent) : QAbstractItemModel(parent), m_clock(clock)
{
    connect(UnitWord::instance(), &UnitWord::changed, this, [this] {
        if (rowCount() > 0)
            Q_EMIT dataChanged(index(0, Title), index(rowCount() - 1, Title));
    });
}

std::vector<ThreadModel::Group> ThreadModel::grouped(QList<store::ThreadRow> rows, bool unreadFirst)
{
    std::stable_sort(rows.begin(), rows.end(), [&](const store::ThreadRow &a, const store::ThreadRow &b) {
        if (unreadFirst && (a.unread > 0) != (b.unread > 0))
            return a.unread > 0;
        if (a.thread.lastAt != b.thread.lastAt)
            return a.thread.lastAt > b.thread.lastAt;
        return a.thread.id > b.thread.id;
    });
    std::vector<Group> groups;
    for (const store::ThreadRow &row : std::as_const(rows)) {
        auto group = std::find_if(groups.begin(), groups.end(),
                                  [&](const Group &g) { return g.unit == row.thread.businessUnit; });
        if (group == groups.end()) {
            groups.push_back({row.thread.businessUnit, row.businessUnitTitle, {}});
            group = std::prev(groups.end());
        }
        group->threads.append(row);
    }
    return groups;
}

bool ThreadModel::sameShape(const std::vector<Group> &other) const
{
    return std::equal(m_groups.cbegin(), m_groups.cend(), other.cbegin(), other.cend(),
                      [](const Group &a, const Group &b) {
                          return a.unit == b.unit
                              && std::equal(a.threads.cbegin(), a.threads.cend(), b.threads.cbegin(), b.threads.cend(),
                                            [](const store::ThreadRow &x, const store::ThreadRow &y) {
                                                return x.thread.id == y.thread.id;
                                            });
                      });
}

void ThreadModel::setRows(QList<store::ThreadRow> rows, bool unreadFirst)
{
    std::vector<Group> groups = grouped(std::move(rows), unreadFirst);
    if (!sameShape(groups)) {
        beginResetModel();
        m_groups = std::move(groups);
        endResetModel();
        return;
    }
    m_groups = std::move(groups);
    for (int i = 0; i < rowCount(); ++i) {
        const QModelIndex group = index(i, 0);
        Q_EMIT dataChanged(group, index(i, ColumnCount - 1));
        Q_EMIT dataChanged(index(0, 0, group), index(rowCount(group) - 1, ColumnCount - 1, group));
    }
}

const store::ThreadRow *ThreadModel::rowOf(const QModelIndex &index) const
{
    if (!index.isValid() || index.internalId() == groupMark)
        return nullptr;
    return &m_groups.at(index.internalId() - 1).threads.at(index.row());
}

const store::ThreadRow *ThreadModel::rowOf(ThreadId id) const
{
    return rowOf(indexOf(id));
}

QModelIndex ThreadModel::indexOf(ThreadId id) const
{
    for (std::size_t g = 0; g < m_groups.size(); ++g) {
        const QList<store::ThreadRow> &threads = m_groups.at(g).threads;
        for (qsizetype t = 0; t < threads.size(); ++t) {
            if (threads.at(t).thread.id == id)
                return createIndex(static_cast<int>(t), 0, static_cast<quintptr>(g) + 1);
        }
    }
    return {};
}

int ThreadModel::threadCount() const
{
    int count = 0;
    for (const Group &group : m_groups)
        count += static_cast<int>(group.threads.size());
    return count;
}

QModelIndex ThreadModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, parent.isValid() ? static_cast<quintptr>(parent.row()) + 1 : groupMark);
}

QModelIndex ThreadModel::parent(const QModelIndex &index) const
{
    if (!index.isValid() || index.internalId() == groupMark)
        return {};
    return createIndex(static_cast<int>(index.internalId()) - 1, 0, groupMark);
}

int ThreadModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return static_cast<int>(m_groups.size());
    if (parent.internalId() != groupMark || parent.column() > 0)
        return 0;
    return static_cast<int>(m_groups.at(static_cast<std::size_t>(parent.row())).threads.size());
}

int ThreadModel::columnCount(const QModelIndex &parent) const
{
    Q_UNUSED(parent);
    return ColumnCount;
}

Qt::ItemFlags ThreadModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    return rowOf(index) == nullptr ? Qt::ItemIsEnabled : Qt::ItemIsEnabled | Qt::ItemIsSelectable;
}

QVariant ThreadModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Title:
        return tr("Thread");
    case State:
        return tr("State");
    default:
        return tr("Time");
    }
}

QString ThreadModel::titleOf(const store::ThreadRow &row) const
{
    const QString title = row.thread.title.isEmpty() ? tr("(no subject)") : visibleLine(row.thread.title);
    return u"%1 (%2)"_s.arg(title).arg(row.mails);
}

QVariant ThreadModel::groupData(const Group &group, int column, int role) const
{
    const QString title = group.title.isEmpty() ? unitText(tr("No {unit} yet")) : visibleLine(group.title);
    if (column == Title && (role == Qt::DisplayRole || role == Qt::AccessibleTextRole))
        return title;
    if (role == ThreadIdRole)
        return qint64(0);
    return {};
}

QVariant ThreadModel::threadData(const Group &group, const store::ThreadRow &row, int column, int role) const
{
    const UtcMs now = m_clock->nowMs();
    switch (role) {
    case ThreadIdRole:
        return row.thread.id.value;
    case UnreadRole:
        return row.unread > 0;
    case AttentionRole:
        return MailWords::needsAttention(row);
    case AttachmentRole:
        return row.attachments;
    case Qt::DisplayRole:
        if (column == Title)
            return titleOf(row);
        return column == State ? MailWords::threadState(row) : listTime(row.thread.lastAt, now);
    case SecondLineRole:
        if (column == Title)
            return visibleLine(row.lastSender.isEmpty() ? row.snippet : row.lastSender + u": "_s + row.snippet);
        return column == State ? MailWords::threadStateDetail(row, now) : QString();
    case Qt::ToolTipRole:
        if (column == When)
            return plainToolTip(fullTime(row.thread.lastAt));
        return plainToolTip(row.thread.title + u'\n' + row.lastSender + u": "_s + row.snippet);
    case Qt::AccessibleTextRole: {
        QStringList words{titleOf(row),
                          group.title,
                          MailWords::threadState(row),
                          MailWords::threadStateDetail(row, now),
                          row.attachments ? tr("with attachments") : QString(),
                          visibleLine(row.lastSender),
                          fullTime(row.thread.lastAt)};
        words.removeAll(QString());
        return words.join(u", "_s);
    }
    default:
        return {};
    }
}

QVariant ThreadModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    if (index.internalId() == groupMark)
        return groupData(m_groups.at(static_cast<std::size_t>(index.row())), index.column(), role);
    const Group &group = m_groups.at(index.internalId() - 1);
    return threadData(group, group.threads.at(index.row()), index.column(), role);
}

} // namespace liaison::ui
