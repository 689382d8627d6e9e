// Holds answers of Microsoft Graph against its OpenAPI description:
// NODE_PATH=/usr/share/nodejs node validate_answers.mjs OPENAPI < answers.json
// Reads [{method, target, status, type, body}], target below /v1.0, body a JSON text; prints a line for each fault and
// ends with 1 if there was any. Beside the schema (ajv) it looks at names of properties, which that leaves open, and at
// the status.
import { operationOf, report, resolve, schemaFaults, unknownNames } from './openapi.mjs';

// In every folder that outlook.com shows, though no description has it.
const undescribed = new Set(['sizeInBytes']);

const inAnyCase = (described, asked) => described.toLowerCase() === asked.toLowerCase();

function faultsOf({ method, target, status, type, body }) {
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
    return [...schemaFaults(`${status} ${method} ${operation.path}`, content.schema, json),
        ...unknownNames(json, content.schema, undescribed)];
}

report(faultsOf, ({ status, method, target }) => `${status} ${method} ${target.slice(0, 120)}`);
