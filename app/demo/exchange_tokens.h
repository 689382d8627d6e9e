#pragma once

#include "app/demo/http_message.h"

#include <QDeadlineTimer>
#include <QHash>
#include <QString>
#include <QStringList>
#include <QUrl>

#include <optional>

class QUrlQuery;

namespace liaison::demo {

struct ExchangeFaults;
struct ExchangeOptions;
class PostOffice;

/// The demo's sign-in service, as Microsoft's is at login.microsoftonline.com/TENANT, for one tenant, whose people may
/// come by "organizations" and "common", too: the token endpoint (RFC 6749) with client credentials by secret or
/// certificate, authorization codes with PKCE (RFC 7636), device codes (RFC 8628) and refresh tokens that rotate; and
/// the pages in front of it, which agree to everything in the name of the demo's user. There is one application. Its
/// own tokens act as every mailbox, a person's as theirs.
class TokenDesk {
public:
    /// All of these outlive it; `faults` are spent.
    TokenDesk(const ExchangeOptions &options, const PostOffice *post, ExchangeFaults *faults)
        : m_options(options), m_post(post), m_faults(faults)
    {
    }

    struct Reply {
        int status = 200;
        QByteArray body;
        QByteArray type = "application/json; charset=utf-8";
        QByteArray location = {}; ///< where a browser is sent on to
    };
    /// Nullopt: the path is none of this desk's.
    std::optional<Reply> answer(const HttpRequest &request);

    struct Holder {
        QString user;                 ///< whose token it is; empty: the application's own
        bool forGraph = false;        ///< its audience is Microsoft Graph; else everything that is not
        QStringList permissions = {}; ///< Graph's: scp of a person's, roles of an application's
    };
    /// Who a token that is good now was given to.
    [[nodiscard]] std::optional<Holder> holder(const QByteArray &token) const;
    [[nodiscard]] int issued() const { return m_issued; } ///< access tokens so far
    /// How often somebody asked for a token who could not prove to be the application.
    [[nodiscard]] int distrusted() const { return m_distrusted; }
    /// No access token that was given out is good any more.
    void revokeAll() { m_tokens.clear(); }
    /// Every request for a token is refused with this number of AADSTS from now on; 0: as it deserves.
    void refuseAll(int aadsts) { m_refusal = aadsts; }
    /// No refresh token is: people have to sign in again.
    void endSignIns() { m_refreshes.clear(); }
    /// Where Graph is ("127.0.0.1:8444"): tokens for `https://HOST/…` are for it alone, and so are scopes without a
    /// host (graph_scopes.h). `roles`: what an administrator has granted the application there.
    void serveGraph(const QString &host, const QStringList &roles)
    {
        m_graphHosts = {host};
        m_graphRoles = roles;
    }
    /// … and where it is, too, by way of somebody in front of it.
    void serveGraphAlsoAt(const QString &host) { m_graphHosts << host; }

private:
    /// Codes and refresh tokens that were used stay known, so that the second use is noticed.
    struct Code {
        QDeadlineTimer expiry;
        QString user;
        QString redirect;
        QByteArray challenge;
        QString scope;
        bool offline = false;
        bool used = false;
    };
    struct Refresh {
        QString user;
        QString scope;
        quint64 signIn = 0; ///< all that came of one sign-in have its number
        bool used = false;
    };
    struct Device {
        enum class Answer { None, Yes, No };
        QDeadlineTimer expiry;
        QDeadlineTimer approval; ///< the person says yes by itself then
        QString userCode;
        QString user;
        QString scope;
        bool offline = false;
        Answer answer = Answer::None;
    };
    struct Token {
        QDeadlineTimer expiry;
        Holder holder;
    };

    enum class Place { None, Token, Authorize, DeviceCode, DevicePage, Discovery };
    enum class Tenant {
        Ours,
        Anyones, ///< "organizations" or "common": whose it is, the account tells that signs in
        Unknown
    };
    static Place placeOf(const QByteArray &path);
    [[nodiscard]] Tenant tenantOf(const HttpRequest &request) const;
    static Reply tenantUnknown(const HttpRequest &request, Place place);

    // The token endpoint.
    Reply token(const HttpRequest &request);
    Reply forApplication(const HttpRequest &request, const QUrlQuery &form);
    Reply forCode(const QUrlQuery &form);
    Reply forDevice(const QUrlQuery &form);
    Reply forRefresh(const QUrlQuery &form);
    Reply issue(const QString &user, const QString &scope, bool offline, quint64 signIn = 0);
    [[nodiscard]] std::optional<Reply> distrust(const HttpRequest &request, const QUrlQuery &form) const;
    [[nodiscard]] std::optional<Reply> distrustAssertion(const HttpRequest &request, const QUrlQuery &form) const;

    // What stands in front of it.
    Reply authorize(const HttpRequest &request);
    Reply deviceCode(const HttpRequest &request);
    Reply devicePage(const HttpRequest &request);
    [[nodiscard]] Reply discovery(const HttpRequest &request) const;
    [[nodiscard]] QString personFor(const QString &hint) const;
    [[nodiscard]] QByteArray baseUrl(const HttpRequest &request) const;

    const ExchangeOptions &m_options;
    const PostOffice *m_post;
    ExchangeFaults *m_faults;
    QHash<QByteArray, Token> m_tokens;
    QHash<QByteArray, Code> m_codes;
    QHash<QByteArray, Refresh> m_refreshes;
    QHash<QByteArray, Device> m_devices;
    QStringList m_graphHosts;
    QStringList m_graphRoles;
    int m_refusal = 0;
    quint64 m_signIns = 0;
    int m_issued = 0;
    int m_distrusted = 0;
};

/// An answer that says no as Microsoft does, with its number (RFC 6749 section 5.2).
TokenDesk::Reply refusalOf(int status, const char *error, int aadsts, const QString &words);
/// A word that nobody guesses.
QByteArray secretWord();
/// The fields of a form that was posted.
QUrlQuery formOf(const HttpRequest &request);
QString fieldOf(const QUrlQuery &form, const char *name);
/// The scopes of a form; where it has none those of the sign-in before it.
QString scopeOf(const QUrlQuery &form, const QString &otherwise = {});
/// Whether the scopes ask for a refresh token.
bool isOffline(const QUrlQuery &form);

} // namespace liaison::demo
