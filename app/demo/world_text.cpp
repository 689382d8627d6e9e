#include "app/demo/world_text.h"

#include "core/domain/address.h"

#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>

#include <algorithm>
#include <limits>

namespace liaison::demo {

namespace {

/// The lines of one mail: its fields, then its text and HTML.
struct Raw {
    QString place; ///< for what is wrong
    WorldMail::Kind kind = WorldMail::Kind::Theirs;
    QString id;
    QHash<QString, QStringList> fields;
    QString text;
    QString html;

    [[nodiscard]] QString field(const QString &name) const { return fields.value(name).value(0); }
};

tl::unexpected<Error> broken(const Raw &raw, const QString &what)
{
    return fail(ErrorKind::Internal, u"sample mail %1 %2: %3"_qs.arg(raw.place, raw.id, what));
}

QByteArray typeOf(const QString &name)
{
    static const QHash<QString, QByteArray> types{{u"csv"_qs, "text/csv"},        {u"txt"_qs, "text/plain"},
                                                  {u"log"_qs, "text/plain"},      {u"png"_qs, "image/png"},
                                                  {u"pdf"_qs, "application/pdf"}, {u"eml"_qs, "message/rfc822"}};
    return types.value(name.section(QLatin1Char('.'), -1), "application/octet-stream");
}

Result<Raw> parse(const QString &place, const QString &chunk)
{
    Raw raw;
    raw.place = place;
    const QString head = chunk.section(QLatin1Char('\n'), 0, 0);
    const QString kind = head.section(QLatin1Char(' '), 0, 0);
    raw.id = head.section(QLatin1Char(' '), 1, 1);
    if (kind == u"ours"_qs)
        raw.kind = WorldMail::Kind::Ours;
    else if (kind == u"undeliverable"_qs)
        raw.kind = WorldMail::Kind::Undeliverable;
    else if (kind != u"theirs"_qs)
        return broken(raw, u"kind"_qs);
    const QString rest = chunk.section(QLatin1Char('\n'), 1);
    const qsizetype gap = rest.indexOf(u"\n\n"_qs);
    const QStringList lines = rest.left(gap).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    for (const QString &line : lines)
        raw.fields[line.section(QLatin1Char(':'), 0, 0)] << line.section(QLatin1Char(':'), 1).trimmed();
    const QString body = gap < 0 ? QString() : rest.mid(gap + 2);
    const QString divider = u"\n--- html\n"_qs;
    const qsizetype html = body.indexOf(divider);
    raw.text = (html < 0 ? body : body.left(html)).trimmed() + QLatin1Char('\n');
    raw.html = html < 0 ? QString() : body.mid(html + divider.size());
    return raw;
}

domain::Address addressFrom(const QString &text, const World &world)
{
    static const QRegularExpression named(u"^\"?([^\"]+)\"? <(.+)>$"_qs);
    if (const auto match = named.match(text); match.hasMatch())
        return {match.captured(1), match.captured(2)};
    const Person *person = world.person(text);
    return {person ? person->name : QString(), text};
}

/// Where the mail came to, or was sent from.
domain::Address mailboxOf(const Raw &raw, const World &world)
{
    const QString id = raw.field(u"incident"_qs);
    const auto incident = std::find_if(world.incidents.cbegin(), world.incidents.cend(),
                                       [&id](const WorldIncident &one) { return one.id == id; });
    return world.mailbox(incident == world.incidents.cend() ? raw.field(u"mailbox"_qs) : incident->mailbox);
}

void addressLetter(const Raw &raw, const World &world, const domain::Address &mailbox, Letter &letter)
{
    const bool ours = raw.kind == WorldMail::Kind::Ours;
    letter.from = ours ? mailbox : addressFrom(raw.field(u"from"_qs), world);
    const QStringList to = raw.fields.value(u"to"_qs);
    for (const QString &address : to)
        letter.to << addressFrom(address, world);
    if (letter.to.isEmpty())
        letter.to << mailbox;
    const QStringList cc = raw.fields.value(u"cc"_qs);
    for (const QString &address : cc)
        letter.cc << addressFrom(address, world);
    if (const Person *person = world.person(letter.from.address)) {
        letter.zoneMinutes = person->zoneMinutes;
        letter.charset = person->charset;
        letter.encoding = person->encoding;
    }
    const auto override = [&](const QString &name, QByteArray &value) {
        if (raw.fields.contains(name))
            value = raw.field(name).toLatin1();
    };
    override(u"charset"_qs, letter.charset);
    override(u"encoding"_qs, letter.encoding);
}

Result<void> enclose(const Raw &raw, Letter &letter)
{
    const QStringList files = raw.fields.value(u"attach"_qs);
    const QStringList pictures = raw.fields.value(u"inline"_qs);
    for (const QString &name : files + pictures) {
        auto file = enclosureOf(name);
        if (!file)
            return broken(raw, file.error().log);
        if (pictures.contains(name))
            file->contentId = name + u"@nordhafen.example"_qs;
        letter.enclosures << *file;
    }
    return {};
}

Result<WorldMail> mailFrom(const Raw &raw, const World &world, UtcMs now)
{
    WorldMail mail;
    mail.kind = raw.kind;
    mail.id = raw.id;
    mail.incident = raw.field(u"incident"_qs);
    mail.answers = raw.field(u"answers"_qs);
    mail.read = raw.field(u"read"_qs) != u"no"_qs;
    mail.dropsIds = raw.field(u"ids"_qs) == u"dropped"_qs;
    mail.notification = domain::notificationKindFrom(raw.field(u"notification"_qs));
    mail.folder = raw.fields.value(u"folder"_qs, {mail.folder}).first();
    mail.recipient = raw.field(u"recipient"_qs);
    mail.status = raw.field(u"status"_qs).toLatin1();
    mail.diagnostic = raw.field(u"diagnostic"_qs).toLatin1();
    if (raw.fields.contains(u"live"_qs)) {
        mail.liveAfterMs = raw.field(u"live"_qs).toLongLong() * 1'000;
        mail.at = std::numeric_limits<UtcMs>::max(); // behind everything that was
    } else {
        mail.at = momentOf(raw.field(u"at"_qs), now);
    }
    if (mail.at == 0)
        return broken(raw, u"at"_qs);
    mail.letter.subject = raw.field(u"subject"_qs);
    mail.letter.text = raw.text;
    mail.letter.html = raw.html;
    mail.letter.date = mail.at;
    const QStringList headers = raw.fields.value(u"header"_qs);
    for (const QString &header : headers)
        mail.letter.headers << header.toLatin1();
    mail.mailbox = mailboxOf(raw, world);
    addressLetter(raw, world, mail.mailbox, mail.letter);
    if (auto done = enclose(raw, mail.letter); !done)
        return fail(done.error());
    return mail;
}

} // namespace

Result<Enclosure> enclosureOf(const QString &name)
{
    QFile file(u":/demo/files/"_qs + name);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::Internal, u"no sample file "_qs + name);
    return Enclosure{name, typeOf(name), file.readAll(), {}};
}

Result<QList<WorldMail>> worldMails(const World &world, UtcMs now)
{
    QList<WorldMail> mails;
    QDirIterator files(u":/demo/mails"_qs, {u"*.txt"_qs}, QDir::Files);
    while (files.hasNext()) {
        QFile file(files.next());
        if (!file.open(QIODevice::ReadOnly))
            return fail(ErrorKind::Internal, u"sample mails "_qs + file.fileName());
        const QString all = QLatin1Char('\n') + QString::fromUtf8(file.readAll());
        const QStringList chunks = all.split(u"\n=== "_qs, Qt::SkipEmptyParts);
        for (const QString &chunk : chunks) {
            const auto raw = parse(file.fileName(), chunk);
            const auto mail = raw ? mailFrom(*raw, world, now) : Result<WorldMail>(fail(raw.error()));
            if (!mail)
                return fail(mail.error());
            mails << *mail;
        }
    }
    return mails;
}

} // namespace liaison::demo
