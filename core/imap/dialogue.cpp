#include "core/imap/dialogue.h"

namespace liaison::imap {

namespace {
Error injection()
{
    return Error{ErrorKind::TlsInjection, QStringLiteral("bytes behind the answer to STARTTLS"), {}, std::nullopt};
}
} // namespace

Step Dialogue::start(Machine &machine)
{
    Q_ASSERT(!m_machine);
    if (!m_fatal)
        pump({}); // what the server said unasked since the last command
    m_machine = &machine;
    if (m_fatal)
        return breakOff(*m_fatal);
    Step step = machine.start();
    if (step.done) {
        m_machine = nullptr;
        return step;
    }
    return pump(std::move(step));
}

Step Dialogue::feed(QByteArrayView bytes)
{
    if (m_fatal)
        return {};
    if (m_awaitingTls)
        return breakOff(injection());
    Step step;
    const auto more = [&step](const Step &next) {
        step.send += next.send;
        step.secret |= next.secret;
        step.done |= next.done;
    };
    while (m_machine && m_machine->mayStartCompression() && !bytes.isEmpty() && !m_fatal) {
        const qsizetype line = bytes.indexOf('\n') + 1;
        const QByteArrayView next = line > 0 ? bytes.first(line) : bytes;
        bytes = bytes.sliced(next.size());
        more(feedParser(next));
    }
    if (std::exchange(m_compressionStarted, false))
        m_unread = bytes.toByteArray();
    else if (!bytes.isEmpty() && !m_fatal)
        more(feedParser(bytes));
    return step;
}

Step Dialogue::feedParser(QByteArrayView bytes)
{
    const Result<void> fed = m_parser.feed(bytes);
    Step step = pump({});
    // What cannot even be read, right behind the answer to STARTTLS, is no less an injection.
    if (!fed && !m_fatal)
        step.done |= breakOff(m_awaitingTls ? injection() : fed.error()).done;
    return step;
}

Step Dialogue::pump(Step step)
{
    // On past the end of a machine, too: what stands behind its answer is judged now, not when the next one starts.
    while (!m_fatal) {
        const auto response = m_parser.next();
        if (!response)
            break;
        if (!*response) {
            step.done |= breakOff(response->error()).done;
            break;
        }
        if (m_observer)
            m_observer(**response);
        note(**response);
        if (!m_machine) {
            const auto *status = std::get_if<StatusResponse>(&**response);
            if ((status && !status->tag.isEmpty()) || std::holds_alternative<Continuation>(**response))
                breakOff(unexpected("nothing"));
            continue;
        }
        const Step next = m_machine->feed(**response);
        step.send += next.send;
        step.secret |= next.secret;
        step.done |= next.done;
        if (!next.done)
            continue;
        m_awaitingTls = m_machine->startsTls();
        m_compressionStarted = m_machine->startsCompression();
        if (m_awaitingTls && m_parser.hasBytes())
            breakOff(injection());
        m_machine = nullptr;
    }
    return step;
}

Step Dialogue::interrupt()
{
    return m_machine ? m_machine->interrupt() : Step{};
}

Step Dialogue::breakOff(const Error &error)
{
    m_fatal = error;
    if (!m_machine)
        return {};
    m_machine->abort(error);
    m_machine = nullptr;
    return {{}, true, false};
}

void Dialogue::connectionLost(const Error &error)
{
    breakOff(m_fatal ? *m_fatal : m_bye ? *m_bye : error);
}

void Dialogue::tlsStarted()
{
    m_parser.clear();
    m_awaitingTls = false;
    m_context.capabilities = Capabilities();
    m_context.lastAlert.clear();
    m_context.secure = true;
}

void Dialogue::note(const Response &response)
{
    if (const auto *status = std::get_if<StatusResponse>(&response)) {
        noteStatus(*status);
    } else if (const auto *capability = std::get_if<CapabilityData>(&response)) {
        m_context.capabilities = Capabilities(capability->names);
    } else if (const auto *exists = std::get_if<ExistsData>(&response)) {
        m_mailbox.changed |= exists->count != m_mailbox.exists;
        m_mailbox.exists = exists->count;
    } else if (const auto *expunge = std::get_if<ExpungeData>(&response)) {
        m_mailbox.changed = true;
        if (expunge->sequence <= m_mailbox.exists)
            --m_mailbox.exists;
    } else if (const auto *vanished = std::get_if<VanishedData>(&response)) {
        m_mailbox.changed = true;
        if (!vanished->earlier)
            m_mailbox.exists -= quint32(std::min<quint64>(m_mailbox.exists, vanished->uids.count()));
    } else if (const auto *folder = std::get_if<StatusData>(&response)) {
        m_news.statuses << *folder;
    }
}

void Dialogue::noteStatus(const StatusResponse &status)
{
    if (status.code.name == "CAPABILITY" && status.status != Status::No && status.status != Status::Bad)
        m_context.capabilities = Capabilities(status.code.words);
    if (status.code.name == "ALERT")
        m_context.lastAlert = status.text.left(500);
    if (status.code.name == "NOTIFICATIONOVERFLOW" && status.tag.isEmpty() && std::exchange(m_context.notifying, false))
        m_news.overflow = true;
    if (status.status == Status::Bye && status.tag.isEmpty())
        m_bye = errorFrom(status, ErrorKind::ConnectionLost);
}

} // namespace liaison::imap
