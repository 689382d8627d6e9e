// An OpenID provider on loopback for the tests: real tokens, real introspection.
//
//   node provider.mjs PORT NODE_MODULES
//
// POST /issue?user=NAME&ttl=SECONDS answers an access token for NAME, in plain text. Everything else is oidc-provider's
// own, such as POST /token/introspection for the client "mailserver" with the secret "mailserver-secret".
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const [port, modules] = process.argv.slice(2);
// Installed outside of the source tree, where an import by name does not look.
const entry = createRequire(`${modules}/`).resolve('oidc-provider');
const { default: Provider } = await import(pathToFileURL(entry));

const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [
    { client_id: 'mailserver', client_secret: 'mailserver-secret', redirect_uris: [], response_types: [], grant_types: [] },
    { client_id: 'liaison', token_endpoint_auth_method: 'none', redirect_uris: ['http://127.0.0.1/'] },
  ],
  features: { introspection: { enabled: true, allowedPolicy: () => true } },
  ttl: { AccessToken: (ctx, token) => token.wantedTtl ?? 3600 },
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

const openid = provider.callback();
createServer((request, response) => {
  const url = new URL(request.url, `http://127.0.0.1:${port}`);
  if (request.method !== 'POST' || url.pathname !== '/issue') return openid(request, response);
  issue(url.searchParams.get('user'), Number(url.searchParams.get('ttl'))).then(
    (token) => response.end(token),
    (error) => response.writeHead(500).end(String(error)),
  );
}).listen(Number(port), '127.0.0.1');
