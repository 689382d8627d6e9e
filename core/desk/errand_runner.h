#pragma once

#include "core/desk/desk.h"
#include "core/store/errands.h"

#include <QHash>
#include <QObject>
#include <QTimer>

#include <memory>
#include <stop_token>

namespace liaison::desk {

/// Carries out what other processes ask of this one, since its vault has a mailbox's secrets: a person's sign-in, by a
/// code that the person types elsewhere, and connection tests. Each is done in the name of whoever asked. Lives beside
/// an engine, on its façade's thread.
class ErrandRunner : public QObject {
    Q_OBJECT
public:
    /// Told to the store in this rhythm, thrice: after `waitMs` without a word this process is taken for dead.
    explicit ErrandRunner(Context context, qint64 waitMs = 30'000, QObject *parent = nullptr);
    ~ErrandRunner() override; ///< ends what is under way, and says so

private:
    struct Run {
        store::Errand errand;
        std::stop_source stop;
        QJsonObject progress; ///< the newest
        bool told = true;     ///< it is written down
        bool telling = false;
    };
    void look();
    void take(const store::Errand &errand);
    void begin(const store::Errand &errand);
    void signIn(const store::Errand &errand, std::stop_token stop);
    void test(const store::Errand &errand, std::stop_token stop);
    void progress(const QString &id, const QJsonObject &progress);
    void tell(const QString &id);
    void end(const QString &id, const QJsonObject &answer);
    void goOn();
    void abandon(const QString &id);
    [[nodiscard]] Context contextOf(const store::Errand &errand) const;

    Context m_context;
    QString m_holder;
    qint64 m_waitMs;
    QHash<QString, std::shared_ptr<Run>> m_runs;
    QTimer m_beat;
    bool m_looking = false;
    bool m_lookAgain = false;
};

} // namespace liaison::desk
