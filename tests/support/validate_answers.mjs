// Holds answers of Microsoft Graph against its OpenAPI description:
// NODE_PATH=/usr/share/nodejs node validate_answers.mjs OPENAPI < answers.json
// Reads [{method, target, status, type, body, request}], target below /v1.0, body a JSON text, request that of a $batch;
// prints a line for each fault and ends with 1 if there was any. Beside the schema (ajv) it looks at names of
// properties, which that leaves open, at the status, and at each part of a $batch as the answer to what it was asked.
import { operationOf, report, resolve, schemaFaults, unknownNames } from './openapi.mjs';

// In every folder that outlook.com shows, though no description has it.
const undescribed = new Set(['sizeInBytes']);

const inAnyCase = (described, asked) => described.toLowerCase() === asked.toLowerCase();

function typeOf(part) {
    const name = Object.keys(part.headers ?? {}).find(one => one.toLowerCase() === 'content-type');
    return name ? part.headers[name] : '';
}

// A part's body is JSON as it is, or base64 of anything else.
function partFaults(part, asked) {
    const type = typeOf(part);
    const isJson = type.startsWith('application/json');
    if (part.body === undefined)
        return type ? ['a type without a body'] : faultsOf({ ...asked, status: part.status, type, body: '' });
    if (isJson !== (typeof part.body === 'object'))
        return [`type ${type} and a body that is ${typeof part.body}`];
    if (!isJson && Buffer.from(part.body, 'base64').toString('base64') !== part.body)
        return ['a body that is no base64'];
    return faultsOf({ ...asked, status: part.status, type, body: isJson ? JSON.stringify(part.body) : part.body });
}

function batchFaults(responses, request) {
    const asked = new Map(JSON.parse(request).requests.map(one => [one.id, { method: one.method, target: one.url }]));
    const told = new Set();
    const faults = [];
    for (const part of responses) {
        if (!asked.has(part.id) || told.has(part.id))
            faults.push(`part ${part.id} was ${told.has(part.id) ? 'answered before' : 'not asked for'}`);
        else
            faults.push(...partFaults(part, asked.get(part.id)).map(fault => `part ${part.id}: ${fault}`));
        told.add(part.id);
    }
    for (const id of asked.keys())
        if (!told.has(id))
            faults.push(`part ${id} has no answer`);
    return faults;
}

function faultsOf({ method, target, status, type, body, request }) {
    const json = type.startsWith('application/json') ? JSON.parse(body) : undefined;
    if (status >= 400)
        return schemaFaults('error', { $ref: '#/components/schemas/microsoft.graph.ODataErrors.ODataError' }, json);
    const operation = operationOf(method, decodeURIComponent(target.split('?')[0]), inAnyCase);
    if (!operation && json === undefined && /\/attachments\/[^/]+\/\$value$/.test(target))
        return []; // described in words alone
    if (!operation)
        return ['an operation that is not described'];
    const responses = operation.responses;
    if (!responses[status])
        return [`status ${status}, not ${Object.keys(responses)}`];
    const content = resolve(responses[status]).content?.['application/json'];
    if (json === undefined)
        return body && content && !resolve(responses[status]).content[type] ? [`type ${type}`] : [];
    if (!content)
        return ['JSON where there should be none'];
    const faults = [...schemaFaults(`${status} ${method} ${operation.path}`, content.schema, json),
        ...unknownNames(json, content.schema, undescribed)];
    if (operation.path === '/$batch' && faults.length === 0)
        faults.push(...(request ? batchFaults(json.responses, request) : ['what was asked is not told']));
    return faults;
}

report(faultsOf, ({ status, method, target }) => `${status} ${method} ${target.slice(0, 120)}`);
