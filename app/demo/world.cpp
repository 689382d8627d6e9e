#include "app/demo/world.h"

#include "app/demo/world_text.h"

#include <QDateTime>
#include <QFile>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <algorithm>
#include <limits>

namespace liaison::demo {

namespace {

QStringList texts(const QJsonValue &array)
{
    QStringList list;
    const QJsonArray values = array.toArray();
    for (const QJsonValue value : values)
        list << value.toString();
    return list;
}

Person personFrom(const QJsonObject &json, const QJsonObject &unit)
{
    const auto value = [&](const QString &key) { return json.contains(key) ? json.value(key) : unit.value(key); };
    Person person;
    person.name = json.value(u"name"_qs).toString();
    person.address = json.value(u"address"_qs).toString();
    person.language = value(u"language"_qs).toString();
    person.zoneMinutes = value(u"zone"_qs).toInt();
    person.charset = value(u"charset"_qs).toString(u"utf-8"_qs).toLatin1();
    person.encoding = value(u"encoding"_qs).toString(u"quoted-printable"_qs).toLatin1();
    person.prefix = value(u"prefix"_qs).toString(u"Re: "_qs);
    person.outlook = value(u"outlook"_qs).toBool();
    person.dropsIds = value(u"dropsIds"_qs).toBool();
    person.away = json.value(u"away"_qs).toBool();
    person.signature = json.value(u"signature"_qs).toString();
    return person;
}

Unit unitFrom(const QJsonObject &json)
{
    Unit unit;
    unit.id = json.value(u"id"_qs).toString();
    unit.unit.title = json.value(u"title"_qs).toString();
    unit.unit.description = json.value(u"description"_qs).toString();
    unit.unit.recipients = texts(json.value(u"recipients"_qs));
    unit.unit.knownAddresses = texts(json.value(u"knownAddresses"_qs));
    unit.unit.knownDomains = texts(json.value(u"knownDomains"_qs));
    const QJsonArray people = json.value(u"people"_qs).toArray();
    for (const QJsonValue person : people)
        unit.people << personFrom(person.toObject(), json);
    return unit;
}

Result<domain::MailTemplate> templateFrom(const QJsonObject &json)
{
    domain::MailTemplate made;
    made.name = json.value(u"name"_qs).toString();
    made.defaultLanguage = json.value(u"language"_qs).toString();
    const auto kind = domain::templateKindFrom(json.value(u"kind"_qs).toString());
    const QJsonArray written = json.value(u"texts"_qs).toArray();
    for (const QJsonValue value : written) {
        const QJsonObject text = value.toObject();
        made.texts << domain::TemplateText{text.value(u"language"_qs).toString(), text.value(u"subject"_qs).toString(),
                                           texts(text.value(u"body"_qs)).join(QLatin1Char('\n'))};
    }
    if (!kind || !domain::problemsOf(made).isEmpty())
        return fail(ErrorKind::Internal, u"sample template "_qs + made.name);
    made.kind = *kind;
    return made;
}

WorldMailbox mailboxFrom(const QJsonObject &json)
{
    return {json.value(u"id"_qs).toString(), {json.value(u"name"_qs).toString(), json.value(u"address"_qs).toString()}};
}

Result<WorldIncident> incidentFrom(const QJsonObject &json, UtcMs now)
{
    WorldIncident made;
    made.id = json.value(u"id"_qs).toString();
    made.mailbox = json.value(u"mailbox"_qs).toString();
    made.affected = texts(json.value(u"affected"_qs));
    made.createdAt = momentOf(json.value(u"created"_qs).toString(), now);
    made.incident.title = json.value(u"title"_qs).toString();
    made.incident.type = json.value(u"type"_qs).toString();
    made.incident.owner = json.value(u"owner"_qs).toString();
    made.incident.restricted = json.value(u"restricted"_qs).toBool();
    const auto severity = domain::severityFrom(json.value(u"severity"_qs).toString());
    const auto status = domain::incidentStatusFrom(json.value(u"status"_qs).toString());
    if (!severity || !status || made.createdAt == 0)
        return fail(ErrorKind::Internal, u"sample incident "_qs + made.id);
    made.incident.severity = *severity;
    made.incident.status = *status;
    return made;
}

} // namespace

namespace {

/// Soon after midnight "-20h" is before "-1d 05:32": what answers a mail comes a minute behind it at least.
void putAnswersBehind(QList<WorldMail> &mails)
{
    constexpr UtcMs minute = 60'000;
    QHash<QString, qsizetype> places;
    for (qsizetype i = 0; i < mails.size(); ++i)
        places.insert(mails.at(i).id, i);
    bool moved = true;
    for (qsizetype round = 0; moved && round < mails.size(); ++round) {
        moved = false;
        for (WorldMail &mail : mails) {
            const qsizetype place = places.value(mail.answers, -1);
            if (place < 0 || mails.at(place).at < mail.at)
                continue;
            if (mails.at(place).at > std::numeric_limits<UtcMs>::max() - minute) // arrives later, as both do
                continue;
            mail.at = mail.letter.date = mails.at(place).at + minute;
            moved = true;
        }
    }
}

} // namespace

UtcMs momentOf(const QString &text, UtcMs now)
{
    static const QRegularExpression day(u"^-(\\d+)d (\\d\\d):(\\d\\d)$"_qs);
    static const QRegularExpression ago(u"^-(?:(\\d+)h)?(?:(\\d+)m)?$"_qs);
    if (const auto match = day.match(text); match.hasMatch()) {
        const QDate date = QDateTime::fromMSecsSinceEpoch(now).date().addDays(-match.captured(1).toInt());
        return QDateTime(date, QTime(match.captured(2).toInt(), match.captured(3).toInt())).toMSecsSinceEpoch();
    }
    const auto match = ago.match(text);
    const qint64 minutes = match.captured(1).toLongLong() * 60 + match.captured(2).toLongLong();
    return match.hasMatch() && minutes > 0 ? now - minutes * 60'000 : 0;
}

Result<World> World::load(UtcMs now, int mailboxes)
{
    QFile file(u":/demo/world.json"_qs);
    QJsonParseError problem;
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::Internal, u"no sample world in the program"_qs);
    const QJsonObject json = QJsonDocument::fromJson(file.readAll(), &problem).object();
    if (json.isEmpty())
        return fail(ErrorKind::Internal, u"sample world: "_qs + problem.errorString());
    World world;
    const QJsonObject team = json.value(u"team"_qs).toObject();
    world.team = {team.value(u"name"_qs).toString(), team.value(u"address"_qs).toString()};
    const QJsonArray others = json.value(u"mailboxes"_qs).toArray();
    for (const QJsonValue value : others) {
        if (world.others.size() + 1 < mailboxes)
            world.others << mailboxFrom(value.toObject());
    }
    world.spare = mailboxFrom(json.value(u"spare"_qs).toObject());
    const QJsonArray templates = json.value(u"templates"_qs).toArray();
    for (const QJsonValue value : templates) {
        const auto made = templateFrom(value.toObject());
        if (!made)
            return fail(made.error());
        world.templates << *made;
    }
    const QJsonArray units = json.value(u"units"_qs).toArray();
    for (const QJsonValue unit : units)
        world.units << unitFrom(unit.toObject());
    const QJsonArray incidents = json.value(u"incidents"_qs).toArray();
    for (const QJsonValue incident : incidents) {
        const auto made = incidentFrom(incident.toObject(), now);
        if (!made)
            return fail(made.error());
        world.incidents << *made;
    }
    const Result<QList<WorldMail>> mails = worldMails(world, now);
    if (!mails)
        return fail(mails.error());
    world.mails = *mails;
    putAnswersBehind(world.mails);
    std::stable_sort(world.mails.begin(), world.mails.end(),
                     [](const WorldMail &a, const WorldMail &b) { return a.at < b.at; });
    const auto first = std::stable_partition(world.mails.begin(), world.mails.end(), [&world](const WorldMail &mail) {
        return mail.mailbox.address != world.spare.address.address;
    });
    world.spareMails = QList<WorldMail>(first, world.mails.end());
    world.mails.erase(first, world.mails.end());
    return world;
}

domain::Addresses World::mailboxes() const
{
    domain::Addresses all{team};
    for (const WorldMailbox &other : others)
        all << other.address;
    return all;
}

domain::Address World::mailbox(const QString &id) const
{
    if (!id.isEmpty() && id == spare.id)
        return spare.address;
    const auto found
        = std::find_if(others.cbegin(), others.cend(), [&id](const WorldMailbox &other) { return other.id == id; });
    return found == others.cend() ? team : found->address;
}

const WorldMail *World::mail(const QString &id) const
{
    const auto found = std::find_if(mails.cbegin(), mails.cend(), [&id](const WorldMail &one) { return one.id == id; });
    return found == mails.cend() ? nullptr : &*found;
}

const Unit *World::unitOf(const QString &address) const
{
    const QString plain = domain::normalisedAddress(address);
    for (const Unit &unit : units) {
        if (unit.unit.recipients.contains(plain) || unit.unit.knownAddresses.contains(plain))
            return &unit;
        if (std::any_of(unit.people.cbegin(), unit.people.cend(),
                        [&](const Person &one) { return one.address == plain; }))
            return &unit;
    }
    for (const Unit &unit : units) {
        if (unit.unit.knownDomains.contains(domain::domainOf(address)))
            return &unit;
    }
    return nullptr;
}

domain::Addresses World::people() const
{
    domain::Addresses all;
    for (const Unit &unit : units)
        for (const Person &one : unit.people)
            all << domain::Address{one.name, one.address};
    return all;
}

const Person *World::person(const QString &address) const
{
    for (const Unit &unit : units) {
        for (const Person &one : unit.people) {
            if (one.address == address)
                return &one;
        }
    }
    return nullptr;
}

} // namespace liaison::demo
