// What the simulator means to be: its flows file, read here anew and without its code, and what the answers should so hold.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

const file = JSON.parse(readFileSync(new URL('../../src/GenesysCloud.Simulator/Flows/default-flows.json', import.meta.url), 'utf8'));

/** Ids of what the file gives none: made from the name. */
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
  completionReason: flow.completionReason ?? ((flow.outcome ?? 'COMPLETED') === 'COMPLETED' ? 'Success' : undefined),
  versions: (flow.versions ?? ['1.0']).map(version => ({ inputs: flow.inputs ?? [], ...(typeof version === 'string' ? { id: version } : version) })),
}));

export const flowNamed = name => flows.find(flow => flow.name === name);

export const published = flow => flow.versions.at(-1);

function propertyOf({ type, description }) {
  const kinds = { date: { type: 'string', format: 'date' }, 'date-time': { type: 'string', format: 'date-time' } };
  const kind = type.replace('[]', '');
  const property = kinds[kind] ?? { type: kind };
  return { ...(description && { description }), ...(type.endsWith('[]') ? { type: 'array', items: property } : property) };
}

export function inputSchema({ inputs }) {
  const required = inputs.filter(input => input.required).map(input => input.name);
  return {
    $schema: 'http://json-schema.org/draft-04/schema#',
    type: 'object',
    properties: Object.fromEntries(inputs.map(input => [input.name, propertyOf({ type: 'string', ...input })])),
    ...(required.length > 0 && { required }),
    additionalProperties: true,
  };
}

/** The fields of a flow that the file decides. */
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

/** The same fields of a flow as the SDK read it. */
export const readFlow = flow => ({
  ...Object.fromEntries(['id', 'name', 'type', 'description', 'division', 'active', 'deleted', 'selfUri'].map(name => [name, flow[name]])),
  publishedVersion: flow.publishedVersion?.id,
  savedVersion: flow.savedVersion?.id,
});

/** Outputs of the launch with this number and these inputs. */
export const outputs = (flow, sequence, inputData) => Object.fromEntries(Object.entries(flow.outputs ?? {}).map(([name, value]) => {
  if (typeof value !== 'string') return [name, value];
  const [, input] = /^\$\{(Flow\.[^}]+)\}$/.exec(value) ?? [];
  return [name, input ? inputData[input] ?? null : value.replaceAll('${sequence}', sequence)];
}));
