#pragma once

#include "core/base/on_done.h"
#include "core/desk/desk.h"
#include "core/desk/mail_files.h"
#include "core/feed/ingest.h"

#include <QObject>
#include <QStringList>

#include <memory>

namespace liaison::desk {

/// What became of an import.
struct ImportSummary {
    int imported = 0;     ///< new mails
    int known = 0;        ///< mails that were here already
    int matched = 0;      ///< of the new ones, those that came into an incident
    int unmatched = 0;    ///< of the new ones, those that wait for a person
    int failed = 0;       ///< files and places without a mail that could be imported …
    QStringList problems; ///< … and why, at most 1,000 of them
};

/// Takes mails out of files as if they had arrived: each is parsed, stored once, matched and judged by the same rules,
/// and what it says changes what was here before. Pages of bounded size go through the pool into transactions of their
/// own, so memory does not grow with what is imported, and importing again is harmless. Mail written from one of our
/// own addresses is mail of ours. Lives on the thread of the store and deletes itself at the end.
class MailImport : public QObject {
    Q_OBJECT
public:
    MailImport(Context context, const QString &path);

    /// Errors: NotFound, InvalidInput (see MailFiles::open), and those of the store: what was stored by then stays.
    Future<ImportSummary> run();

Q_SIGNALS:
    void progress(int mails); ///< looked at so far

private:
    struct Page {
        feed::IngestPage ingest;
        QStringList problems;
        bool end = false;
    };
    static Result<Page> readPage(MailFiles &files, const QStringList &ownAddresses, UtcMs now);
    void step();
    void stored(std::shared_ptr<const Page> page, const Result<feed::IngestSummary> &summary);
    void storeOne(std::shared_ptr<const Page> page, qsizetype index);
    void add(const feed::IngestSummary &summary);
    void addProblem(const QString &problem);
    void end(Result<ImportSummary> result);

    Context m_context;
    std::shared_ptr<MailFiles> m_files;
    QString m_path;
    QStringList m_ownAddresses;
    ImportSummary m_summary;
    QPromise<Result<ImportSummary>> m_promise;
};

} // namespace liaison::desk
