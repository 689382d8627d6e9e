#pragma once

#include "core/feed/engine.h"
#include "core/store/mailboxes.h"
#include "tests/support/fake_sign_in.h"
#include "tests/ui/shell/shell_world.h"
#include "ui/admin/form_field.h"
#include "ui/admin/mailbox_wizard.h"
#include "ui/common/message_bar.h"

#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QRadioButton>
#include <QTest>

#include <algorithm>

namespace liaison::test {

/// The visible one of this accessible name, or of this text, whatever its mnemonic.
template <class T> T *visible(QWidget &parent, const QString &name)
{
    const QList<T *> all = parent.findChildren<T *>();
    for (T *widget : all) {
        QString text = widget->accessibleName();
        if (auto *button = qobject_cast<QAbstractButton *>(widget); button && text.isEmpty())
            text = button->text().remove(QLatin1Char('&'));
        if (text == name && widget->isVisible())
            return widget;
    }
    return nullptr;
}

/// Whether a visible label, a bar's included, has these words.
inline bool says(QWidget &parent, const QString &words)
{
    const QList<QLabel *> labels = parent.findChildren<QLabel *>();
    return std::any_of(labels.begin(), labels.end(),
                       [&words](const QLabel *label) { return label->isVisible() && label->text().contains(words); });
}

inline QString problemAt(QWidget &parent, const QString &name)
{
    const QList<ui::FormField *> fields = parent.findChildren<ui::FormField *>();
    for (const ui::FormField *field : fields) {
        if (field->isVisible() && field->editor()->accessibleName() == name)
            return field->problem();
    }
    return QStringLiteral("no such field");
}

inline void press(QWidget &parent, const QString &text)
{
    // A button that was just added is shown with the next turn of the event loop.
    QTRY_VERIFY2(visible<QAbstractButton>(parent, text), qPrintable(text));
    auto *button = visible<QAbstractButton>(parent, text);
    QVERIFY2(button->isEnabled(), qPrintable(text));
    button->click();
}

inline void typeInto(QWidget &parent, const QString &name, const QString &text)
{
    auto *line = visible<QLineEdit>(parent, name);
    QVERIFY2(line, qPrintable(name));
    line->clear();
    const bool onKeys = std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u' ' && c <= u'~'; });
    if (onKeys)
        QTest::keyClicks(line, text);
    else
        line->insert(text); // as if it were pasted
}

inline void choose(QWidget &parent, const QString &name, const QString &text)
{
    auto *box = visible<QComboBox>(parent, name);
    QVERIFY2(box && box->findText(text) >= 0, qPrintable(name));
    box->setCurrentIndex(box->findText(text));
    Q_EMIT box->activated(box->currentIndex());
}

/// A window's world with an engine over a mail server in memory, whose wizard looks for Exchange where a test says.
struct WizardWorld {
    struct Asked {
        domain::AutodiscoveryRequest request;
        std::stop_token stop;
        std::shared_ptr<QPromise<Result<domain::Autodiscovery>>> promise;
    };

    WizardWorld()
        : engine(&shell.store(), &transport,
                 [](const domain::Mailbox &) { return readyFuture<QPair<Secret, Secret>>(QPair<Secret, Secret>()); },
                 &shell.clock(), {})
    {
        server->addFolder(QStringLiteral("Archive"), domain::FolderRole::Archive);
        server->addFolder(QStringLiteral("INBOX"), domain::FolderRole::Inbox);
        server->addFolder(QStringLiteral("Archive/2026"), domain::FolderRole::None);
        server->addFolder(QStringLiteral("Sent"), domain::FolderRole::Sent);
    }
    ~WizardWorld() { delete made; }
    WizardWorld(const WizardWorld &) = delete;
    WizardWorld &operator=(const WizardWorld &) = delete;

    ui::UiContext context()
    {
        ui::UiContext context = shell.context();
        context.desk.engine = &engine;
        return context;
    }
    ui::MailboxWizard &wizard()
    {
        if (!made) {
            made = new ui::MailboxWizard(context(), nullptr,
                                         [this](domain::AutodiscoveryRequest request, std::stop_token stop) {
                                             auto promise = std::make_shared<QPromise<Result<domain::Autodiscovery>>>();
                                             promise->start();
                                             asked << Asked{std::move(request), std::move(stop), promise};
                                             return promise->future();
                                         });
            made->open();
            if (!QTest::qWaitForWindowActive(made))
                qWarning("the wizard did not become active");
        }
        return *made;
    }
    /// The end of the search that was asked for last.
    void answer(Result<domain::Autodiscovery> result)
    {
        finishWith<domain::Autodiscovery>(*asked.last().promise, std::move(result));
    }
    static domain::Autodiscovery found(const QString &ewsUrl)
    {
        domain::Autodiscovery found;
        found.ewsUrl = QUrl(ewsUrl);
        found.address = QStringLiteral("ir@corp.example");
        found.trials << domain::AutodiscoveryTrial{domain::AutodiscoveryTrial::What::Json,
                                                   QUrl(QStringLiteral("https://autodiscover.corp.example/x")),
                                                   ewsUrl,
                                                   {}};
        return found;
    }
    static domain::Autodiscovery nothing(ErrorKind why, const QStringList &hostsToTrust = {})
    {
        domain::Autodiscovery found;
        found.address = QStringLiteral("ir@corp.example");
        found.hostsToTrust = hostsToTrust;
        found.error = Error{why, QStringLiteral("the log's words"), {}, {}};
        return found;
    }
    /// To the step of the type, which looks.
    void enterAddress(const QString &address = QStringLiteral("ir@corp.example"))
    {
        typeInto(wizard(), QStringLiteral("E-mail address"), address);
        press(wizard(), QStringLiteral("No, Liaison alone"));
        press(wizard(), QStringLiteral("Next"));
        QTRY_COMPARE(asked.size(), 1);
    }
    /// To the step of the sign-in, by hand.
    void chooseType(const QString &type)
    {
        enterAddress();
        press(wizard(), type);
        press(wizard(), QStringLiteral("Next"));
        QTRY_VERIFY(says(wizard(), QStringLiteral("Step 3 of 5: Sign-in")));
    }
    /// To the step of the folders, over IMAP + SMTP.
    void signIn()
    {
        chooseType(QStringLiteral("IMAP + SMTP"));
        typeInto(wizard(), QStringLiteral("Inbound host"), QStringLiteral("imap.corp.example"));
        typeInto(wizard(), QStringLiteral("Inbound password"), QStringLiteral("correct horse"));
        typeInto(wizard(), QStringLiteral("Outbound host"), QStringLiteral("smtp.corp.example"));
        press(wizard(), QStringLiteral("Next"));
        QTRY_VERIFY(says(wizard(), QStringLiteral("Step 4 of 5: Folders")));
    }
    /// To the step of the tests, with the folders as they are proposed.
    void takeFolders()
    {
        signIn();
        QTRY_VERIFY(visible<QPushButton>(wizard(), QStringLiteral("Next"))->isEnabled());
        press(wizard(), QStringLiteral("Next"));
        QTRY_VERIFY(says(wizard(), QStringLiteral("Step 5 of 5: Test")));
    }
    /// The mail that TEST OUTBOUND sent to itself arrives.
    void deliverTestMail()
    {
        QTRY_COMPARE(server->sent().size(), 1);
        server->deliver(QStringLiteral("INBOX"), server->sent().first().raw);
    }
    QList<domain::Mailbox> stored()
    {
        return must(
            awaited(shell.store().read([](store::Session &session) { return store::Mailboxes(session).list(); })));
    }
    std::optional<Secret> secret(const domain::Mailbox &mailbox)
    {
        return must(awaited(shell.vault().read(domain::vaultKey(mailbox, domain::SecretUse::Inbound))));
    }

    ShellWorld shell;
    std::shared_ptr<FakeServer> server = std::make_shared<FakeServer>();
    FakeSignIn transport{server};
    feed::Engine engine;
    QList<Asked> asked;
    QPointer<ui::MailboxWizard> made;
};

} // namespace liaison::test
