import assert from 'node:assert/strict';
import { after, beforeEach, suite, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { call, refused } from './calls.js';
import * as fixture from './fixture.js';
import {
  analytics, architect, authorization, connect, externalContacts, organizations, routing, signIn, tokens, users,
} from './sdk.js';
import { startSimulator } from './simulator.js';

const simulator = await startSimulator();
after(() => simulator.stop());

/** The launch as the simulator counted it. */
async function happened({ id }) {
  const found = (await simulator.launches()).filter(launch => launch.id === id);
  assert.equal(found.length, 1, id);
  return found[0];
}

/** Launches a flow and compares everything the SDK reads about it with the flows file and with what the simulator counted. */
async function launchToItsEnd(name, inputData, rowName) {
  const flow = fixture.flowNamed(name);
  const version = fixture.published(flow);
  const launch = await call(architect, 'postFlowsExecutions', { flowId: flow.id, ...(inputData && { inputData }), ...(rowName && { name: rowName }) });
  const flowVersion = { id: version.id, name: version.id, selfUri: `/api/v2/flows/${flow.id}/versions/${version.id}` };
  const selfUri = `/api/v2/flows/executions/${launch.id}`;
  assert.deepEqual(launch, { id: launch.id, ...(rowName && { name: rowName }), flowVersion, selfUri });

  const counted = await happened(launch);
  assert.deepEqual(
    [counted.flowId, counted.flowVersion, counted.name, counted.inputData, counted.clientId, counted.answered],
    [flow.id, version.id, rowName ?? null, inputData, simulator.clientId, true]);

  const execution = await toItsEnd(launch);
  const took = (new Date(execution.dateCompleted) - new Date(execution.dateLaunched)) / 1000;
  assert.ok(took >= flow.minSeconds - 0.001 && took <= flow.maxSeconds + 0.001, `${took} s`);
  assert.deepEqual(
    [execution.id, execution.name, execution.selfUri, execution.dateLaunched, execution.status, execution.completionReason],
    [launch.id, rowName, selfUri, counted.at, flow.outcome, flow.completionReason]);
  assert.deepEqual([execution.flowVersion.id, execution.flowVersion.selfUri], [version.id, flowVersion.selfUri]);
  assert.equal(execution.flowVersion.configurationUri, `${flowVersion.selfUri}/configuration`);
  assert.deepEqual(fixture.readSchema(execution.flowVersion.inputSchema), fixture.inputSchema(version));
  assert.deepEqual(fixture.readSchema(execution.flowVersion.outputSchema), fixture.outputSchema(flow));
  assert.deepEqual(execution.flowErrorInfo, ['FAILED', 'ERROR'].includes(flow.outcome) ? flow.error : undefined);
  const outputs = flow.outputs && flow.outcome === 'COMPLETED' ? fixture.outputs(flow, counted.sequence, inputData ?? {}) : undefined;
  assert.deepEqual(execution.outputData, outputs);
  assert.equal(counted.conversationId !== null, flow.conversation);
  assert.deepEqual(execution.conversation, flow.conversation
    ? { id: counted.conversationId, selfUri: `/api/v2/conversations/${counted.conversationId}` }
    : undefined);
  return { flow, version, launch, counted, execution };
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

suite('signing in with a browser', () => {
  const clientId = 'a0000000-0000-4000-8000-000000000006';
  const redirectUri = 'http://localhost:8080';

  async function authorize(verifier) {
    const client = connect(simulator);
    const query = new URLSearchParams({
      response_type: 'code',
      client_id: clientId,
      redirect_uri: redirectUri,
      code_challenge: await client.computePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state: 'a state',
    });
    const response = await fetch(new URL(`oauth/authorize?${query}`, simulator.address), { redirect: 'manual' });
    assert.equal(response.status, 302);
    const redirect = new URL(response.headers.get('location'));
    assert.deepEqual([redirect.origin, redirect.searchParams.get('state')], [redirectUri, 'a state']);
    return { client, code: redirect.searchParams.get('code') };
  }

  test('gives a token of the user for a code and its verifier', async () => {
    const verifier = connect(simulator).generatePKCECodeVerifier(128);
    const { client, code } = await authorize(verifier);
    const { accessToken } = await client.authorizePKCEGrant(clientId, verifier, code, redirectUri);
    assert.ok(accessToken);
    assert.equal((await call(users, 'getUsersMe')).name, 'Example operator');
    assert.equal((await call(tokens, 'getTokensMe')).OAuthClient.authorizedGrantType, 'CODE');
  });

  test('refuses another verifier', async () => {
    const { client, code } = await authorize(connect(simulator).generatePKCECodeVerifier(43));
    const other = client.generatePKCECodeVerifier(43);
    const failure = await client.authorizePKCEGrant(clientId, other, code, redirectUri).catch(error => error.response ?? error);
    assert.equal(failure.data?.error, 'invalid_grant');
  });
});

suite('signed in', () => {
  beforeEach(() => signIn(simulator));

  test('lists are paged by numbers, by a cursor, and by numbers in the body', async () => {
    const queues = await call(routing, 'getRoutingQueues', { pageSize: 50, pageNumber: 2 });
    assert.deepEqual([queues.entities.length, queues.pageNumber, queues.pageCount, queues.nextUri], [10, 2, 2, undefined]);

    const first = await call(externalContacts, 'getExternalcontactsScanContacts', { limit: 40 });
    const cursor = new URL(first.nextUri, simulator.address).searchParams.get('cursor');
    assert.equal(cursor, first.cursors.after);
    const second = await call(externalContacts, 'getExternalcontactsScanContacts', { limit: 40, cursor });
    assert.deepEqual([first.entities.length, second.entities.length, second.nextUri], [40, 5, undefined]);

    const query = pageNumber => ({ interval: '2026-11-01T00:00Z/2026-12-01T00:00Z', paging: { pageSize: 50, pageNumber } });
    const conversations = await call(analytics, 'postAnalyticsConversationsDetailsQuery', query(2));
    assert.deepEqual([conversations.conversations.length, conversations.totalHits], [10, 60]);
    assert.equal((await call(analytics, 'postAnalyticsConversationsDetailsQuery', query(3))).conversations, undefined);
  });

  test('a queue is created, replaced, and deleted', async () => {
    const queue = await call(routing, 'postRoutingQueues', { name: 'Night shift' });
    assert.equal((await call(routing, 'putRoutingQueue', queue.id, { name: 'Early shift' })).name, 'Early shift');
    assert.equal((await call(routing, 'getRoutingQueue', queue.id)).name, 'Early shift');
    await routing.deleteRoutingQueue(queue.id);
    assert.equal((await refused(routing, 'getRoutingQueue', queue.id)).status, 404);
  });

  test('the token identifies its organization and its client, and can be revoked', async () => {
    await tokens.headTokensMe();
    const token = await call(tokens, 'getTokensMe');
    const organization = await call(organizations, 'getOrganizationsMe');
    assert.deepEqual([token.organization, token.homeOrganization, token.OAuthClient.organization], Array(3).fill(fixture.organization));
    assert.deepEqual([token.OAuthClient.id, token.OAuthClient.authorizedGrantType, token.OAuthClient.state], [simulator.clientId, 'CLIENT-CREDENTIALS', 'active']);
    assert.deepEqual([organization.id, organization.name, organization.selfUri], [fixture.organization.id, fixture.organization.name, `/api/v2/organizations/${fixture.organization.id}`]);
    await tokens.deleteTokensMe();
    assert.equal((await refused(tokens, 'getTokensMe')).body.code, 'bad.credentials');
  });

  test('a token of client credentials has no user', async () => {
    assert.equal((await refused(users, 'getUsersMe')).status, 400);
  });

  test('flows are listed over several pages, each of them once and as the file defines it', async () => {
    const found = [];
    let page;
    do {
      const before = page;
      page = await call(architect, 'getFlows', { pageNumber: (page?.pageNumber ?? 0) + 1, pageSize: 9, sortBy: 'name', includeSchemas: true, deleted: true });
      found.push(...page.entities);
      const uri = number => `/api/v2/flows?pageNumber=${number}&pageSize=9&sortBy=name&includeSchemas=true&deleted=true`;
      const withoutOrder = link => link && [link.split('?')[0], ...link.split('?')[1].split('&').sort()];
      const linked = Object.fromEntries(['firstUri', 'previousUri', 'selfUri', 'nextUri', 'lastUri'].map(name => [name, withoutOrder(page[name])]));
      assert.deepEqual(linked, {
        firstUri: withoutOrder(uri(1)),
        previousUri: withoutOrder(before && uri(before.pageNumber)),
        selfUri: withoutOrder(uri(page.pageNumber)),
        nextUri: withoutOrder(page.pageNumber < page.pageCount ? uri(page.pageNumber + 1) : undefined),
        lastUri: withoutOrder(uri(page.pageCount)),
      });
      assert.deepEqual([page.total, page.pageSize, page.pageCount], [fixture.flows.length, 9, Math.ceil(fixture.flows.length / 9)]);
    } while (page.nextUri);
    const inOrder = [...fixture.flows].sort((a, b) => (a.name.toUpperCase() < b.name.toUpperCase() ? -1 : 1));
    assert.deepEqual(found.map(fixture.readFlow), inOrder.map(fixture.asFlow));
    assert.deepEqual(found.map(flow => fixture.readSchema(flow.inputSchema)), inOrder.map(flow => fixture.inputSchema(fixture.published(flow) ?? flow)));
    assert.deepEqual(found.map(flow => fixture.readSchema(flow.outputSchema)), inOrder.map(fixture.outputSchema));
  });

  test('a list without schemas and without deleted flows is the default', async () => {
    const { entities } = await call(architect, 'getFlows', { pageSize: 500 });
    const byId = [...fixture.flows].filter(flow => !flow.deleted).sort((a, b) => (a.id < b.id ? -1 : 1));
    assert.deepEqual(entities.map(fixture.readFlow), byId.map(fixture.asFlow));
    assert.ok(entities.every(flow => !flow.inputSchema && !flow.outputSchema));
  });

  test('flows are filtered by several types and looked up by several ids', async () => {
    const expected = fixture.flows.filter(flow => ['inboundcall', 'digitalbot'].includes(flow.type)).sort((a, b) => (a.id < b.id ? -1 : 1)).map(fixture.asFlow);
    const { entities } = await call(architect, 'getFlows', { type: ['inboundcall', 'digitalbot'] });
    assert.deepEqual(entities.map(fixture.readFlow), expected);
    const found = await call(architect, 'getFlowsLookup', entities.map(flow => flow.id));
    assert.deepEqual(found.entities.map(fixture.readFlow), expected);
  });

  test('flows are found by a part of their name and by their division', async () => {
    const named = await call(architect, 'getFlows', { name: 'assign*' });
    assert.deepEqual(named.entities.map(flow => flow.name).sort(), ['Assign queue', 'Assign skills']);
    const expected = fixture.flows.filter(flow => flow.division === 'Operations').sort((a, b) => (a.id < b.id ? -1 : 1)).map(fixture.asFlow);
    const { entities } = await call(architect, 'getFlows', { divisionId: [expected[0].division.id] });
    assert.deepEqual(entities.map(fixture.readFlow), expected);
  });

  test('a flow returns its versions and their inputs', async () => {
    const expected = fixture.flowNamed('Onboard employee');
    const flow = await call(architect, 'getFlow', expected.id);
    assert.deepEqual(fixture.readFlow(flow), fixture.asFlow(expected));
    assert.deepEqual(fixture.readSchema(flow.inputSchema), fixture.inputSchema(fixture.published(expected)));
    const { entities } = await call(architect, 'getFlowVersions', flow.id);
    assert.deepEqual(entities.map(version => version.id), expected.versions.map(version => version.id));
    for (const { id, inputs } of expected.versions) {
      const version = await call(architect, 'getFlowVersion', flow.id, id);
      assert.deepEqual([version.id, version.type, version.selfUri], [id, 'PUBLISH', `/api/v2/flows/${flow.id}/versions/${id}`]);
      assert.deepEqual(fixture.readSchema(version.inputSchema), fixture.inputSchema({ inputs }));
      assert.ok(new Date(version.datePublished) > new Date(version.dateCreated));
      assert.equal(version.datePublishedEnd === undefined, id === flow.publishedVersion.id);
    }
  });

  test('text and integers are defined with the limits that were recorded', async () => {
    const { inputSchema: { definitions } } = await call(architect, 'getFlow', fixture.flowNamed('Onboard employee').id);
    const withoutTexts = ({ archDataTypeId, oneOf }) => ({ archDataTypeId, oneOf: oneOf.map(({ description, ...form }) => form) });
    assert.deepEqual(withoutTexts(definitions.archString), { archDataTypeId: 'str', oneOf: [{ type: 'null' }, { type: 'string', maxLength: 32000 }] });
    assert.deepEqual(withoutTexts(definitions.archInteger), {
      archDataTypeId: 'int',
      oneOf: [
        { type: 'null' },
        { type: 'integer', minimum: -999999999999999, maximum: 999999999999999 },
        { type: 'string', minLength: 1, maxLength: 16 },
      ],
    });
  });

  test('an execution is launched as the file defines it and read until it ends', async () => {
    const inputData = { 'Flow.userId': 'u-1', 'Flow.badgeNumber': 7, 'Flow.remote': true, 'Flow.salary': 1.5, 'Flow.equipment': ['désk', 'lamp'] };
    await launchToItsEnd('Onboard employee', inputData, 'row 1');
    await launchToItsEnd('Welcome new customer', { 'Flow.externalContactId': 'c-1' });
    await launchToItsEnd('Get time-off balance', { 'Flow.agentId': '452', 'Flow.dates': [] });
  });

  test('an older version is launched where it is asked for', async () => {
    const { id } = fixture.flowNamed('Onboard employee');
    const launch = await call(architect, 'postFlowsExecutions', { flowId: id, flowVersion: '2.0', inputData: { 'Flow.userId': 'u' } });
    assert.deepEqual([launch.flowVersion.id, (await happened(launch)).flowVersion, (await toItsEnd(launch)).flowVersion.id], ['2.0', '2.0', '2.0']);
  });

  test('executions that fail, end with an error, or are terminated have that status', async () => {
    const inputData = { 'Flow.externalContactId': 'c-1', 'Flow.amount': 2 };
    for (const name of ['Charge card', 'Sync directory', 'Expire sessions']) await launchToItsEnd(name, inputData);
    assert.deepEqual(['Charge card', 'Sync directory', 'Expire sessions'].map(name => fixture.flowNamed(name).outcome), ['FAILED', 'ERROR', 'TERMINATED']);
  });

  test('an execution belongs to a conversation where its flow says so', async () => {
    const { counted, execution } = await launchToItsEnd('Escalate case', { 'Flow.externalContactId': 'c-1', 'Flow.caseNumber': 12 });
    assert.ok(execution.conversation.id);
    const { entities } = await call(architect, 'postFlowsInstancesQuery', { query: [{ criteria: { key: 'ConversationId', operator: 'eq', value: counted.conversationId } }] });
    assert.deepEqual(entities.map(found => [found.id, found.conversationId]), [[execution.id, counted.conversationId]]);
  });

  test('the executions of a flow are found by query', async () => {
    const { flow, version, launch, counted, execution } = await launchToItsEnd('Sync directory', undefined, 'to be found');
    assert.equal((await call(architect, 'getFlowsInstancesSettingsExecutiondata')).enabled, true);
    const { entities, total } = await call(architect, 'postFlowsInstancesQuery', { query: [
      { criteria: { key: 'FlowId', operator: 'eq', value: flow.id } },
      { criteria: { key: 'FlowStartDateTime', operator: 'gte', value: counted.at } },
    ] });
    assert.equal(total, 1);
    assert.deepEqual(entities, [{
      id: launch.id,
      startDateTime: counted.at,
      endDateTime: execution.dateCompleted,
      flowId: flow.id,
      flowVersion: version.id,
      flowType: flow.type,
      flowErrorReason: flow.error.code,
      flowName: flow.name,
      selfUri: `/api/v2/flows/instances/${launch.id}`,
    }]);
  });

  test('a bad input, an unknown flow and an unknown version are refused', async () => {
    const { id } = fixture.flowNamed('Onboard employee');
    const mistyped = await refused(architect, 'postFlowsExecutions', { flowId: id, inputData: { 'Flow.badgeNumber': 'seven' } });
    assert.deepEqual([mistyped.status, mistyped.body.details[0].fieldName], [400, 'Flow.badgeNumber']);
    assert.equal((await refused(architect, 'getFlow', '00000000-0000-4000-8000-000000000000')).body.code, 'architect.flow.not.found');
    const version = await refused(architect, 'getFlowVersion', id, '9.0');
    assert.deepEqual([version.status, version.body.code], [404, 'architect.flow.version.missing']);
    const deleted = await refused(architect, 'getFlow', fixture.flowNamed('Old welcome').id);
    assert.deepEqual([deleted.status, deleted.body.code], [410, 'architect.flow.deleted']);
    const execution = await refused(architect, 'getFlowsExecution', '00000000-0000-4000-8000-000000000000');
    assert.deepEqual([execution.status, execution.body.code], [404, 'not.found']);
    const date = await refused(architect, 'postFlowsInstancesQuery', { query: [{ criteria: { key: 'FlowStartDateTime', operator: 'gte', value: 'yesterday' } }] });
    assert.deepEqual([date.status, date.body.code], [400, 'invalid.date']);
  });

  test('an ended token is a 401, and signing in again helps', async () => {
    await simulator.endTokens();
    const { status, body } = await refused(architect, 'getFlows', {});
    assert.deepEqual([status, body.code], [401, 'bad.credentials']);
    await signIn(simulator);
    await call(architect, 'getFlows', {});
  });

  test('the limits in effect can be read', async () => {
    const { entities } = await call(organizations, 'getOrganizationsLimitsNamespace', 'platform.api');
    assert.deepEqual(entities[0], { key: 'client.credentials.token.rate.per.minute', namespace: 'platform.api', value: 300 });
  });

  test('the permissions of the token can be read', async () => {
    const { id, grants } = await call(authorization, 'getAuthorizationSubjectsMe');
    assert.equal(id, simulator.clientId);
    assert.equal(grants[0].division.id, '*');
    const flows = grants[0].role.policies.find(policy => policy.domain === 'architect' && policy.entityName === 'flow');
    assert.deepEqual(flows, { actions: ['launch', 'search', 'view'], domain: 'architect', entityName: 'flow' });
  });

  test('users are searched by exact values, a page after the other', async () => {
    const emails = Array.from({ length: 12 }, (_, index) => `user${index}@example.com`).sort();
    for (const email of emails) await simulator.addUser({ email });
    await simulator.addUser({ email: 'gone@example.com', state: 'deleted' });
    const search = (pageNumber, ...query) => call(users, 'postUsersSearch', { pageSize: 10, pageNumber, sortBy: 'email', query });
    const exact = (fields, values) => ({ type: 'EXACT', fields, values });

    const pages = [await search(1, exact(['email', 'username'], emails)), await search(2, exact(['email', 'username'], emails))];
    assert.deepEqual(pages.map(page => [page.total, page.pageCount, page.results.length]), [[12, 2, 10], [12, 2, 2]]);
    assert.deepEqual(pages.flatMap(page => page.results.map(user => user.email)), emails);
    assert.equal((await search(1, exact(['email'], ['gone@example.com']))).total, 0);
    assert.equal((await search(1, exact(['email'], ['gone@example.com']), exact(['state'], ['active', 'deleted']))).total, 1);
  });

  test('external contacts are found by address, number, and external id', async () => {
    await simulator.addContact({
      firstName: 'Ben', lastName: 'Okafor', workEmail: 'ben@example.com', cellPhone: '+1 317-222-2222', externalIds: { CRM: 'C-1' },
    });
    const found = value => call(externalContacts, 'getExternalcontactsReversewhitepageslookup', value);
    const [ben] = (await found('BEN@example.com')).contacts;
    assert.deepEqual([ben.lastName, ben.cellPhone.e164], ['Okafor', '+13172222222']);
    assert.deepEqual((await found('+13172222222')).contacts, [ben]);
    assert.deepEqual((await found('nobody@example.com')).contacts, []);

    const [source] = (await call(externalContacts, 'getExternalcontactsExternalsources', { limit: 200 })).entities;
    const identifier = value => ({ type: 'ExternalId', value, externalSource: { id: source.id } });
    const lookup = 'postExternalcontactsIdentifierlookupContacts';
    assert.equal((await call(externalContacts, lookup, identifier('C-1'), { expand: ['identifiers'] })).id, ben.id);
    assert.equal((await refused(externalContacts, lookup, identifier('C-2'))).status, 404);
  });

  test('responses have the headers of the service, and none about rate limits unless they are switched on', async () => {
    const { headers } = await refused(architect, 'getFlow', '00000000-0000-4000-8000-000000000000');
    assert.equal(headers['strict-transport-security'], 'max-age=31536000; includeSubDomains');
    assert.match(headers.via, /cloudfront/);
    assert.ok(!('inin-ratelimit-count' in headers));
  });

  test('an exhausted rate limit is a 429 that says when to retry', async () => {
    await simulator.set({ rateLimit: 2, rateLimitHeaders: true });
    try {
      const { id } = fixture.flowNamed('Nightly clean-up');
      await call(architect, 'getFlow', id);
      await call(architect, 'postFlowsExecutions', { flowId: id });
      const { status, headers, body } = await refused(architect, 'postFlowsExecutions', { flowId: id });
      assert.deepEqual([status, body.code, headers['inin-ratelimit-count'], headers['inin-ratelimit-allowed']], [429, 'too.many.requests.retry.after', '2', '2']);
      assert.equal(headers['retry-after'], headers['inin-ratelimit-reset']);
      assert.ok(body.message.includes(`[${headers['retry-after']}]`));
    } finally {
      await simulator.set({ rateLimit: 300, rateLimitHeaders: false });
    }
  });

  test('errors made by faults are such as the service makes', async () => {
    for (const status of [400, 403, 404, 408, 409, 413, 415, 500, 502, 503, 504]) {
      await simulator.add({ kind: 'StatusBefore', status });
      assert.equal((await refused(architect, 'postFlowsExecutions', { flowId: 'x' })).status, status);
    }
    const before = (await simulator.launches()).length;
    await simulator.add({ kind: 'StatusAfter', status: 504, code: 'own.code', message: 'Own words.', retryAfterSeconds: 3 });
    const { status, headers, body } = await refused(architect, 'postFlowsExecutions', { flowId: fixture.flowNamed('Nightly clean-up').id });
    assert.deepEqual([status, headers['retry-after'], body.code, body.message], [504, '3', 'own.code', 'Own words.']);
    const launches = await simulator.launches();
    assert.deepEqual([launches.length, launches.at(-1).answered], [before + 1, false]);
  });
});
