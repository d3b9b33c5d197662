import assert from 'node:assert/strict';
import { after, beforeEach, suite, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { faults, returns } from './models.js';
import { architect, connect, organizations, refusal, signIn, tokens } from './sdk.js';
import { startSimulator } from './simulator.js';

const simulator = await startSimulator();
after(() => simulator.stop());

/** Calls the SDK and holds the answer against the model that the SDK declares for this call. */
async function call(api, method, ...parameters) {
  const answer = await api[method](...parameters);
  assert.deepEqual(faults(returns(method), answer), []);
  return answer;
}

/** The refusal of a call, which must be an ErrorBody that carries the correlation id of its answer. */
async function refused(api, method, ...parameters) {
  const { status, headers, body } = await refusal(() => api[method](...parameters));
  assert.deepEqual(faults('ErrorBody', body), []);
  assert.equal(body.status, status);
  assert.equal(body.contextId, headers['inin-correlation-id']);
  return { status, headers, body };
}

async function flowNamed(name) {
  const { entities } = await call(architect, 'getFlows', { name });
  assert.equal(entities.length, 1, name);
  return entities[0];
}

async function toItsEnd({ id }) {
  for (;;) {
    const execution = await call(architect, 'getFlowsExecution', id);
    if (execution.status !== 'RUNNING') return execution;
    await delay(100);
  }
}

suite('signing in', () => {
  test('with client credentials gives a token that lives for a day', async () => {
    const { accessToken, tokenExpiryTime } = await signIn(simulator);
    assert.ok(accessToken);
    assert.ok(Math.abs(tokenExpiryTime - Date.now() - 86_400_000) < 60_000);
  });

  test('with a wrong secret and with an unknown client is refused in the shape of the login host', async () => {
    const client = connect(simulator);
    const wrong = await client.loginClientCredentialsGrant(simulator.clientId, 'wrong').catch(error => error.response);
    assert.equal(wrong.status, 401);
    assert.deepEqual(wrong.data, { error: 'invalid_client', description: 'authentication failed', error_description: 'authentication failed' });
    const unknown = await client.loginClientCredentialsGrant('00000000-0000-4000-8000-000000000000', 'x').catch(error => error.response);
    assert.equal(unknown.status, 400);
    assert.deepEqual(unknown.data, { error: 'invalid_client', description: 'client not found', error_description: 'client not found' });
  });
});

suite('signed in', () => {
  beforeEach(() => signIn(simulator));

  test('the token knows its organisation and its client, and can be revoked', async () => {
    await tokens.headTokensMe();
    const token = await call(tokens, 'getTokensMe');
    const organization = await call(organizations, 'getOrganizationsMe');
    assert.equal(token.OAuthClient.id, simulator.clientId);
    assert.equal(token.organization.id, organization.id);
    await tokens.deleteTokensMe();
    assert.equal((await refused(tokens, 'getTokensMe')).body.code, 'bad.credentials');
  });

  test('flows are listed over several pages, each of them once', async () => {
    const names = [];
    let page;
    do {
      page = await call(architect, 'getFlows', { pageNumber: (page?.pageNumber ?? 0) + 1, pageSize: 9, sortBy: 'name', includeSchemas: true, deleted: true });
      names.push(...page.entities.map(flow => flow.name));
    } while (page.nextUri);
    assert.equal(page.pageNumber, page.pageCount);
    assert.ok(page.pageCount > 3);
    assert.equal(new Set(names).size, page.total);
    assert.deepEqual(names, [...names].sort((a, b) => (a.toUpperCase() < b.toUpperCase() ? -1 : 1)));
  });

  test('flows are filtered by several types and looked up by several ids', async () => {
    const { entities } = await call(architect, 'getFlows', { type: ['inboundcall', 'digitalbot'] });
    assert.deepEqual([...new Set(entities.map(flow => flow.type))].sort(), ['DIGITALBOT', 'INBOUNDCALL']);
    const found = await call(architect, 'getFlowsLookup', entities.map(flow => flow.id));
    assert.deepEqual(found.entities.map(flow => flow.id).sort(), entities.map(flow => flow.id).sort());
  });

  test('a flow tells its versions and their inputs', async () => {
    const flow = await call(architect, 'getFlow', (await flowNamed('Onboard employee')).id);
    const versions = await call(architect, 'getFlowVersions', flow.id);
    assert.equal(versions.entities.at(-1).id, flow.publishedVersion.id);
    const version = await call(architect, 'getFlowVersion', flow.id, flow.publishedVersion.id);
    assert.deepEqual(version.inputSchema.required, ['Flow.userId']);
    assert.ok(new Date(version.datePublished) > new Date(version.dateCreated));
  });

  test('an execution is launched as it was meant and read to its end', async () => {
    const flow = await flowNamed('Onboard employee');
    const inputData = { 'Flow.userId': 'u-1', 'Flow.badgeNumber': 7, 'Flow.remote': true, 'Flow.salary': 1.5, 'Flow.equipment': ['désk', 'lamp'] };
    const launch = await call(architect, 'postFlowsExecutions', { flowId: flow.id, name: 'row 1', inputData });
    const execution = await toItsEnd(launch);
    assert.deepEqual([execution.status, execution.completionReason, execution.name], ['COMPLETED', 'Success', 'row 1']);
    assert.equal(execution.outputData['Flow.userId'], 'u-1');
    assert.ok(new Date(execution.dateCompleted) > new Date(execution.dateLaunched));
    const happened = (await simulator.launches()).at(-1);
    assert.deepEqual([happened.id, happened.flowId, happened.flowVersion, happened.name], [launch.id, flow.id, launch.flowVersion.id, 'row 1']);
    assert.deepEqual(happened.inputData, inputData);
  });

  test('executions that fail, err and are terminated say so', async () => {
    const ends = {};
    for (const name of ['Charge card', 'Sync directory', 'Expire sessions']) {
      const inputData = { 'Flow.externalContactId': 'c-1', 'Flow.amount': 2 };
      const execution = await toItsEnd(await call(architect, 'postFlowsExecutions', { flowId: (await flowNamed(name)).id, inputData }));
      ends[name] = [execution.status, execution.flowErrorInfo?.code];
    }
    assert.deepEqual(ends, {
      'Charge card': ['FAILED', 'error.workflow.dataaction.failed'],
      'Sync directory': ['ERROR', 'error.workflow.loop.limitExceeded'],
      'Expire sessions': ['TERMINATED', undefined],
    });
  });

  test('the executions of a flow are found by query', async () => {
    const flow = await flowNamed('Nightly clean-up');
    const launch = await call(architect, 'postFlowsExecutions', { flowId: flow.id });
    await toItsEnd(launch);
    assert.equal((await call(architect, 'getFlowsInstancesSettingsExecutiondata')).enabled, true);
    const { entities } = await call(architect, 'postFlowsInstancesQuery', { query: [{ criteria: { key: 'FlowId', operator: 'eq', value: flow.id } }] });
    assert.deepEqual(entities.map(found => found.id), [launch.id]);
  });

  test('a bad input, an unknown flow and an unknown version are refused', async () => {
    const { id } = await flowNamed('Onboard employee');
    const mistyped = await refused(architect, 'postFlowsExecutions', { flowId: id, inputData: { 'Flow.badgeNumber': 'seven' } });
    assert.deepEqual([mistyped.status, mistyped.body.details[0].fieldName], [400, 'Flow.badgeNumber']);
    assert.equal((await refused(architect, 'getFlow', '00000000-0000-4000-8000-000000000000')).body.code, 'architect.flow.not.found');
    assert.equal((await refused(architect, 'getFlowVersion', id, '9.0')).status, 404);
  });

  test('an ended token is a 401, and signing in again helps', async () => {
    await simulator.endTokens();
    const { status, body } = await refused(architect, 'getFlows', {});
    assert.deepEqual([status, body.code], [401, 'bad.credentials']);
    await signIn(simulator);
    await call(architect, 'getFlows', {});
  });

  test('a spent budget is a 429 that says when to come back', async () => {
    await simulator.set({ rateLimit: 2 });
    try {
      const { id } = await flowNamed('Nightly clean-up');
      await call(architect, 'postFlowsExecutions', { flowId: id });
      const { status, headers, body } = await refused(architect, 'postFlowsExecutions', { flowId: id });
      assert.deepEqual([status, body.code, headers['inin-ratelimit-count'], headers['inin-ratelimit-allowed']], [429, 'too.many.requests', '2', '2']);
      assert.equal(headers['retry-after'], headers['inin-ratelimit-reset']);
      assert.ok(body.message.includes(`[${headers['retry-after']}]`));
    } finally {
      await simulator.set({ rateLimit: 300 });
    }
  });

  test('errors made by faults are such as the service makes', async () => {
    for (const status of [400, 403, 404, 408, 409, 413, 415, 500, 502, 503, 504]) {
      await simulator.add({ kind: 'StatusBefore', status });
      assert.equal((await refused(architect, 'postFlowsExecutions', { flowId: 'x' })).status, status);
    }
  });
});
