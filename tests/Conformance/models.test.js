import assert from 'node:assert/strict';
import { test } from 'node:test';
import { faults, returns } from './models.js';

test('the models are read from the declarations', () => {
  assert.equal(returns('getFlows'), 'FlowEntityListing');
  assert.throws(() => returns('getNothing'));
});

test('unknown, mistyped and missing fields are found, however deep', () => {
  const execution = {
    dateLaunched: '2026-03-02T08:00:00.000Z',
    flowVersion: { id: 1, dateSaved: '2026', inputSchema: { required: ['a', 2] } },
    flowErrorInfo: { errors: [{ user: 'x' }] },
    outputData: { 'Flow.any': [1, 'two', null] },
  };
  assert.deepEqual(faults('FlowRuntimeExecution', execution), [
    'FlowRuntimeExecution.flowVersion.id: not a string',
    'FlowRuntimeExecution.flowVersion.dateSaved: not a number',
    'FlowRuntimeExecution.flowVersion.inputSchema.required[1]: not a string',
    'FlowRuntimeExecution.flowErrorInfo.errors[0].user: ErrorBody has no such field',
    'FlowRuntimeExecution.status: missing',
  ]);
});
