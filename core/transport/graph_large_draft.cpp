#include "core/transport/graph_large_draft.h"

#include "core/graph/delete_message.h"

#include <algorithm>

namespace liaison::transport {

using graph::Answer;
using graph::Failure;
using graph::PartFile;

namespace {

/// So often a range is sent again whose answer was lost: the service says where it wants to go on.
constexpr int mostLost = 3;

HttpSettings uploadHttp(const GraphAccount &account)
{
    HttpSettings settings;
    settings.trustedCaFile = account.endpoint().trustedCaFile;
    settings.proxy = account.endpoint().proxy;
    settings.trace = account.account().trace;
    return settings;
}

domain::Addresses addressesOf(const QStringList &list)
{
    domain::Addresses addresses;
    for (const QString &address : list)
        addresses.append(domain::Address{{}, address});
    return addresses;
}

Failure tooLarge(const QString &log)
{
    Failure failure{Error{ErrorKind::MessageTooLarge, log, {}, {}}, graph::Remedy::RefuseMail};
    failure.code = QStringLiteral("size");
    return failure;
}

} // namespace

GraphLargeDraft::GraphLargeDraft(GraphSession *session, const QByteArray &raw, const QStringList &hidden,
                                 std::stop_token stop, QObject *parent)
    : GraphTask(session, std::move(stop), parent), m_parts(graph::partsOf(raw, addressesOf(hidden))),
      m_http(uploadHttp(session->account()))
{
}

/// The clouds of the US government have no upload sessions.
bool GraphLargeDraft::fits()
{
    const domain::NationalCloud cloud = account().signIn().oauth.cloud;
    if (cloud != domain::NationalCloud::USGovernment && cloud != domain::NationalCloud::USGovernmentDoD)
        return true;
    return std::all_of(m_parts.files.cbegin(), m_parts.files.cend(),
                       [](const PartFile &file) { return file.bytes.size() < graph::largestPlainAttachment; });
}

void GraphLargeDraft::start()
{
    if (!fits())
        return end(tooLarge(QStringLiteral("this cloud takes no files of 2.9 MB and more")));
    GraphCall call;
    call.request = graph::CreateMessage::request(mailbox(), m_parts);
    if (call.request.body.size() > graph::largestRequest)
        return end(tooLarge(QStringLiteral("the text of the mail is too large for a request")));
    call.once = true;
    call.urgent = true;
    ask<graph::CreateMessage>(std::move(call), [this](const Answer<graph::Message> &draft) {
        if (!draft)
            return failed(draft.error());
        m_draft = draft->id;
        nextFile();
    });
}

void GraphLargeDraft::nextFile()
{
    if (m_file >= m_parts.files.size())
        return finish(m_draft);
    const PartFile &file = m_parts.files.at(m_file);
    if (file.bytes.size() < graph::largestPlainAttachment)
        attach(file);
    else
        openSession(file);
}

void GraphLargeDraft::attach(const PartFile &file)
{
    GraphCall call;
    call.request = graph::AddAttachment::request(mailbox(), m_draft, file);
    call.once = true; // once more would be twice
    call.urgent = true;
    ask<graph::AddAttachment>(std::move(call), [this](const Answer<QString> &id) {
        if (!id)
            return failed(id.error());
        ++m_file;
        nextFile();
    });
}

void GraphLargeDraft::openSession(const PartFile &file)
{
    GraphCall call;
    call.request = graph::CreateUploadSession::request(mailbox(), m_draft, file);
    call.urgent = true;
    ask<graph::CreateUploadSession>(
        std::move(call),
        [this](const Answer<graph::UploadSession> &session) {
            if (!session)
                return failed(session.error());
            m_upload = *session;
            m_progress.emplace(m_parts.files.at(m_file).bytes.size());
            m_lost = 0;
            putRange();
        },
        *account().root());
}

void GraphLargeDraft::putRange()
{
    const auto range = m_progress->next();
    if (!range)
        return failed(graph::lacking(QStringLiteral("the end of an upload")));
    HttpRequest out;
    out.method = "PUT";
    out.url = m_upload->url;
    out.headers = range->headers;
    out.body = m_parts.files.at(m_file).bytes.mid(range->from, range->size);
    out.mayWrite = account().account().mayWrite;
    out.headMs = out.silenceMs = session().timings().silenceMs;
    out.totalMs = session().timings().totalMs;
    onDone<HttpResponse>(this, m_http.send(std::move(out), stopToken()), [this](const Result<HttpResponse> &response) {
        if (!isOver())
            rangeTaken(response);
    });
}

void GraphLargeDraft::rangeTaken(const Result<HttpResponse> &response)
{
    if (!response) {
        if (isNetworkTrouble(response.error().kind) && ++m_lost < mostLost)
            return putRange();
        return failed(graphFailure(response.error()));
    }
    const Answer<bool> attached = m_progress->took({response->status, response->headers}, response->body);
    if (!attached)
        return failed(attached.error());
    if (!*attached)
        return putRange();
    ++m_file;
    nextFile();
}

void GraphLargeDraft::failed(const Failure &failure)
{
    Failure why = failure;
    if (why.error.kind == ErrorKind::SendUncertain) // it is a draft yet
        why.error.kind = ErrorKind::ConnectionLost;
    if (m_draft.isEmpty())
        return end(why);
    GraphCall call;
    call.request = graph::DeleteMessage::request(mailbox(), m_draft);
    call.urgent = true;
    ask<graph::DeleteMessage>(std::move(call), [this, why](const Answer<void> &) { end(why); });
}

} // namespace liaison::transport
