#include "core/transport/ews_sink.h"

#include "core/ews/create_item.h"
#include "core/ews/get_folder.h"
#include "core/ews/hidden_recipients.h"
#include "core/transport/ews_resolve.h"
#include "core/transport/ews_task.h"

namespace liaison::transport {

namespace {

class EwsSend final : public EwsTask<SendReceipt> {
public:
    EwsSend(EwsSession *session, Submission mail, std::stop_token stop, QObject *parent)
        : EwsTask(session, std::move(stop), parent), m_mail(std::move(mail))
    {
    }
    ~EwsSend() override
    {
        // The request went to the network: what became of it nobody tells any more.
        if (m_handedOver)
            finish(fail(ErrorKind::SendUncertain, QStringLiteral("shut down")));
    }

    /// A small request first: NTLM uploads what opens a connection three times, and a version that the server refuses
    /// is better found out without a mail.
    void start() override
    {
        const bool afresh = account().signIn().signIn == domain::SignIn::Ntlm;
        session().greet(
            [this, alive = QPointer<QObject>(this)](const std::optional<ews::Failure> &failure) {
                if (!alive || isOver())
                    return;
                if (failure && failure->remedy != ews::Remedy::FolderGone)
                    end(*failure);
                else
                    send();
            },
            afresh);
    }

private:
    void onStop() override
    {
        if (!m_handedOver) // else HttpClient knows whether it is still in time
            EwsTask::onStop();
    }

    void send()
    {
        ews::NewMail mail;
        mail.bcc = ews::hiddenRecipients(m_mail.raw, m_mail.recipients);
        mail.mime = std::exchange(m_mail.raw, {});
        mail.folder = account().folder(QStringLiteral("sentitems"));
        EwsCall call;
        call.once = true;
        call.silenceMs = session().timings().sendAnswerMs;
        m_handedOver = true;
        ask<ews::CreateItem>(
            [mail](const ews::RequestContext &context) { return ews::CreateItem::request(context, mail); },
            [this](const ews::Answer<ews::ItemId> &sent) { answered(sent); }, std::move(call));
    }

    void answered(const ews::Answer<ews::ItemId> &sent)
    {
        m_handedOver = false;
        if (sent) {
            SendReceipt receipt;
            receipt.serverWords = QStringLiteral("NoError");
            receipt.serverFilesCopy = true;
            return finish(std::move(receipt));
        }
        const ews::Failure &failure = sent.error();
        Error error = errorOf(failure);
        if (failure.code != QLatin1String("network") && ews::mayHaveHappened(failure))
            error.kind = ErrorKind::SendUncertain;
        finish(fail(std::move(error)));
    }

    Submission m_mail;
    bool m_handedOver = false;
};

class EwsCheck final : public EwsTask<void> {
public:
    using EwsTask::EwsTask;

    void start() override
    {
        ask<ews::GetFolder>(
            [folder = account().folder(QStringLiteral("sentitems"))](const ews::RequestContext &context) {
                return ews::GetFolder::request(context, {folder}, ews::FolderShape::IdOnly);
            },
            [this](const ews::Answer<ews::GetFolder::Value> &folders) {
                if (!folders)
                    end(folders.error());
                else if (!folders->empty() && !folders->front())
                    end(folders->front().error());
                else
                    finish({});
            });
    }
};

} // namespace

EwsSink::EwsSink(std::shared_ptr<EwsAccount> account, EwsTimings timings, QObject *parent)
    : MailSink(parent), m_account(std::move(account)), m_timings(timings),
      m_session(new EwsSession(m_account, timings, this))
{
}

EwsSink::~EwsSink()
{
    shutDown();
}

Future<SendReceipt> EwsSink::send(Submission mail, std::stop_token stop)
{
    if (stop.stop_requested() || !m_session)
        return readyFuture<SendReceipt>(fail(ErrorKind::Cancelled));
    auto *task = new EwsSend(m_session, std::move(mail), std::move(stop), m_session);
    Future<SendReceipt> future = task->future();
    task->start();
    return future;
}

Future<void> EwsSink::check(std::stop_token stop)
{
    if (stop.stop_requested() || !m_session)
        return readyFuture<void>(fail(ErrorKind::Cancelled));
    auto *task = new EwsCheck(m_session, std::move(stop), m_session);
    Future<void> future = task->future();
    task->start();
    return future;
}

Future<domain::Addresses> EwsSink::resolve(QString typed, std::stop_token stop)
{
    typed = typed.simplified();
    if (typed.isEmpty())
        return readyFuture<domain::Addresses>(domain::Addresses());
    if (stop.stop_requested() || !m_session)
        return readyFuture<domain::Addresses>(fail(ErrorKind::Cancelled));
    auto *task = new EwsResolve(m_session, std::move(typed), std::move(stop), m_session);
    Future<domain::Addresses> future = task->future();
    task->start();
    return future;
}

void EwsSink::shutDown()
{
    delete std::exchange(m_session, nullptr);
}

} // namespace liaison::transport
