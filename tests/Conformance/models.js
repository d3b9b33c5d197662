// The SDK returns JSON unchanged, so its models are its type declarations. This module reads from them what each call returns and
// which fields each model has. A field that a model does not have is an error of the sender.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const declarations = readFileSync(createRequire(import.meta.url).resolve('purecloud-platform-client-v2/index.d.ts'), 'utf8');

const models = new Map();
for (const [, name, body] of declarations.slice(declarations.indexOf('declare namespace Models')).matchAll(/export interface (\w+) \{(.*?)\n\t\}/gs)) {
  const fields = new Map();
  for (const [, field, optional, type] of body.matchAll(/^\t\t"(.+?)"(\??): (.+);$/gm)) fields.set(field, { required: !optional, type });
  models.set(name, fields);
}

/** The model that a call of the SDK returns. */
export function returns(method) {
  const declared = new RegExp(`^\\s+${method}\\(.*\\): Promise<Models\\.(\\w+)>;$`, 'm').exec(declarations);
  if (!declared) throw new Error(`The SDK declares no call ${method} that returns a model.`);
  return declared[1];
}

/** Every difference between `value` and the declaration of the model, with its path; empty if there is none. */
export function faults(model, value) {
  return check(`Models.${model}`, value, model);
}

function check(type, value, path) {
  const [, model] = /^Models\.(\w+)$/.exec(type) ?? [];
  if (model) return checkModel(model, value, path);
  const [, element] = /^Array<(.+)>$/.exec(type) ?? [];
  if (element) {
    if (!Array.isArray(value)) return [`${path}: not an array`];
    return value.flatMap((item, index) => check(element, item, `${path}[${index}]`));
  }
  const [, entry] = /^\{ \[key: string\]: (.+); \}$/.exec(type) ?? /^Record<string, (.+)>$/.exec(type) ?? [];
  if (entry) {
    if (!isObject(value)) return [`${path}: not an object`];
    return Object.entries(value).flatMap(([key, item]) => check(entry, item, `${path}.${key}`));
  }
  // The declarations use `object` for a value of any type.
  if (type === 'object' || typeof value === type) return [];
  return [`${path}: not a ${type}`];
}

function checkModel(model, value, path) {
  const fields = models.get(model);
  if (!fields) return [`${path}: the SDK has no model ${model}`];
  if (!isObject(value)) return [`${path}: not an object`];
  const found = Object.entries(value).flatMap(([name, item]) => fields.has(name)
    ? check(fields.get(name).type, item, `${path}.${name}`)
    : [`${path}.${name}: ${model} has no such field`]);
  const missing = [...fields].filter(([name, field]) => field.required && !(name in value)).map(([name]) => `${path}.${name}: missing`);
  return [...found, ...missing];
}

const isObject = value => typeof value === 'object' && value !== null && !Array.isArray(value);
