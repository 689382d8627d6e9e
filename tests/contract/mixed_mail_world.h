#pragma once

#include "tests/contract/exchange_mail_world.h"

namespace liaison::test {

/// A mailbox on the demo's Exchange that is read by EWS, and that sends by SMTP through a real Exim, which files
/// nothing into it. Exim knows the analysts as one who may send; what it is given for them it keeps to itself until
/// carry() plays the organisation's routing.
class MixedMailWorld final : public ExchangeMailWorld {
public:
    MixedMailWorld() = default;
    ~MixedMailWorld() override;

    [[nodiscard]] bool filesSentMail() const override { return false; }
    QList<QByteArray> delivered() override;
    /// The mails that Exim was given for the analysts themselves.
    [[nodiscard]] QList<QByteArray> forAnalysts() const;
    /// Puts those that did not go there before into the inbox on Exchange; how many.
    int carry();

protected:
    QByteArray serve() override;
    void describe(domain::Mailbox &mailbox) const override;

private:
    QTemporaryDir m_certificates;
    TlsFiles m_tls;
    std::unique_ptr<MailHost> m_host;
    qsizetype m_carried = 0;
};

} // namespace liaison::test
