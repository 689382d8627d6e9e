#include "app/demo/imap_wire.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <utility>

using namespace liaison::demo;

/// What the demo's IMAP tells of changes that others make, and when (RFC 3501 sections 5.2 and 7.4.1).
class TestImapWire : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void aRemovalWaitsForACommandThatMayTellIt();
    void whatOthersMarkIsTold();
    void numbersFollowTheView();

private:
    QByteArray ask(const QByteArray &line);

    std::unique_ptr<PostOffice> m_post;
    std::unique_ptr<ImapWire> m_wire;
    DemoMailbox *m_box = nullptr;
    QByteArray m_said;
};

void TestImapWire::init()
{
    m_post = std::make_unique<PostOffice>();
    m_box = m_post->addMailbox(QStringLiteral("desk@unit.example"), QStringLiteral("pencil"));
    for (int i = 1; i <= 4; ++i)
        QVERIFY(m_box->append(QStringLiteral("INBOX"), "Subject: n" + QByteArray::number(i) + "\r\n\r\nx\r\n",
                              i * 1'000, {}));
    m_wire = std::make_unique<ImapWire>(m_post.get());
    connect(m_wire.get(), &ImapWire::say, this, [this](const QByteArray &bytes) { m_said += bytes; });
    m_wire->greet();
    QVERIFY(ask("LOGIN desk@unit.example pencil").contains("t OK"));
    QVERIFY(ask("SELECT INBOX").contains("* 4 EXISTS"));
}

QByteArray TestImapWire::ask(const QByteArray &line)
{
    m_said.clear();
    m_wire->receive("t " + line + "\r\n");
    return std::exchange(m_said, {});
}

/// A FETCH may not tell of it: the numbers that a client has under way would be those of other mails.
void TestImapWire::aRemovalWaitsForACommandThatMayTellIt()
{
    m_box->remove(QStringLiteral("INBOX"), {2});
    const QByteArray fetched = ask("FETCH 4 (UID)");
    QVERIFY2(fetched.contains("* 4 FETCH (UID 4)") && !fetched.contains("EXPUNGE"), fetched.constData());
    const QByteArray idle = ask("NOOP");
    QVERIFY2(idle.contains("* 2 EXPUNGE"), idle.constData());
    QVERIFY(!ask("NOOP").contains("EXPUNGE"));
}

void TestImapWire::whatOthersMarkIsTold()
{
    QCOMPARE(ask("NOOP").count('\n'), 1);
    m_box->changeFlags(QStringLiteral("INBOX"), 3, DemoMailbox::Change::Add, {"\\Seen"});
    const QByteArray told = ask("NOOP");
    QVERIFY2(told.contains("* 3 FETCH (UID 3 FLAGS (\\Seen))"), told.constData());
    QCOMPARE(ask("NOOP").count('\n'), 1);
}

void TestImapWire::numbersFollowTheView()
{
    m_box->remove(QStringLiteral("INBOX"), {1, 3});
    ask("NOOP");
    const QByteArray fetched = ask("UID FETCH 1:* (UID)");
    QVERIFY2(fetched.contains("* 1 FETCH (UID 2)") && fetched.contains("* 2 FETCH (UID 4)"), fetched.constData());
}

LIAISON_TEST(TestImapWire)
#include "tst_imap_wire.moc"
