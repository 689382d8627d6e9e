#include "app/demo/demo_mailbox.h"

#include <QDateTime>

#include <algorithm>

namespace liaison::demo {

const DemoMail *DemoFolder::find(quint32 uid) const
{
    const auto at = std::lower_bound(mails.cbegin(), mails.cend(), uid,
                                     [](const DemoMail &mail, quint32 wanted) { return mail.uid < wanted; });
    return at != mails.cend() && at->uid == uid ? &*at : nullptr;
}

int DemoFolder::unseen() const
{
    return static_cast<int>(std::count_if(mails.cbegin(), mails.cend(),
                                          [](const DemoMail &mail) { return !mail.flags.contains("\\Seen"); }));
}

DemoMailbox::DemoMailbox(QString address, QString password, QObject *parent)
    : QObject(parent), m_address(std::move(address)), m_password(std::move(password))
{
    const auto uidValidity = static_cast<quint32>(QDateTime::currentSecsSinceEpoch());
    const QList<QPair<QString, QByteArray>> folders{
        {QStringLiteral("INBOX"), {}},          {QStringLiteral("Archive"), "\\Archive"},
        {QStringLiteral("Drafts"), "\\Drafts"}, {QStringLiteral("Junk"), "\\Junk"},
        {QStringLiteral("Sent"), "\\Sent"},     {QStringLiteral("Trash"), "\\Trash"}};
    for (const auto &[path, use] : folders)
        m_folders.append({path, use, uidValidity, 1, {}, {}, m_folderNumber++, m_modSeq, m_modSeq});
}

bool DemoMailbox::accepts(const QString &user, const QString &password) const
{
    return user.compare(m_address, Qt::CaseInsensitive) == 0 && password == m_password;
}

DemoFolder *DemoMailbox::at(const QString &path)
{
    const bool inbox = path.compare(QLatin1String("INBOX"), Qt::CaseInsensitive) == 0;
    const auto found = std::find_if(m_folders.begin(), m_folders.end(), [&](const DemoFolder &folder) {
        return inbox ? folder.path == QLatin1String("INBOX") : folder.path == path;
    });
    return found == m_folders.end() ? nullptr : &*found;
}

const DemoFolder *DemoMailbox::folder(const QString &path) const
{
    return const_cast<DemoMailbox *>(this)->at(path);
}

bool DemoMailbox::append(const QString &path, const QByteArray &raw, UtcMs internalDate, const QSet<QByteArray> &flags,
                         quint32 *uid)
{
    DemoFolder *folder = at(path);
    if (!folder)
        return false;
    ++m_modSeq;
    const DemoMail mail{folder->uidNext++, m_modSeq, raw, internalDate, flags, m_modSeq, m_modSeq, {}, ++m_serial};
    folder->mails.append(mail);
    m_places.insert(mail.serial, {folder->number, mail.uid});
    if (uid)
        *uid = mail.uid;
    Q_EMIT changed(folder->path);
    return true;
}

DemoMail *DemoMailbox::at(DemoFolder *folder, quint32 uid)
{
    const DemoMail *found = folder ? folder->find(uid) : nullptr;
    return found ? &folder->mails[found - folder->mails.constData()] : nullptr;
}

void DemoMailbox::changeFlags(const QString &path, quint32 uid, Change change, const QSet<QByteArray> &flags)
{
    DemoFolder *folder = at(path);
    DemoMail *mail = at(folder, uid);
    if (!mail)
        return;
    QSet<QByteArray> wanted = mail->flags;
    if (change == Change::Replace)
        wanted = flags;
    else if (change == Change::Add)
        wanted.unite(flags);
    else
        wanted.subtract(flags);
    if (wanted == mail->flags)
        return;
    QSet<QByteArray> changed = wanted + mail->flags;
    changed.subtract(wanted & mail->flags);
    mail->flags = wanted;
    mail->modSeq = ++m_modSeq;
    if (changed != QSet<QByteArray>{"\\Seen"})
        mail->markSeq = m_modSeq;
    Q_EMIT this->changed(folder->path);
}

void DemoMailbox::setProperty(const QString &path, quint32 uid, const QByteArray &key, const QByteArray &value)
{
    DemoFolder *folder = at(path);
    DemoMail *mail = at(folder, uid);
    if (!mail || mail->properties.value(key) == value)
        return;
    if (value.isEmpty())
        mail->properties.remove(key);
    else
        mail->properties.insert(key, value);
    mail->modSeq = mail->markSeq = ++m_modSeq;
    Q_EMIT changed(folder->path);
}

bool DemoMailbox::copy(const QString &from, const QList<quint32> &uids, const QString &to, QList<quint32> *made)
{
    const DemoFolder *source = folder(from);
    if (!source || !folder(to))
        return false;
    QList<DemoMail> mails; // values: the target may be the source
    for (const quint32 uid : uids) {
        if (const DemoMail *mail = source->find(uid))
            mails.append(*mail);
    }
    for (const DemoMail &mail : std::as_const(mails)) {
        quint32 uid = 0;
        append(to, mail.raw, mail.internalDate, mail.flags, &uid);
        at(at(to), uid)->properties = mail.properties;
        made->append(uid);
    }
    return true;
}

bool DemoMailbox::move(const QString &from, const QList<quint32> &uids, const QString &to, QList<quint32> *made)
{
    QList<quint64> serials;
    for (const quint32 uid : uids)
        if (const DemoMail *mail = folder(from) ? folder(from)->find(uid) : nullptr)
            serials.append(mail->serial);
    const qsizetype before = made->size();
    if (!copy(from, uids, to, made))
        return false;
    for (qsizetype i = 0; i < serials.size(); ++i)
        renumber(at(to), made->at(before + i), serials.at(i));
    remove(from, uids);
    return true;
}

/// Gives a mail the serial number of the one that it takes the place of.
void DemoMailbox::renumber(DemoFolder *folder, quint32 uid, quint64 serial)
{
    DemoMail *mail = at(folder, uid);
    m_places.remove(mail->serial);
    mail->serial = serial;
    m_places.insert(serial, {folder->number, uid});
}

void DemoMailbox::rewrite(const QString &path, quint32 uid, const QByteArray &raw)
{
    DemoFolder *folder = at(path);
    DemoMail *mail = at(folder, uid);
    if (!mail)
        return;
    mail->raw = raw;
    mail->modSeq = mail->markSeq = ++m_modSeq;
    Q_EMIT changed(folder->path);
}

std::optional<DemoPlace> DemoMailbox::place(quint64 serial) const
{
    const auto found = m_places.constFind(serial);
    return found == m_places.cend() ? std::nullopt : std::optional(*found);
}

void DemoMailbox::remove(const QString &path, const QList<quint32> &uids)
{
    DemoFolder *folder = at(path);
    if (!folder)
        return;
    const auto before = folder->gone.size();
    folder->mails.removeIf([&](const DemoMail &mail) {
        const bool goes = uids.contains(mail.uid);
        if (!goes)
            return false;
        folder->gone.append({mail.uid, ++m_modSeq, mail.serial});
        const auto known = m_places.constFind(mail.serial); // a mail that moved is elsewhere by now
        if (known != m_places.cend() && known->folder == folder->number && known->uid == mail.uid)
            m_places.erase(known);
        return true;
    });
    if (folder->gone.size() == before)
        return;
    Q_EMIT changed(folder->path);
}

bool DemoMailbox::createFolder(const QString &path)
{
    if (path.isEmpty() || at(path))
        return false;
    ++m_modSeq;
    m_folders.append({path, {}, m_folders.first().uidValidity, 1, {}, {}, m_folderNumber++, m_modSeq, m_modSeq});
    return true;
}

bool DemoMailbox::mayGo(const DemoFolder *folder)
{
    return folder && folder->path != QLatin1String("INBOX") && folder->specialUse.isEmpty();
}

bool DemoMailbox::renameFolder(const QString &from, const QString &to)
{
    const QString below = from + QLatin1Char('/');
    if (!mayGo(at(from)) || to.isEmpty() || at(to) || to.startsWith(below))
        return false;
    ++m_modSeq;
    QList<DemoFolder> renamed;
    for (DemoFolder &folder : m_folders) {
        if (folder.path != from && !folder.path.startsWith(below))
            continue;
        folder.path.replace(0, from.size(), to);
        folder.nameSeq = m_modSeq;
        renamed.append(folder);
    }
    // Behind the folder that may be their parent now.
    m_folders.removeIf([this](const DemoFolder &folder) { return folder.nameSeq == m_modSeq; });
    m_folders += renamed;
    Q_EMIT changed(to);
    return true;
}

bool DemoMailbox::removeFolder(const QString &path)
{
    const DemoFolder *folder = at(path);
    const QString below = path + QLatin1Char('/');
    const bool isParent = std::any_of(m_folders.cbegin(), m_folders.cend(),
                                      [&below](const DemoFolder &one) { return one.path.startsWith(below); });
    if (!mayGo(folder) || isParent)
        return false;
    for (const DemoMail &mail : folder->mails)
        m_places.remove(mail.serial);
    m_goneFolders.append({folder->number, ++m_modSeq});
    m_folders.removeIf([&path](const DemoFolder &one) { return one.path == path; });
    Q_EMIT changed(path);
    return true;
}

} // namespace liaison::demo
