#pragma once

#include "core/base/on_done.h"
#include "core/domain/address.h"

#include <QByteArray>
#include <QObject>
#include <QString>
#include <QStringList>

#include <stop_token>

namespace liaison::transport {

/// A mail to submit: envelope and bytes (CRLF line ends, no Bcc header).
struct Submission {
    QString sender;
    QStringList recipients;
    QByteArray raw;
    /// Comes back in reports where the protocol can (ENVID, RFC 3461); empty: none.
    QString envelopeId = {};
};

struct RecipientRefusal {
    QString address;
    QString serverWords;
    bool permanent = true;
};

/// The server accepted the mail for at least one recipient.
struct SendReceipt {
    QString serverWords;             ///< the last reply, "2.0.0 Ok: queued as …"
    QList<RecipientRefusal> refused; ///< recipients that were refused while others were accepted
    bool serverFilesCopy = false;    ///< the protocol files the sent copy itself (EWS, Graph)
};

/// Sends through one mailbox. An error of kind SendUncertain means that the bytes may have been accepted: the
/// link was lost after the end of the data and before the answer. Every other error means: not sent.
class MailSink : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    virtual Future<SendReceipt> send(Submission mail, std::stop_token stop) = 0;
    /// Connects, signs in and leaves without sending anything: whether the account could send.
    virtual Future<void> check(std::stop_token stop) = 0;
    /// People and lists of the server's directory whose names or addresses begin with `typed`, at most mostPeople, each
    /// with a valid address and a name in one line. Nobody where the protocol has no directory, or nobody fits.
    virtual Future<domain::Addresses> resolve(QString typed, std::stop_token stop);
    static constexpr qsizetype mostPeople = 20;
    virtual void shutDown() = 0;
};

} // namespace liaison::transport
