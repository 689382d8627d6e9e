#pragma once

#include "core/feed/engine.h"
#include "core/store/mailboxes.h"
#include "tests/support/fake_sign_in.h"
#include "tests/ui/shell/shell_world.h"
#include "ui/admin/sign_in_dialog.h"

#include <QPointer>
#include <QUrl>

namespace liaison::test {

/// A window's world whose people sign in when the test says so.
struct SignInShell {
    SignInShell()
        : engine(&shell.store(), &transport,
                 [](const domain::Mailbox &) { return readyFuture<QPair<Secret, Secret>>(QPair<Secret, Secret>()); },
                 &shell.clock(), {})
    {
        mailbox = shell.addMailbox(QStringLiteral("ir@corp.example"));
        mailbox = must(awaited(shell.store().write([changed = withPerson(mailbox)](store::Session &session) {
            return store::Mailboxes(session).save(changed);
        })));
    }
    ~SignInShell() { delete made; }
    ui::UiContext context()
    {
        ui::UiContext context = shell.context();
        context.desk.engine = &engine;
        return context;
    }
    /// A dialog whose browser only notes where it is sent.
    ui::SignInDialog *dialog(QWidget *parent = nullptr, bool opens = true)
    {
        made = new ui::SignInDialog(context(), mailbox, parent, [this, opens](const QUrl &url) {
            opened << url;
            return opens;
        });
        made->open();
        return made;
    }
    ShellWorld shell;
    FakeSignIn transport{std::make_shared<FakeServer>()};
    feed::Engine engine;
    domain::Mailbox mailbox;
    QList<QUrl> opened;
    QPointer<ui::SignInDialog> made;
};

} // namespace liaison::test
