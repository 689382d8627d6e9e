#pragma once

#include <QtGlobal>

namespace liaison::graph {

// What Microsoft Graph allows an application and mailbox, and what we take of an answer.

/// Requests at a time for an application and a mailbox ("MailboxConcurrency"; concepts/throttling-limits.md, Outlook
/// service limits).
inline constexpr int mostRequestsAtATime = 4;
/// Requests for an application and a mailbox within `requestWindowMs` (the same page).
inline constexpr int mostRequestsInWindow = 10'000;
inline constexpr qint64 requestWindowMs = 10 * 60 * 1'000;
/// Bytes uploaded for an application and a mailbox within `uploadWindowMs`: PATCH, POST and PUT together (the same
/// page).
inline constexpr qint64 mostUploadInWindow = 150 * 1'000 * 1'000;
inline constexpr qint64 uploadWindowMs = 5 * 60 * 1'000;
/// Requests in one $batch (concepts/json-batching.md). Each of them counts for the limits above.
inline constexpr int mostInBatch = 20;
/// Body of a request (concepts/use-the-api.md: 4 MB; api/user-post-messages.md: 413 beyond it).
inline constexpr qint64 largestRequest = 4'000'000;
/// The largest mail that fits a request as base64. What is larger goes up in parts (message_parts.h).
inline constexpr qint64 largestMimeUpload = largestRequest / 4 * 3;
/// An attachment below this goes up in one POST, from it on by an upload session. The service draws the line at 3 MB
/// (concepts/outlook-large-attachments.md), which as base64 and with its name would be more than a request holds.
inline constexpr qint64 largestPlainAttachment = 2'900'000;
/// One range of an upload session: less than 4 MB (the same page), here a multiple of 320 KiB.
inline constexpr qint64 uploadRangeBytes = 9 * 320 * 1'024;
/// Messages on a page of a delta: `odata.maxpagesize` is a wish, the service may give fewer.
inline constexpr int mostOnDeltaPage = 512;
/// Items on a page of a list: `$top` (concepts/query-parameters.md; 1 to 1000 for messages).
inline constexpr int mostOnListPage = 1'000;

/// An answer in JSON, without the mails in a batch.
inline constexpr qsizetype largestJson = 32 * 1'024 * 1'024;
/// How deep objects and lists may lie in each other: a mail in a mail in a mail comes to some twenty. Qt's own parser
/// stops at 1,024, which is behind this.
inline constexpr int deepestJson = 64;
/// Names in one object; a message has some fifty.
inline constexpr int mostKeys = 256;
/// Characters of a message or folder id.
inline constexpr qsizetype longestId = 4'096;
/// Characters of a link: a skip token holds ids.
inline constexpr qsizetype longestLink = 64 * 1'024;
/// One mail, and all mails of a batch.
inline constexpr qsizetype largestMail = 256 * 1'024 * 1'024;

} // namespace liaison::graph
