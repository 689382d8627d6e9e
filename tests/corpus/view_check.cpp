#include "tests/corpus/view_check.h"

#include "tests/corpus/corpus_files.h"
#include "tests/corpus/inert_check.h"

namespace liaison::test {

using namespace mime;
using namespace Qt::StringLiterals;

namespace {

constexpr int cutsOfEach = 64;

/// Every text of a mail, one after the other.
QString allTexts(const MailBody &body)
{
    const domain::MailFacts &facts = body.parsed.facts;
    QString texts = facts.subject + facts.messageIdHeader + facts.references.join(u' ') + facts.inReplyTo.join(u' ')
        + facts.returnPath + facts.reportedMessageId + body.parsed.bodyText + body.parsed.snippet
        + facts.embeddedSubjects.join(u' ') + facts.embeddedMessageIds.join(u' ') + body.parsed.healthNote;
    for (const auto &list : {facts.from, facts.sender, facts.replyTo, facts.to, facts.cc, facts.bcc}) {
        for (const domain::Address &address : list)
            texts += address.name + address.address;
    }
    for (const domain::DeliveryReport &report : facts.reports)
        texts += report.recipient + report.diagnostic + report.status + report.action;
    for (const domain::PartInfo &part : body.parsed.parts)
        texts += part.fileName + part.declaredName + part.contentId + part.contentType + part.path;
    for (const MailBody::Section &section : body.sections)
        texts += section.plain + section.html.html + section.html.text;
    return texts;
}

} // namespace

QString viewFault(const QByteArray &raw, const MailBody &body)
{
    if (body.sections.isEmpty() && body.parsed.parts.isEmpty())
        return u"an empty view"_s;
    const QString texts = allTexts(body);
    if (texts.contains(QChar(0)))
        return u"U+0000 in a text"_s;
    if (!texts.isValidUtf16())
        return u"a lone surrogate in a text"_s;
    if (body.parsed.contentHash.size() != 32)
        return u"no content hash"_s;
    if (body.parsed.health == domain::ParseHealth::Quarantined && !raw.trimmed().isEmpty()
        && body.sections.first().plain.isEmpty())
        return u"quarantined without its source"_s;
    if (body.parsed.snippet.size() > 200 || body.parsed.snippet.contains(u'\n'))
        return u"snippet is no short line"_s;
    for (const domain::PartInfo &part : body.parsed.parts) {
        if (part.isAttachment && part.fileName.isEmpty())
            return u"attachment without a name"_s;
        if (part.fileName.contains(u'/') || part.fileName.contains(u'\\') || part.fileName.startsWith(u'.'))
            return u"unsafe name "_s + part.fileName;
    }
    for (const MailBody::Section &section : body.sections) {
        if (section.isHtml) {
            const QString fault = inertFault(section.html.html);
            if (!fault.isEmpty())
                return fault;
        }
    }
    return {};
}

CutMails readCutMails(int first)
{
    HangGuard guard;
    CutMails cut;
    for (const QString &file : corpusFiles(u"mail"_s)) {
        const QByteArray raw = contentOf(file);
        qsizetype last = -1;
        for (int i = first; i <= cutsOfEach; i += 2) {
            const QByteArray part = raw.left(raw.size() * i / (cutsOfEach + 1));
            if (std::exchange(last, part.size()) == part.size())
                continue; // of a file with fewer bytes than cuts
            guard.watch(file);
            const QString fault = viewFault(part, readBody(part));
            if (!fault.isEmpty())
                cut.faults.append(u"%1 cut at %2: %3"_s.arg(file).arg(part.size()).arg(fault));
            ++cut.read;
        }
    }
    return cut;
}

} // namespace liaison::test
