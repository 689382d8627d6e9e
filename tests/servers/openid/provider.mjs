// An OpenID provider on loopback for the tests: real tokens, real introspection, real sign-in forms.
//
//   node provider.mjs PORT NODE_MODULES [CERTIFICATE|-] [SCOPE|resource:URL…]
//
// POST /issue?user=NAME&ttl=SECONDS answers an access token for NAME, in plain text; POST /forget?user=NAME ends every
// sign-in of NAME. Everything else is oidc-provider's
// own, such as POST /token/introspection for the client "mailserver" with the secret "mailserver-secret". Clients that
// ask for tokens: "desktop" (public: code with PKCE, device code, refresh tokens that rotate); "daemon" with the secret
// "daemon-secret"; "brief" with "brief-secret", whose tokens are good for three seconds; and, where the PEM file
// CERTIFICATE is given, "signer", which proves itself by its key (PS256). What may be asked for is "mail", and each SCOPE.
// Scopes that begin with a resource's URL are that resource's, as at Microsoft: a token for them is for it alone.
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const [port, modules, certificateFile, ...asked] = process.argv.slice(2);
const scopes = asked.filter((word) => !word.startsWith('resource:'));
const resources = asked.filter((word) => word.startsWith('resource:')).map((word) => word.slice(9));
const resourceOf = (scope) => resources.find((resource) => scope?.split(' ').some((word) => word.startsWith(`${resource}/`)));
const certificate = certificateFile === '-' ? undefined : certificateFile;
// Installed outside of the source tree, where an import by name does not look.
const entry = createRequire(`${modules}/`).resolve('oidc-provider');
const { default: Provider } = await import(pathToFileURL(entry));

const application = { grant_types: ['client_credentials'], redirect_uris: [], response_types: [] };
const clients = [
  { client_id: 'mailserver', client_secret: 'mailserver-secret', redirect_uris: [], response_types: [], grant_types: [] },
  { client_id: 'liaison', token_endpoint_auth_method: 'none', redirect_uris: ['http://127.0.0.1/'] },
  {
    client_id: 'desktop',
    application_type: 'native',
    token_endpoint_auth_method: 'none',
    grant_types: ['authorization_code', 'refresh_token', 'urn:ietf:params:oauth:grant-type:device_code'],
    redirect_uris: ['http://127.0.0.1/', 'http://localhost/'],
  },
  { client_id: 'daemon', client_secret: 'daemon-secret', token_endpoint_auth_method: 'client_secret_post', ...application },
  { client_id: 'brief', client_secret: 'brief-secret', token_endpoint_auth_method: 'client_secret_post', ...application },
];
if (certificate) {
  const key = new X509Certificate(readFileSync(certificate)).publicKey.export({ format: 'jwk' });
  clients.push({
    client_id: 'signer',
    token_endpoint_auth_method: 'private_key_jwt',
    token_endpoint_auth_signing_alg: 'PS256',
    jwks: { keys: [{ ...key, use: 'sig', alg: 'PS256' }] },
    ...application,
  });
}

const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients,
  scopes: ['openid', 'offline_access', 'mail', ...scopes],
  features: {
    clientCredentials: { enabled: true },
    deviceFlow: { enabled: true },
    introspection: { enabled: true, allowedPolicy: () => true },
    revocation: { enabled: true },
    resourceIndicators: {
      enabled: resources.length > 0,
      defaultResource: (ctx, client, oneOf) => oneOf?.[0] ?? resourceOf(ctx.oidc.params?.scope),
      useGrantedResource: () => true,
      getResourceServerInfo: (ctx, resource) => ({
        scope: scopes.filter((scope) => scope.startsWith(`${resource}/`)).join(' '),
        audience: resource,
        accessTokenFormat: 'opaque',
      }),
    },
  },
  issueRefreshToken: (ctx, client) => client.grantTypeAllowed('refresh_token'),
  rotateRefreshToken: true,
  ttl: {
    AccessToken: (ctx, token) => token.wantedTtl ?? 3600,
    ClientCredentials: (ctx, token, client) => (client.clientId === 'brief' ? 3 : 3600),
  },
  findAccount: (ctx, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
});

async function issue(user, ttl) {
  const token = new provider.AccessToken({
    accountId: user,
    client: await provider.Client.find('liaison'),
    scope: 'openid',
  });
  token.wantedTtl = ttl;
  return token.save();
}

const signIns = [];
provider.on('refresh_token.saved', ({ accountId, grantId }) => signIns.push({ accountId, grantId }));

async function forget(user) {
  for (const { accountId, grantId } of signIns) {
    if (accountId !== user) continue;
    for (const model of ['AccessToken', 'RefreshToken']) await provider[model].revokeByGrantId(grantId);
  }
  return 'forgotten';
}

const openid = provider.callback();
createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url, `http://127.0.0.1:${port}`);
  const ours = request.method === 'POST' && { '/issue': issue, '/forget': forget }[pathname];
  if (!ours) return openid(request, response);
  ours(searchParams.get('user'), Number(searchParams.get('ttl'))).then(
    (text) => response.end(text),
    (error) => response.writeHead(500).end(String(error)),
  );
}).listen(Number(port), '127.0.0.1');
