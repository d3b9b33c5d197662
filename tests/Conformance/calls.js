// Calls of the SDK, whose responses are held against the models that it declares.
import assert from 'node:assert/strict';
import { faults, returns } from './models.js';
import { refusal } from './sdk.js';

/**
 * What recorded responses have though the models declare otherwise: an author without the version of a user, a division that stands for
 * all and has no description, and a schema with definitions.
 */
const recorded = /\.createdBy\.version: missing$|\.division\.description: missing$|Schema\.definitions: JsonSchemaDocument has no such field$/;

/** Calls the SDK and holds the answer against the model that the SDK declares for this call. */
export async function call(api, method, ...parameters) {
  const answer = await api[method](...parameters);
  assert.deepEqual(faults(returns(method), answer).filter(fault => !recorded.test(fault)), []);
  return answer;
}

/** The refusal of a call, which must be an ErrorBody that carries the correlation id of its answer. */
export async function refused(api, method, ...parameters) {
  const { status, headers, body } = await refusal(() => api[method](...parameters));
  assert.deepEqual(faults('ErrorBody', body), []);
  assert.equal(body.status, status);
  assert.equal(body.contextId, headers['inin-correlation-id']);
  return { status, headers, body };
}
