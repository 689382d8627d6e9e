#include "core/transport/ews_rebuild.h"

#include "core/base/log.h"
#include "core/ews/rebuild_mail.h"

#include <algorithm>

namespace liaison::transport {

namespace {

constexpr qsizetype mostAttachments = 100;
constexpr qint64 mostBytes = 64 * 1024 * 1024;
/// Around the content in an answer.
constexpr qint64 envelopeBytes = 256 * 1024;

} // namespace

EwsRebuild::EwsRebuild(EwsSession *session, ews::Item item, std::stop_token stop, QObject *parent)
    : QObject(parent), m_session(session), m_item(std::move(item)), m_stop(std::move(stop)), m_left(mostBytes)
{
}

bool EwsRebuild::concernsNoItem(const ews::Failure &failure)
{
    // An attachment that is larger than it was said to be is no matter of the network.
    const bool network = failure.code == QLatin1String("network") && failure.error.kind != ErrorKind::LimitExceeded;
    return network || ews::concernsAccount(failure.remedy);
}

void EwsRebuild::start(Done done)
{
    m_done = std::move(done);
    next();
}

void EwsRebuild::next()
{
    const qsizetype count = std::min<qsizetype>(m_item.attachments.size(), mostAttachments);
    while (m_next < count && m_item.attachments.at(m_next).size > m_left)
        ++m_next;
    if (m_next >= count)
        return end();
    const ews::AttachmentInfo info = m_item.attachments.at(m_next++);
    EwsCall call;
    call.stop = m_stop;
    call.mostBytes = m_left / 3 * 4 + m_left / 32 + envelopeBytes; // base64 with its line ends
    call.request
        = [id = info.id](const ews::RequestContext &context) { return ews::GetAttachment::request(context, {id}); };
    m_session->ask<ews::GetAttachment>(
        this, std::move(call),
        [this, info](ews::Answer<ews::GetAttachment::Value> answer) { take(info, std::move(answer)); });
}

void EwsRebuild::take(const ews::AttachmentInfo &info, ews::Answer<ews::GetAttachment::Value> answer)
{
    const bool empty = answer && answer->empty();
    if (answer && !empty && answer->front()) {
        ews::Attachment &attachment = *answer->front();
        // An appointment that the server makes no MIME of, or one that swelled past its size.
        const bool usable = attachment.content.size() <= m_left && !(attachment.isItem && attachment.content.isEmpty());
        if (usable) {
            m_left -= attachment.content.size();
            attachment.id = info.id;
            m_contents << std::move(attachment);
        }
        return next();
    }
    const ews::Failure failure = !answer ? answer.error()
        : empty                          ? ews::lacking("the attachment").value()
                                         : answer->front().error();
    qCInfo(lcNet, "an attachment is not to be had (%s)", qPrintable(failure.code));
    if (!m_failure)
        m_failure = failure;
    if (!concernsNoItem(failure))
        return next();
    m_failure = failure;
    deleteLater();
    m_done({}, m_failure);
}

void EwsRebuild::end()
{
    deleteLater();
    m_done(ews::rebuiltMail(m_item, m_contents), m_failure);
}

} // namespace liaison::transport
