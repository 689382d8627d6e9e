// Microsoft Graph's OpenAPI description, for those who hold something against it (validate_answers.mjs,
// validate_requests.mjs); they run with NODE_PATH=/usr/share/nodejs.
import fs from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const Ajv = require('ajv');

const api = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'));
const ajv = new Ajv({ nullable: true, unknownFormats: 'ignore', allErrors: true, logger: false });

export const resolve = schema => (schema?.$ref ? schema.$ref.slice(2).split('/').reduce((at, key) =>
    at[key.replaceAll('~1', '/').replaceAll('~0', '~')], api) : schema);

const routes = Object.keys(api.paths).map(path => ({ path, parts: path.slice(1).split('/') }))
    .sort((a, b) => a.path.split('{').length - b.path.split('{').length); // literal segments first

// "mailFolders('ID')" is another way to write "mailFolders/ID".
const partsOf = path => path.replace(/\('((?:[^']|'')*)'\)/g, '/$1').slice(1).split('/');

// The description's path and what it says of the method there; undefined: nothing. `same` compares literal segments.
export function operationOf(method, path, same = (described, asked) => described === asked) {
    const parts = partsOf(path);
    const fits = route => route.parts.length === parts.length
        && route.parts.every((part, i) => part.startsWith('{') ? parts[i] !== '' : same(part, parts[i]));
    const operation = route => api.paths[route.path][method.toLowerCase()];
    const route = routes.find(one => fits(one) && operation(one));
    return route && { path: route.path, ...operation(route) };
}

function propertiesOf(schema, into = {}) {
    const bare = resolve(schema) ?? {};
    for (const one of bare.allOf ?? [])
        propertiesOf(one, into);
    return Object.assign(into, bare.properties ?? {});
}

// Names that the schema of an object does not have; ajv lets them pass.
export function unknownNames(value, schema, undescribed = new Set(), at = '') {
    if (Array.isArray(value))
        return value.flatMap((one, i) =>
            unknownNames(one, resolve(schema)?.items ?? schema, undescribed, `${at}/${i}`));
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
        return unknownNames(inner, next.anyOf ? next.anyOf[0] : next, undescribed, `${at}/${name}`);
    });
}

const compiled = new Map();
// `key`: of the schema, which is compiled once.
export function schemaFaults(key, schema, body) {
    if (!compiled.has(key))
        compiled.set(key, ajv.compile({ allOf: [schema], components: api.components }));
    const check = compiled.get(key);
    return check(body) ? [] : check.errors.map(one => `${one.dataPath || '/'} ${one.message}`);
}

// Looks at each of the list on standard input and prints a line for each fault; ends with 1 if there was any.
export function report(faultsOf, nameOf) {
    let wrong = 0;
    for (const one of JSON.parse(fs.readFileSync(0, 'utf8')))
        for (const fault of faultsOf(one)) {
            console.log(`${nameOf(one)}: ${fault}`);
            ++wrong;
        }
    process.exitCode = wrong ? 1 : 0;
}
