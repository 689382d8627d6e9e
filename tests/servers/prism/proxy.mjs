// Prism between a client of Microsoft Graph and the server that plays it: what either says that Microsoft's description
// does not know is refused with 4xx, and 500 where the server said it.
//
//   node proxy.mjs PORT PRISM_PORT NODE_MODULES OPENAPI
//
// Clients come to PORT; POST /upstream?port=N names the server's port on this machine. It is "prism proxy --errors" with
// a door at each side of it, because Prism has no notion of three things: that "mailFolders('ID')" is another way to
// write "mailFolders/ID", that links in answers name the host that was asked, and that Graph's paths begin with /v1.0,
// which the description leaves out.
import { createServer, request } from 'node:http';
import { createRequire } from 'node:module';
import { connect } from 'node:net';

const [port, prismPort, modules, description] = process.argv.slice(2);
const host = '127.0.0.1';
const asked = 'x-asked-host'; // the client's Host, on its way through Prism
let upstream = 0;

// Hands a request on with another target and other headers, and its answer back as it is.
function pass(incoming, outgoing, to, path, headers) {
  const body = [];
  incoming.on('data', (bytes) => body.push(bytes)).on('end', () => {
    const onward = request({ host, port: to, method: incoming.method, path, headers, agent: false }, (answer) => {
      outgoing.writeHead(answer.statusCode, answer.headers);
      answer.pipe(outgoing);
      answer.on('aborted', () => outgoing.destroy());
    });
    onward.on('error', () => outgoing.destroy());
    onward.end(Buffer.concat(body));
  });
}

const back = createServer((incoming, outgoing) => {
  const { [asked]: client, connection, ...headers } = incoming.headers;
  // Prism writes a space of the query as a plus, as forms do.
  const [path, query] = incoming.url.split('?');
  const target = query === undefined ? path : `${path}?${query.replaceAll('+', '%20')}`;
  pass(incoming, outgoing, upstream, `/v1.0${target}`, { ...headers, host: client });
}).listen(0, host, () => {
  process.argv.splice(2, Infinity, 'proxy', '-p', prismPort, '-h', host, '--errors', description,
    `http://${host}:${back.address().port}`);
  createRequire(`${modules}/`)('@stoplight/prism-cli/dist/index.js');
  open();
});

const front = createServer((incoming, outgoing) => {
  const url = new URL(incoming.url, `http://${host}`);
  if (url.pathname === '/upstream') {
    upstream = Number(url.searchParams.get('port'));
    return outgoing.end();
  }
  const [path, ...query] = incoming.url.split('?');
  const plain = path.replace(/^\/v1\.0(?=\/)/, '').replace(/\('([^']*)'\)/g, '/$1');
  const { host: client, ...headers } = incoming.headers;
  pass(incoming, outgoing, prismPort, [plain, ...query].join('?'), { ...headers, [asked]: client });
});

// The door opens when Prism is there.
function open() {
  const probe = connect(prismPort, host, () => {
    probe.destroy();
    front.listen(Number(port), host);
  });
  probe.on('error', () => setTimeout(open, 100));
}
