#include "tests/support/screen_reader.h"

#include <QDBusArgument>
#include <QDBusConnectionInterface>
#include <QDBusObjectPath>
#include <QDBusReply>
#include <QDBusVariant>
#include <QUuid>

namespace liaison::test {

namespace {

const QString accessible = QStringLiteral("org.a11y.atspi.Accessible");
const QString root = QStringLiteral("/org/a11y/atspi/accessible/root");

// AtspiStateType of atspi-constants.h.
constexpr quint64 active = quint64(1) << 1;
constexpr quint64 focusedState = quint64(1) << 12;
constexpr quint64 showing = quint64(1) << 25;

const QString busName = QStringLiteral("org.a11y.Bus");
const QString busPath = QStringLiteral("/org/a11y/bus");

/// Tells programs on which bus screen readers are; desktops have at-spi-bus-launcher for it.
class BusForReaders : public QDBusVirtualObject {
public:
    explicit BusForReaders(QString address) : m_address(std::move(address)) { }
    [[nodiscard]] QString introspect(const QString & /*path*/) const override { return {}; }
    bool handleMessage(const QDBusMessage &message, const QDBusConnection &connection) override
    {
        return message.interface() == busName && message.member() == QLatin1String("GetAddress")
            && connection.send(message.createReply(m_address));
    }

private:
    QString m_address;
};

} // namespace

ScreenReader::ScreenReader(const QString &busAddress)
    : m_connection(QUuid::createUuid().toString()), m_bus(QDBusConnection::connectToBus(busAddress, m_connection)),
      m_place(std::make_unique<BusForReaders>(busAddress))
{
    if (!m_bus.registerVirtualObject(busPath, m_place.get()) || !m_bus.registerService(busName))
        qWarning("another screen reader is on this bus");
}

ScreenReader::~ScreenReader()
{
    QDBusConnection::disconnectFromBus(m_connection);
}

QDBusMessage ScreenReader::ask(const QString &service, const QString &path, const QString &interface,
                               const QString &method, const QVariantList &arguments) const
{
    constexpr int ms = 20'000; // a program that starts is busy
    QDBusMessage message = QDBusMessage::createMethodCall(service, path, interface, method);
    message.setArguments(arguments);
    return m_bus.call(message, QDBus::Block, ms);
}

bool ScreenReader::follow(qint64 pid)
{
    m_program.clear();
    const QStringList names = m_bus.interface()->registeredServiceNames();
    for (const QString &name : names) {
        // A program has several connections, one of them for screen readers.
        if (name.startsWith(QLatin1Char(':')) && m_bus.interface()->servicePid(name) == uint(pid)
            && !children(name, root).isEmpty())
            m_program = name;
    }
    return !m_program.isEmpty();
}

QStringList ScreenReader::children(const QString &service, const QString &path) const
{
    const QDBusMessage reply = ask(service, path, accessible, QStringLiteral("GetChildren"));
    QStringList paths;
    if (reply.type() != QDBusMessage::ReplyMessage || reply.arguments().isEmpty())
        return paths;
    const auto list = reply.arguments().first().value<QDBusArgument>();
    list.beginArray();
    while (!list.atEnd()) {
        QString owner;
        QDBusObjectPath child;
        list.beginStructure();
        list >> owner >> child;
        list.endStructure();
        paths << child.path();
    }
    list.endArray();
    return paths;
}

QString ScreenReader::property(const QString &path, const QString &name) const
{
    const QDBusMessage reply = ask(m_program, path, QStringLiteral("org.freedesktop.DBus.Properties"),
                                   QStringLiteral("Get"), {accessible, name});
    return reply.type() == QDBusMessage::ReplyMessage && !reply.arguments().isEmpty()
        ? reply.arguments().first().value<QDBusVariant>().variant().toString()
        : QString();
}

ScreenReader::Thing ScreenReader::thing(const QString &path) const
{
    Thing thing{path, {}, 0};
    const QDBusMessage states = ask(m_program, path, accessible, QStringLiteral("GetState"));
    if (states.type() != QDBusMessage::ReplyMessage || states.arguments().isEmpty())
        return thing; // gone meanwhile
    const auto words = qdbus_cast<QList<uint>>(states.arguments().first());
    thing.states = words.value(0) | quint64(words.value(1)) << 32;
    if ((thing.states & showing) == 0)
        return thing;
    thing.name = property(path, QStringLiteral("Name"));
    return thing;
}

void ScreenReader::look(const std::function<bool(const Thing &)> &see) const
{
    QStringList todo;
    const QStringList windows = children(m_program, root);
    for (const QString &window : windows) {
        if ((thing(window).states & active) != 0)
            todo = {window};
    }
    while (!todo.isEmpty()) {
        const Thing next = thing(todo.takeFirst());
        if ((next.states & showing) == 0)
            continue;
        if (!see(next))
            return;
        todo = children(m_program, next.path) + todo;
    }
}

QStringList ScreenReader::focused() const
{
    QStringList names;
    look([&](const Thing &thing) {
        if ((thing.states & focusedState) != 0)
            names << thing.name << property(thing.path, QStringLiteral("Description"));
        return true;
    });
    names.removeAll(QString());
    return names;
}

QString ScreenReader::focusedPlace() const
{
    QString place;
    look([&place](const Thing &thing) {
        if ((thing.states & focusedState) != 0)
            place = thing.path;
        return true;
    });
    return place;
}

bool ScreenReader::shows(const QString &words) const
{
    bool found = false;
    look([&](const Thing &thing) {
        found = thing.name.contains(words);
        return !found;
    });
    return found;
}

QString ScreenReader::everything() const
{
    QStringList lines;
    look([&lines](const Thing &thing) {
        if (!thing.name.isEmpty())
            lines << ((thing.states & focusedState) != 0 ? QStringLiteral("> ") : QStringLiteral("  ")) + thing.name;
        return true;
    });
    return lines.join(QLatin1Char('\n'));
}

} // namespace liaison::test
