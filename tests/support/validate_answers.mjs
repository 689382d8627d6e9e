// Holds answers of Microsoft Graph against its OpenAPI description:
// NODE_PATH=/usr/share/nodejs node validate_answers.mjs OPENAPI < answers.json
// Reads [{method, target, status, type, body}], target below /v1.0, body a JSON text; prints a line for each fault and
// ends with 1 if there was any. Beside the schema (ajv) it looks at names of properties, which that leaves open, and at
// the status.
import fs from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const Ajv = require('ajv');

const api = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'));
const answers = JSON.parse(fs.readFileSync(0, 'utf8'));
const ajv = new Ajv({ nullable: true, unknownFormats: 'ignore', allErrors: true, logger: false });

// In every folder that outlook.com shows, though no description has it.
const undescribed = new Set(['sizeInBytes']);

const resolve = schema => (schema?.$ref ? schema.$ref.slice(2).split('/').reduce((at, key) =>
    at[key.replaceAll('~1', '/').replaceAll('~0', '~')], api) : schema);

const routes = Object.keys(api.paths).map(path => ({ path, parts: path.slice(1).split('/') }))
    .sort((a, b) => a.path.split('{').length - b.path.split('{').length);

function routeOf(method, target) {
    const path = decodeURIComponent(target.split('?')[0]).replace(/\('((?:[^']|'')*)'\)/g, '/$1');
    const parts = path.slice(1).split('/');
    return routes.find(route => route.parts.length === parts.length && api.paths[route.path][method.toLowerCase()]
        && route.parts.every((part, i) => part.startsWith('{') || part.toLowerCase() === parts[i].toLowerCase()));
}

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
        if (name.includes('@') || undescribed.has(name))
            return [];
        if (!(name in properties))
            return Object.keys(properties).length ? [`${at}/${name} is no property`] : [];
        const next = resolve(properties[name]);
        return unknownNames(inner, next.anyOf ? next.anyOf[0] : next, `${at}/${name}`);
    });
}

const compiled = new Map();
function schemaFaults(key, schema, body) {
    if (!compiled.has(key))
        compiled.set(key, ajv.compile({ allOf: [schema], components: api.components }));
    const check = compiled.get(key);
    return check(body) ? [] : check.errors.map(one => `${one.dataPath || '/'} ${one.message}`);
}

function faultsOf({ method, target, status, type, body }) {
    const json = type.startsWith('application/json') ? JSON.parse(body) : undefined;
    if (status >= 400)
        return schemaFaults('error', { $ref: '#/components/schemas/microsoft.graph.ODataErrors.ODataError' }, json);
    const route = routeOf(method, target);
    if (!route && json === undefined && /\/attachments\/[^/]+\/\$value$/.test(target))
        return []; // described in words alone
    if (!route)
        return ['an operation that is not described'];
    const responses = api.paths[route.path][method.toLowerCase()].responses;
    if (!responses[status])
        return [`status ${status}, not ${Object.keys(responses)}`];
    const content = resolve(responses[status]).content?.['application/json'];
    if (json === undefined)
        return body && content && !resolve(responses[status]).content[type] ? [`type ${type}`] : [];
    if (!content)
        return ['JSON where there should be none'];
    return [...schemaFaults(`${status} ${method} ${route.path}`, content.schema, json),
        ...unknownNames(json, content.schema)];
}

let wrong = 0;
for (const answer of answers)
    for (const fault of faultsOf(answer)) {
        console.log(`${answer.status} ${answer.method} ${answer.target.slice(0, 120)}: ${fault}`);
        ++wrong;
    }
process.exitCode = wrong ? 1 : 0;
