// Holds requests to Microsoft Graph against its OpenAPI description:
// NODE_PATH=/usr/share/nodejs node validate_requests.mjs OPENAPI < requests.json
// Reads [{name, method, target, headers, body}], target relative to the service root; prints a line for each fault and
// ends with 1 if there was any. Beside the body's schema (ajv) it looks at what that leaves open: whether the path has
// such a method, names of the query and of properties, the requests within a $batch.
import fs from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const Ajv = require('ajv');

const api = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'));
const requests = JSON.parse(fs.readFileSync(0, 'utf8'));
const ajv = new Ajv({ nullable: true, unknownFormats: 'ignore', allErrors: true, logger: false });

const resolve = schema => (schema?.$ref ? schema.$ref.slice(2).split('/').reduce((at, key) =>
    at[key.replaceAll('~1', '/').replaceAll('~0', '~')], api) : schema);

const routes = Object.keys(api.paths).map(path => ({ path, parts: path.slice(1).split('/') }))
    .sort((a, b) => a.path.split('{').length - b.path.split('{').length); // literal segments first

// "mailFolders('ID')" is another way to write "mailFolders/ID".
const partsOf = path => path.replace(/\('((?:[^']|'')*)'\)/g, '/$1').slice(1).split('/');

function routeOf(method, path) {
    const parts = partsOf(path);
    const fits = route => route.parts.length === parts.length
        && route.parts.every((part, i) => part.startsWith('{') ? parts[i] !== '' : part === parts[i]);
    return routes.find(route => fits(route) && api.paths[route.path][method.toLowerCase()]);
}

function queryFaults(operation, query) {
    const faults = [];
    const known = Object.fromEntries((operation.parameters ?? []).map(resolve)
        .filter(one => one.in === 'query').map(one => [one.name, one]));
    for (const [name, value] of new URLSearchParams(query.replaceAll('+', '%2B'))) {
        if (name === '$skiptoken' || name === '$deltatoken')
            continue;
        const parameter = known[name];
        if (!parameter) {
            faults.push(`no parameter ${name}`);
            continue;
        }
        const schema = resolve(parameter.schema);
        if (schema?.type === 'integer' && !/^\d+$/.test(value))
            faults.push(`${name} is no number`);
        if (schema?.type === 'boolean' && !/^(true|false)$/.test(value))
            faults.push(`${name} is no flag`);
        const names = schema?.['x-known-values'];
        if (names)
            for (const word of value.replace(/\(.*\)/s, '').split(','))
                if (!names.includes(word))
                    faults.push(`${name} does not know ${word}`);
    }
    return faults;
}

// Names that the schema of an object does not have; ajv lets them pass.
function propertiesOf(schema, into = {}) {
    const bare = resolve(schema) ?? {};
    for (const one of bare.allOf ?? [])
        propertiesOf(one, into);
    return Object.assign(into, bare.properties ?? {});
}

function unknownNames(value, schema, at = '') {
    if (Array.isArray(value))
        return value.flatMap((one, i) => unknownNames(one, resolve(schema)?.items ?? schema, `${at}/${i}`));
    if (!value || typeof value !== 'object')
        return [];
    const derived = api.components.schemas[(value['@odata.type'] ?? '').replace('#', '')];
    const properties = propertiesOf(derived ?? schema);
    return Object.entries(value).flatMap(([name, inner]) => {
        if (name.includes('@'))
            return [];
        if (!(name in properties))
            return Object.keys(properties).length ? [`${at}/${name} is no property`] : [];
        const next = resolve(properties[name]);
        return unknownNames(inner, next.anyOf ? next.anyOf[0] : next, `${at}/${name}`);
    });
}

const compiled = new Map();
function bodyFaults(route, method, content, body) {
    const key = `${method} ${route.path}`;
    if (!compiled.has(key))
        compiled.set(key, ajv.compile({ allOf: [content.schema], components: api.components }));
    const check = compiled.get(key);
    const faults = check(body) ? [] : check.errors.map(one => `${one.dataPath || '/'} ${one.message}`);
    return [...faults, ...unknownNames(body, content.schema)];
}

function faultsOf({ method, target, headers, body }) {
    const [path, query = ''] = target.split('?');
    const route = routeOf(method, path);
    if (!route)
        return [`no ${method} ${path}`];
    const operation = api.paths[route.path][method.toLowerCase()];
    const faults = queryFaults(operation, query);
    const type = headers['Content-Type']?.split(';')[0];
    if (body === undefined || body === '')
        return operation.requestBody?.required ? [...faults, 'the body is missing'] : faults;
    const content = operation.requestBody?.content?.[type];
    if (!content)
        return [...faults, `no body of type ${type}`];
    if (type !== 'application/json')
        return new RegExp(content.schema.pattern).test(body) ? faults : [...faults, 'the body has not its form'];
    const json = typeof body === 'string' ? JSON.parse(body) : body;
    faults.push(...bodyFaults(route, method, content, json));
    for (const part of route.path === '/$batch' ? json.requests : [])
        faults.push(...faultsOf({ headers: {}, ...part, target: part.url }).map(fault => `part ${part.id}: ${fault}`));
    return faults;
}

let wrong = 0;
for (const request of requests)
    for (const fault of faultsOf(request)) {
        console.log(`${request.name}: ${fault}`);
        ++wrong;
    }
process.exitCode = wrong ? 1 : 0;
