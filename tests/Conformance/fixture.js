// What the simulator should return: its flows file, read here independently of its code, and the responses that follow from it.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

const file = JSON.parse(readFileSync(new URL('../../src/GenesysCloud.Simulator/Flows/default-flows.json', import.meta.url), 'utf8'));

/** The ID of an object that has none in the file: derived from its name. */
function idOf(name) {
  const bytes = createHash('sha256').update(name, 'utf8').digest().subarray(0, 16);
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

export const organization = { id: file.organization.id ?? idOf(file.organization.name), name: file.organization.name };

const divisions = new Map([
  ['Home', 'd0000000-0000-4000-8000-000000000001'],
  ...file.divisions.map(({ id, name }) => [name, id ?? idOf(name)]),
]);

export const flows = file.flows.map(flow => ({
  type: 'workflow',
  division: 'Home',
  deleted: false,
  conversation: false,
  inputs: [],
  outcome: 'COMPLETED',
  minSeconds: 0.2,
  maxSeconds: 1.5,
  ...flow,
  id: flow.id ?? idOf(flow.name),
  completionReason: flow.completionReason ?? { COMPLETED: 'Success', FAILED: 'Failure' }[flow.outcome ?? 'COMPLETED'],
  versions: (flow.versions ?? ['1.0']).map(version => ({ inputs: flow.inputs ?? [], ...(typeof version === 'string' ? { id: version } : version) })),
}));

export const flowNamed = name => flows.find(flow => flow.name === name);

export const published = flow => flow.versions.at(-1);

const ids = {
  String: 'str', Integer: 'int', Decimal: 'dec', Boolean: 'bln', DateTime: 'dtm', Date: 'dat', Time: 'tim',
  Duration: 'dur', Currency: 'cur', JSON: 'jsn', User: 'usr', Queue: 'que', Skill: 'skl',
};

/** The JSON types of each type by default, besides null. */
const forms = {
  String: ['string'], Integer: ['integer', 'string'], Decimal: ['number', 'string'], Boolean: ['boolean', 'string'], DateTime: ['string'],
  Date: ['string'], Time: ['string'], Duration: ['string'], Currency: ['object', 'string'], JSON: ['object'], User: ['object', 'string'],
  Queue: ['object', 'string'], Skill: ['object', 'string'],
};

function propertyOf({ type, description }) {
  const [, list, item] = /^(list of )?(.+)$/.exec(type);
  const reference = { $ref: `#/definitions/arch${item}` };
  return { ...(description && { description }), ...(list ? { type: 'array', maxItems: 2000, items: reference } : reference) };
}

function typeOf(value, inputs) {
  const [, echoed] = /^\$\{(Flow\.[^}]+)\}$/.exec(value) ?? [];
  if (echoed) return inputs.find(input => input.name === echoed).type;
  if (Array.isArray(value)) return `list of ${value.length > 0 ? typeOf(value[0], inputs) : 'String'}`;
  if (typeof value === 'number') return Number.isInteger(value) ? 'Integer' : 'Decimal';
  return { boolean: 'Boolean', string: 'String' }[typeof value] ?? (value === null ? 'String' : 'JSON');
}

/** The outputs that a flow declares, or that its values imply. */
const outputsOf = ({ outputs = [], inputs }) => Array.isArray(outputs)
  ? outputs
  : Object.entries(outputs).map(([name, value]) => ({ name, value, type: typeOf(value, inputs) }));

/** The expected schema, whose definitions lack their descriptions and limits. */
function schemaOf(variables) {
  const types = [...new Set(variables.map(variable => (variable.type ?? 'String').replace('list of ', '')))];
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    type: 'object',
    properties: Object.fromEntries(variables.map(variable => [variable.name, propertyOf({ type: 'String', ...variable })])),
    additionalProperties: false,
    ...(types.length > 0 && {
      definitions: Object.fromEntries(types.map(type => [`arch${type}`, { archDataTypeId: ids[type], oneOf: ['null', ...forms[type]] }])),
    }),
  };
}

export const inputSchema = ({ inputs }) => schemaOf(inputs);

export const outputSchema = flow => schemaOf(outputsOf(flow));

/** The same parts of a schema that the SDK read. */
export const readSchema = ({ title, description, definitions, ...schema }) => ({
  ...schema,
  ...(definitions && {
    definitions: Object.fromEntries(Object.entries(definitions).map(([name, { archDataTypeId, oneOf, ...rest }]) =>
      [name, { archDataTypeId, oneOf: oneOf.map(form => form.type), ...rest }])),
  }),
});

/** The fields of a flow that follow from the file. */
export function asFlow(flow) {
  const division = divisions.get(flow.division);
  const version = published(flow);
  return {
    id: flow.id,
    name: flow.name,
    type: flow.type.toUpperCase(),
    description: flow.description,
    division: { id: division, name: flow.division, selfUri: `/api/v2/authorization/divisions/${division}` },
    active: !flow.deleted,
    deleted: flow.deleted,
    publishedVersion: version?.id,
    savedVersion: version?.id ?? '1.0',
    selfUri: `/api/v2/flows/${flow.id}`,
  };
}

/** The same fields of a flow that the SDK read. */
export const readFlow = flow => ({
  ...Object.fromEntries(['id', 'name', 'type', 'description', 'division', 'active', 'deleted', 'selfUri'].map(name => [name, flow[name]])),
  publishedVersion: flow.publishedVersion?.id,
  savedVersion: flow.savedVersion?.id,
});

/** The outputs of the launch with this number and these inputs; an Integer is text. */
export const outputs = (flow, sequence, inputData) => Object.fromEntries(outputsOf(flow).map(({ name, type, value }) => {
  if (type === 'Integer' && value !== null) return [name, String(value)];
  if (typeof value !== 'string') return [name, value];
  const [, input] = /^\$\{(Flow\.[^}]+)\}$/.exec(value) ?? [];
  return [name, input ? inputData[input] ?? null : value.replaceAll('${sequence}', sequence)];
}));
