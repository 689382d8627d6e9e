// Holds requests to Microsoft Graph against its OpenAPI description:
// NODE_PATH=/usr/share/nodejs node validate_requests.mjs OPENAPI < requests.json
// Reads [{name, method, target, headers, body}], target relative to the service root; prints a line for each fault and
// ends with 1 if there was any. Beside the body's schema (ajv) it looks at what that leaves open: whether the path has
// such a method, names of the query and of properties, the requests within a $batch.
import { operationOf, report, resolve, schemaFaults, unknownNames } from './openapi.mjs';

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

function faultsOf({ method, target, headers, body }) {
    const [path, query = ''] = target.split('?');
    const operation = operationOf(method, path);
    if (!operation)
        return [`no ${method} ${path}`];
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
    faults.push(...schemaFaults(`${method} ${operation.path}`, content.schema, json),
        ...unknownNames(json, content.schema));
    for (const part of operation.path === '/$batch' ? json.requests : [])
        faults.push(...faultsOf({ headers: {}, ...part, target: part.url }).map(fault => `part ${part.id}: ${fault}`));
    return faults;
}

report(faultsOf, ({ name }) => name);
