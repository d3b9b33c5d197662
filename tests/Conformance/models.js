// The SDK hands JSON through as it came, so its models are its type declarations. Read from them here: what each call
// returns and which fields of which type each model has. A field a model does not have is a fault of whoever sent it.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const declarations = readFileSync(createRequire(import.meta.url).resolve('purecloud-platform-client-v2/index.d.ts'), 'utf8');

const models = new Map();
for (const [, name, body] of declarations.slice(declarations.indexOf('declare namespace Models')).matchAll(/export interface (\w+) \{(.*?)\n\t\}/gs)) {
  const fields = new Map();
  for (const [, field, optional, type] of body.matchAll(/^\t\t"(.+?)"(\??): (.+);$/gm)) fields.set(field, { required: !optional, type });
  models.set(name, fields);
}

/** The model a call of the SDK promises. */
export function returns(method) {
  const declared = new RegExp(`^\\s+${method}\\(.*\\): Promise<Models\\.(\\w+)>;$`, 'm').exec(declarations);
  if (!declared) throw new Error(`The SDK declares no call ${method} that returns a model.`);
  return declared[1];
}

/** Everything in `value` that is not as the model declares it, each with its path; nothing is as good as it gets. */
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
  // `object` is how the declarations write a value of any type.
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
