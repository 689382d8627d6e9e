#include "core/transport/mail_sink.h"

namespace liaison::transport {

Future<domain::Addresses> MailSink::resolve(QString, std::stop_token)
{
    return readyFuture<domain::Addresses>(domain::Addresses());
}

} // namespace liaison::transport
