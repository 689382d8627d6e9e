#pragma once

#include <QByteArray>
#include <QObject>

#include <functional>
#include <memory>

namespace liaison::demo {

/// The server's end of one connection, without a socket: it is fed bytes, and says bytes.
class Wire : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    virtual void greet() = 0;
    virtual void receive(const QByteArray &bytes) = 0;

Q_SIGNALS:
    void say(const QByteArray &bytes);
    /// What was said goes out, then the connection ends.
    void leave();
};

using WireMaker = std::function<std::unique_ptr<Wire>()>;

} // namespace liaison::demo
