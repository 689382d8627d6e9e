#pragma once

#include "core/imap/command_writer.h"
#include "core/imap/machine.h"

namespace liaison::imap {

/// A machine that is one tagged command: sends its pieces as continuations arrive, hands untagged responses to
/// onUntagged() and the tagged one to onTagged().
template <class T> class Command : public MachineOf<T> {
public:
    Step start() final
    {
        m_tag = m_context.nextTag();
        if (const auto refusal = refusedLocally())
            return this->finish(fail(*refusal));
        CommandWriter writer(m_context, m_tag, verb());
        addArguments(writer);
        m_pieces = writer.finish();
        return {m_pieces.takeFirst(), false, secret()};
    }

    Step feed(const Response &response) final
    {
        if (const auto *status = std::get_if<StatusResponse>(&response); status && !status->tag.isEmpty()) {
            if (status->tag != m_tag)
                return this->finish(fail(unexpected(name())));
            // A literal that was refused ends the command; anything else needs all pieces to have gone out.
            if (status->status == Status::Ok && !m_pieces.isEmpty())
                return this->finish(fail(unexpected(name())));
            return onTagged(*status);
        }
        if (const auto *go = std::get_if<Continuation>(&response))
            return m_pieces.isEmpty() ? onContinuation(*go) : Step{m_pieces.takeFirst(), false, secret()};
        return onUntagged(response);
    }

protected:
    explicit Command(Context &context) : m_context(context) { }

    [[nodiscard]] Context &context() { return m_context; }
    [[nodiscard]] const Context &context() const { return m_context; }
    [[nodiscard]] const QByteArray &tag() const { return m_tag; }

    [[nodiscard]] virtual const char *name() const = 0;
    /// The command's word with arguments that need no quoting.
    [[nodiscard]] virtual QByteArray verb() const { return name(); }
    virtual void addArguments(CommandWriter &) { }
    /// A reason not to send it at all.
    [[nodiscard]] virtual std::optional<Error> refusedLocally() const { return std::nullopt; }
    [[nodiscard]] virtual bool secret() const { return false; }
    virtual Step onUntagged(const Response &) { return {}; }
    virtual Step onContinuation(const Continuation &) { return this->finish(fail(unexpected(name()))); }
    virtual Step onTagged(const StatusResponse &status) = 0;

private:
    Context &m_context;
    QByteArray m_tag;
    QList<QByteArray> m_pieces;
};

} // namespace liaison::imap
