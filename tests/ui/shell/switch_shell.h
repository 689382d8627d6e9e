#pragma once

#include "core/domain/mailbox_switch.h"
#include "core/store/mailboxes.h"
#include "tests/support/fake_sign_in.h"
#include "tests/ui/shell/shell_world.h"
#include "ui/admin/switch_dialog.h"
#include "ui/common/message_bar.h"

#include <QLineEdit>
#include <QPointer>
#include <QPushButton>

namespace liaison::test {

/// A window's world with a mailbox on Exchange Web Services, and switches that end as a test says.
struct SwitchShell {
    struct Asked {
        domain::Mailbox mailbox;
        desk::SwitchDesk::Options options;
        std::stop_token stop;
        desk::SwitchDesk::Progress progress;
        std::shared_ptr<QPromise<Result<domain::SwitchReport>>> promise;
    };

    explicit SwitchShell(domain::OAuthFlow flow = domain::OAuthFlow::Application)
    {
        mailbox = save(withPerson(shell.addMailbox(QStringLiteral("ir@corp.example")), flow));
    }
    ~SwitchShell() { delete made; }

    domain::Mailbox save(const domain::Mailbox &changed)
    {
        return must(awaited(shell.store().write(
            [changed](store::Session &session) { return store::Mailboxes(session).save(changed); })));
    }
    ui::SwitchDialog *dialog(QWidget *parent = nullptr)
    {
        made = new ui::SwitchDialog(shell.context(), mailbox, parent,
                                    [this](const domain::Mailbox &from, const desk::SwitchDesk::Options &options,
                                           std::stop_token stop, desk::SwitchDesk::Progress progress) {
                                        auto promise = std::make_shared<QPromise<Result<domain::SwitchReport>>>();
                                        promise->start();
                                        asked << Asked{from, options, std::move(stop), std::move(progress), promise};
                                        return promise->future();
                                    });
        made->open();
        return made;
    }
    /// The end of what was asked for last.
    void answer(Result<domain::SwitchReport> result)
    {
        finishWith<domain::SwitchReport>(*asked.last().promise, std::move(result));
    }
    /// Both ways show the same three folders.
    [[nodiscard]] domain::SwitchReport report() const
    {
        domain::SwitchReport report;
        report.mailbox = mailbox.address;
        const std::initializer_list<std::pair<const char *, int>> folders{
            {"Inbox", 1'204}, {"Sent Items", 873}, {"Archive/2026", 12}};
        for (const auto &[path, mails] : folders) {
            domain::SwitchedFolder folder;
            folder.path = folder.pathThere = QLatin1String(path);
            folder.selected = true;
            folder.stored = folder.here = folder.there = folder.recognised = mails;
            folder.compared = std::min(mails, 100);
            report.folders << folder;
        }
        return report;
    }
    /// One folder lacks two of the newest mails, and each way has a folder of its own.
    [[nodiscard]] domain::SwitchReport differing() const
    {
        domain::SwitchReport report = this->report();
        report.folders.first().there = 1'202;
        report.folders.first().missingThere
            = {QStringLiteral("AM6PR0402MB3911@eurprd04.prod.outlook.example"), QStringLiteral("2@bu.example")};
        report.folders.last().there = 13;
        report.foldersOnlyHere = {QStringLiteral("Conversation History")};
        report.foldersOnlyThere = {QStringLiteral("Snoozed")};
        return report;
    }
    [[nodiscard]] domain::SwitchReport refused(domain::TestStepKind step, domain::TestReason reason) const
    {
        domain::TestReport test;
        test.mailbox = mailbox.address;
        test.over = true;
        domain::TestStep failed;
        failed.kind = step;
        failed.state = domain::TestStepState::Failed;
        failed.reason = reason;
        failed.advice = QStringLiteral("There is no mailbox of this address in the tenant. Check the e-mail address.");
        failed.error = Error{ErrorKind::PermissionDenied, QStringLiteral("the log's words"), {}, {}};
        test.steps = {failed};
        domain::SwitchReport report;
        report.mailbox = mailbox.address;
        report.tests = {test};
        return report;
    }

    ShellWorld shell;
    domain::Mailbox mailbox;
    QList<Asked> asked;
    QPointer<ui::SwitchDialog> made;
};

/// As the adapter of EWS says it, and as it is stored of a feed.
inline domain::FeedStatus blockedFeed(const domain::Mailbox &mailbox)
{
    domain::FeedStatus status;
    status.mailbox = mailbox.id;
    status.address = mailbox.address;
    status.state = domain::FeedState::Failed;
    status.error = Error{
        ErrorKind::PermissionDenied,
        QStringLiteral("BlockedForApp (EWS 403): Exchange Online has Exchange Web Services blocked for this "
                       "application or mailbox. Switch the mailbox to Microsoft Graph, or have an administrator "
                       "allow the application."),
        {},
        {}};
    return status;
}

/// The shown button of this text, whatever its mnemonic.
inline QPushButton *shownButton(QWidget &parent, const QString &text)
{
    const QList<QPushButton *> all = parent.findChildren<QPushButton *>();
    for (QPushButton *each : all) {
        if (QString(each->text()).remove(QLatin1Char('&')) == text && !each->isHidden())
            return each;
    }
    return nullptr;
}

inline bool barSays(QWidget &parent, const QString &words)
{
    const QList<ui::MessageBar *> bars = parent.findChildren<ui::MessageBar *>();
    return std::any_of(bars.begin(), bars.end(),
                       [&words](const ui::MessageBar *bar) { return !bar->isHidden() && bar->text().contains(words); });
}

} // namespace liaison::test
