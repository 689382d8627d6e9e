#include "app/demo/tour_witness.h"

#include "app/demo/demo.h"
#include "app/demo/exchange_folders.h"
#include "app/demo/exchange_tokens.h"
#include "app/demo/imap_wire.h"
#include "core/store/drafts.h"
#include "core/store/store.h"

#include <algorithm>
#include <memory>

namespace liaison::demo {

namespace {

QString bare(const QByteArray &messageId)
{
    QByteArray id = messageId.trimmed();
    if (id.startsWith('<') && id.endsWith('>'))
        id = id.mid(1, id.size() - 2);
    return QString::fromUtf8(id);
}

/// The mail of the inbox that has the Message-ID; null: none.
const DemoMail *mailIn(const DemoMailbox &box, const QString &messageId)
{
    const QList<DemoMail> &mails = box.folder(u"INBOX"_qs)->mails;
    const auto found = std::find_if(mails.cbegin(), mails.cend(), [&messageId](const DemoMail &mail) {
        return bare(headerOf(mail.raw, "Message-ID")) == messageId;
    });
    return found == mails.cend() ? nullptr : &*found;
}

} // namespace

TourWitness::TourWitness(Demo *demo, store::Store *store) : m_demo(demo), m_store(store) { }

Future<bool> TourWitness::storeSays(std::function<Result<bool>(store::Session &)> question)
{
    return m_store->read(std::move(question));
}

Future<bool> TourWitness::storeHas(const QString &messageId, std::function<bool(const store::MailRow &)> wanted)
{
    return m_store->read([messageId, wanted = std::move(wanted),
                          person = m_demo->guest().person](store::Session &session) -> Result<bool> {
        store::Messages messages(session);
        const auto id = messages.findByMessageId(messageId);
        if (!id || !*id)
            return id ? Result<bool>(false) : Result<bool>(fail(id.error()));
        const auto row = messages.row(**id, person);
        return row ? Result<bool>(wanted(*row)) : Result<bool>(fail(row.error()));
    });
}

Future<bool> TourWitness::haveArrived(const QStringList &messageIds)
{
    return m_store->read([ids = messageIds](store::Session &session) -> Result<bool> {
        store::Messages messages(session);
        for (const QString &id : ids) {
            const auto found = messages.findByMessageId(id);
            if (!found)
                return fail(found.error());
            if (!*found)
                return false;
        }
        return true;
    });
}

Future<bool> TourWitness::both(const Question &first, const Question &second)
{
    auto promise = std::make_shared<QPromise<Result<bool>>>();
    promise->start();
    onDone(this, first(), [this, promise, second](const Result<bool> &yes) {
        if (!yes.value_or(false))
            return finishWith<bool>(*promise, false);
        onDone(this, second(), [promise](const Result<bool> &also) { finishWith<bool>(*promise, also); });
    });
    return promise->future();
}

Future<bool> TourWitness::serverSaysSeen(const QString &messageId)
{
    return serverHasFlags(messageId, {"\\Seen"});
}

Future<bool> TourWitness::serverHasFlags(const QString &messageId, QSet<QByteArray> flags)
{
    return m_demo->server()->ask([messageId, flags](PostOffice &office) {
        return std::any_of(office.mailboxes().cbegin(), office.mailboxes().cend(), [&](const DemoMailbox *box) {
            const DemoMail *mail = mailIn(*box, messageId);
            return mail && mail->flags.contains(flags);
        });
    });
}

Future<bool> TourWitness::exchangeListens()
{
    return m_demo->server()->askExchange([](Exchange &exchange) {
        return exchange.tokens().issued() > 0 && exchange.diary.byToken > 0 && exchange.diary.byPassword == 0
            && exchange.diary.openStreams > 0;
    });
}

Future<bool> TourWitness::graphAnswers()
{
    const bool alone = !m_demo->ways().contains(Way::Exchange);
    return m_demo->server()->askGraph([alone](Graph &graph) {
        const Exchange *exchange = graph.exchange();
        return graph.exchange()->tokens().issued() > 0 && graph.diary.requests > 0 && graph.diary.refused == 0
            && (!alone || exchange->diary.byToken == 0) && exchange->diary.byPassword == 0;
    });
}

Future<bool> TourWitness::cameByStream(const QString &messageId)
{
    if (m_demo->ways().first() != Way::Exchange)
        return readyFuture<bool>(true);
    return m_demo->server()->askExchange([messageId, team = m_demo->teamAddress()](Exchange &exchange) {
        const DemoMailbox *box = exchange.post()->mailbox(team);
        const DemoMail *mail = mailIn(*box, messageId);
        const auto inbox = folderDistinguished(*box, u"inbox"_qs);
        return mail && inbox && exchange.diary.streamed.contains(exchange.keyOf(box, *inbox, mail->uid));
    });
}

Future<bool> TourWitness::newMailStored()
{
    const IncidentId wanted = m_demo->story().incidents.value(u"phishing"_qs);
    return storeHas(m_demo->story().liveIds.value(u"live-phishing"_qs),
                    [wanted](const store::MailRow &row) { return row.incident == wanted && !row.read; });
}

Future<bool> TourWitness::draftSaved(QByteArray words)
{
    return m_store->read([words, person = m_demo->guest().person](store::Session &session) -> Result<bool> {
        const auto drafts = store::Drafts(session).list(person);
        if (!drafts)
            return fail(drafts.error());
        return std::any_of(drafts->cbegin(), drafts->cend(),
                           [&](const store::DraftRow &draft) { return draft.content.contains(words); });
    });
}

Future<bool> TourWitness::replyHandedIn()
{
    auto handed = m_demo->server()->ask(
        [](PostOffice &office) { return office.handedIn().isEmpty() ? QByteArray() : office.handedIn().last().raw; });
    auto promise = std::make_shared<QPromise<Result<bool>>>();
    promise->start();
    onDone(this, handed, [this, promise](const Result<QByteArray> &raw) {
        const bool ours
            = raw && bare(headerOf(*raw, "In-Reply-To")) == m_demo->story().liveIds.value(u"live-phishing"_qs);
        if (ours)
            m_replyId = bare(headerOf(*raw, "Message-ID"));
        finishWith<bool>(*promise, ours);
    });
    return promise->future();
}

Future<bool> TourWitness::answerStored()
{
    const auto answers = [reply = m_replyId, team = m_demo->teamAddress()](PostOffice &office) {
        const QList<DemoMail> &mails = office.mailbox(team)->folder(QStringLiteral("INBOX"))->mails;
        for (const DemoMail &mail : mails) {
            if (bare(headerOf(mail.raw, "In-Reply-To")) == reply)
                return bare(headerOf(mail.raw, "Message-ID"));
        }
        return QString();
    };
    auto promise = std::make_shared<QPromise<Result<bool>>>();
    promise->start();
    onDone(this, m_demo->server()->ask(answers), [this, promise](const Result<QString> &id) {
        m_answerId = id.value_or(QString());
        const IncidentId incident = m_demo->story().incidents.value(u"phishing"_qs);
        onDone(this, storeHas(m_answerId, [incident](const store::MailRow &row) { return row.incident == incident; }),
               [promise](const Result<bool> &stored) { finishWith<bool>(*promise, stored); });
    });
    return promise->future();
}

} // namespace liaison::demo
