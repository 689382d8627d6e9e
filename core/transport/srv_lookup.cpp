#include "core/transport/srv_lookup.h"

#include <QDnsLookup>
#include <QTimer>

#include <memory>

namespace liaison::transport {

Future<QList<SrvTarget>> lookUpSrv(QObject *owner, const QString &name, int limitMs)
{
    using Targets = QList<SrvTarget>;
    auto promise = std::make_shared<QPromise<Result<Targets>>>();
    promise->start();
    auto *lookup = new QDnsLookup(QDnsLookup::SRV, name, owner);
    QObject::connect(lookup, &QDnsLookup::finished, lookup, [lookup, promise] {
        Targets targets;
        const auto records = lookup->serviceRecords();
        for (const QDnsServiceRecord &record : records)
            targets << SrvTarget{record.target(), record.port(), record.priority(), record.weight()};
        lookup->deleteLater();
        if (lookup->error() == QDnsLookup::NoError)
            finishWith<Targets>(*promise, targets);
        else
            finishWith<Targets>(*promise, fail(ErrorKind::NameNotFound, lookup->errorString()));
    });
    QTimer::singleShot(limitMs, lookup, &QDnsLookup::abort);
    lookup->lookup();
    return promise->future();
}

} // namespace liaison::transport
