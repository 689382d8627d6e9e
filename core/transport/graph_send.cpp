#include "core/transport/graph_send.h"

#include "core/ews/hidden_recipients.h"
#include "core/ews/message_id.h"
#include "core/graph/create_draft.h"
#include "core/graph/delete_message.h"
#include "core/graph/get_message.h"
#include "core/graph/list_messages.h"
#include "core/graph/send_draft.h"
#include "core/graph/update_message.h"
#include "core/transport/graph_large_draft.h"

#include <algorithm>

namespace liaison::transport {

using graph::Answer;
using graph::Failure;
using graph::Message;
using graph::Remedy;

namespace {

/// More mails with one Message-ID are none of ours.
constexpr int mostFound = 10;

/// Not sent yet, so nothing is uncertain about it.
Failure undone(Failure failure)
{
    if (failure.error.kind == ErrorKind::SendUncertain)
        failure.error.kind = ErrorKind::ConnectionLost;
    return failure;
}

} // namespace

GraphSend::GraphSend(GraphSession *session, Submission mail, std::stop_token stop, QObject *parent)
    : GraphTask(session, std::move(stop), parent), m_mail(std::move(mail))
{
}

GraphSend::~GraphSend()
{
    // The request went to the network: what became of it nobody tells any more.
    if (m_handedOver)
        finish(fail(ErrorKind::SendUncertain, QStringLiteral("shut down")));
}

void GraphSend::onStop()
{
    if (!m_handedOver) // else HttpClient knows whether it is still in time
        GraphTask::onStop();
}

/// What a try before has left decides where to begin.
void GraphSend::start()
{
    m_messageId = ews::messageIdOf(m_mail.raw);
    if (m_messageId.isEmpty())
        return createDraft();
    GraphCall call;
    call.request = graph::ListMessages::request(mailbox(), {{}, m_messageId, mostFound, graph::MessageShape::Headers});
    call.urgent = true;
    ask<graph::ListMessages>(
        std::move(call),
        [this](const Answer<graph::Page<Message>> &messages) {
            if (messages)
                found(messages->items);
            else
                end(messages.error());
        },
        *account().root());
}

void GraphSend::found(const QList<Message> &messages)
{
    const auto isDraft = [](const Message &message) { return message.draft.value_or(false); };
    const auto sent = std::find_if_not(messages.cbegin(), messages.cend(), isDraft);
    if (sent != messages.cend())
        return accepted(QStringLiteral("found as sent"));
    if (messages.isEmpty())
        return createDraft();
    m_draft = messages.constFirst().id;
    if (isLarge())
        dropDraft(messages);
    else
        nameHidden();
}

/// A draft that went up in parts may lack some of them.
void GraphSend::dropDraft(QList<Message> drafts)
{
    if (drafts.isEmpty())
        return createDraft();
    GraphCall call;
    call.request = graph::DeleteMessage::request(mailbox(), drafts.takeFirst().id);
    call.urgent = true;
    ask<graph::DeleteMessage>(std::move(call), [this, drafts](const Answer<void> &deleted) {
        if (deleted || deleted.error().remedy == Remedy::DropItem)
            dropDraft(drafts);
        else
            end(deleted.error());
    });
}

void GraphSend::createLarge()
{
    auto *large = new GraphLargeDraft(&session(), m_mail.raw, ews::hiddenRecipients(m_mail.raw, m_mail.recipients),
                                      stopToken(), this);
    onDone<QString>(this, large->future(), [this](const Result<QString> &draft) {
        if (isOver())
            return;
        if (!draft)
            return finish(fail(draft.error()));
        m_draft = *draft;
        send();
    });
    large->start();
}

void GraphSend::createDraft()
{
    if (isLarge())
        return createLarge();
    GraphCall call;
    call.request = graph::CreateDraft::request(mailbox(), m_mail.raw);
    call.once = true; // a second draft would be of no use
    call.urgent = true;
    ask<graph::CreateDraft>(std::move(call), [this](const Answer<Message> &draft) {
        if (!draft)
            return end(undone(draft.error()));
        m_draft = draft->id;
        nameHidden();
    });
}

/// The service sends to whom the mail names, and has to be told of the others.
void GraphSend::nameHidden()
{
    const QStringList hidden = ews::hiddenRecipients(m_mail.raw, m_mail.recipients);
    if (hidden.isEmpty())
        return send();
    graph::MessageUpdate update;
    update.bcc.emplace();
    for (const QString &address : hidden)
        update.bcc->append(domain::Address{{}, address});
    GraphCall call;
    call.request = graph::UpdateMessage::request(mailbox(), m_draft, update);
    call.urgent = true;
    ask<graph::UpdateMessage>(std::move(call), [this](const Answer<void> &named) {
        if (named)
            send();
        else
            end(named.error());
    });
}

void GraphSend::send()
{
    GraphCall call;
    call.request = graph::SendDraft::request(mailbox(), m_draft);
    call.once = true;
    call.urgent = true;
    call.silenceMs = session().timings().sendAnswerMs;
    m_handedOver = true;
    ask<graph::SendDraft>(std::move(call), [this](const Answer<void> &sent) { answered(sent); });
}

void GraphSend::answered(const Answer<void> &sent)
{
    if (sent)
        return accepted(QStringLiteral("202 Accepted"));
    const Failure &failure = sent.error();
    Error error = errorOf(failure);
    if (failure.code != QLatin1String("network") && graph::mayHaveHappened(failure))
        error.kind = ErrorKind::SendUncertain;
    if (error.kind == ErrorKind::SendUncertain)
        return lookAfter(error);
    m_handedOver = false;
    if (failure.remedy == Remedy::RefuseMail)
        return takeBack(failure);
    finish(fail(std::move(error)));
}

/// Its id stays with the message when it is sent. A draft proves nothing: it may be on its way.
void GraphSend::lookAfter(const Error &error)
{
    GraphCall call;
    call.request = graph::GetMessage::request(mailbox(), m_draft);
    call.urgent = true;
    ask<graph::GetMessage>(std::move(call), [this, error](const Answer<Message> &message) {
        if (message && message->draft && !*message->draft)
            return accepted(QStringLiteral("found as sent"));
        m_handedOver = false;
        finish(fail(error));
    });
}

/// The mail will not be sent: no draft of it stays behind.
void GraphSend::takeBack(const Failure &failure)
{
    GraphCall call;
    call.request = graph::DeleteMessage::request(mailbox(), m_draft);
    call.urgent = true;
    ask<graph::DeleteMessage>(std::move(call), [this, failure](const Answer<void> &) { end(failure); });
}

void GraphSend::accepted(const QString &words)
{
    m_handedOver = false;
    SendReceipt receipt;
    receipt.serverWords = words;
    receipt.serverFilesCopy = true;
    finish(std::move(receipt));
}

} // namespace liaison::transport
