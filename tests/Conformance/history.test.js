// What the platform keeps and counts of executions, and what it reports of them as they end.
import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { call, refused } from './calls.js';
import * as fixture from './fixture.js';
import { faults } from './models.js';
import { analytics, architect, notifications, signIn } from './sdk.js';
import { startSimulator } from './simulator.js';
import { open } from './socket.js';

const simulator = await startSimulator();
after(() => simulator.stop());
before(() => signIn(simulator));

const flow = fixture.flowNamed('Sync directory');

async function launchToItsEnd({ id } = flow) {
  const launch = await architect.postFlowsExecutions({ flowId: id });
  while ((await architect.getFlowsExecution(launch.id)).status === 'RUNNING') await delay(100);
  return launch.id;
}

suite('execution data', () => {
  test('is found by the end of executions, and by what they have', async () => {
    const id = await launchToItsEnd();
    const [counted] = (await simulator.launches()).filter(launch => launch.id === id);
    const find = async (...criteria) => (await call(
      architect, 'postFlowsInstancesQuery', { query: criteria.map(([key, operator, value]) => ({ criteria: { key, operator, value } })) },
    )).entities.map(found => found.id);
    const from = ['FlowEndDateTime', 'gte', counted.at];
    assert.deepEqual(await find(['FlowId', 'eq', flow.id], from), [id]);
    assert.deepEqual(await find(['FlowErrorReason', 'not_null'], from), [id]);
    assert.deepEqual(await find(['FlowErrorReason', 'eq', 'error.other'], from), []);
    assert.deepEqual(await find(['FlowEndDateTime', 'lt', counted.at], ['FlowId', 'eq', flow.id]), []);
  });

  test('is prepared by a job, and downloaded from a signed address without a token', async () => {
    const id = await launchToItsEnd();
    for (const start of [
      () => call(architect, 'postFlowsInstancesJobs', { ids: [id] }),
      () => call(architect, 'getFlowsInstance', id),
    ]) {
      let job = await start();
      while (job.jobState !== 'Success') {
        assert.ok(['Registered', 'Running'].includes(job.jobState), job.jobState);
        await delay(100);
        job = await call(architect, 'getFlowsInstancesJob', job.id);
      }

      const [entity] = job.entities;
      assert.deepEqual([entity.id, entity.failed ?? false], [id, false]);
      const file = await (await fetch(entity.downloadUri)).json();
      assert.deepEqual([file.flow.executionId, file.flow.flowExitReason], [id, 'FLOW_ERROR_DISCONNECT']);
      assert.equal((await fetch(entity.downloadUri, { headers: { authorization: 'Bearer x' } })).status, 400);
    }
  });

  test('is turned on and off, and what is not there fails in the job', async () => {
    const id = await launchToItsEnd();
    assert.equal((await call(architect, 'patchFlowsInstancesSettingsExecutiondata', { enabled: false })).enabled, false);
    try {
      assert.equal((await call(architect, 'getFlowsInstancesSettingsExecutiondata')).enabled, false);
      let job = await call(architect, 'postFlowsInstancesJobs', { ids: [id] });
      while (!job.entities?.length) {
        await delay(100);
        job = await call(architect, 'getFlowsInstancesJob', job.id);
      }

      assert.deepEqual([job.entities[0].id, job.entities[0].failed], [id, true]);
    } finally {
      await call(architect, 'patchFlowsInstancesSettingsExecutiondata', { enabled: true });
    }
  });
});

suite('log levels', () => {
  const level = name => ({ logLevelCharacteristics: { level: name } });
  const expand = { expand: ['name', 'type', 'logLevelCharacteristics.characteristics'] };

  test('are added, changed, listed, and removed for a flow', async () => {
    assert.equal((await refused(architect, 'getFlowInstancesSettingsLoglevels', flow.id)).status, 404);
    await call(architect, 'postFlowInstancesSettingsLoglevels', flow.id, level('Notes'));
    assert.equal((await refused(architect, 'postFlowInstancesSettingsLoglevels', flow.id, level('All'))).status, 409);
    await call(architect, 'putFlowInstancesSettingsLoglevels', flow.id, level('All'));
    const own = await call(architect, 'getFlowInstancesSettingsLoglevels', flow.id, expand);
    assert.deepEqual(
      [own.name, own.logLevelCharacteristics.level, own.logLevelCharacteristics.characteristics.variables], [flow.name, 'All', true]);
    const { entities } = await call(architect, 'getFlowsInstancesSettingsLoglevels', expand);
    assert.deepEqual(entities.map(found => [found.id, found.logLevelCharacteristics.level]), [[flow.id, 'All']]);
    await architect.deleteFlowInstancesSettingsLoglevels(flow.id);
    assert.equal((await refused(architect, 'getFlowInstancesSettingsLoglevels', flow.id)).status, 404);
  });

  test('have a default, which can be changed and reset', async () => {
    const read = async () => (await call(architect, 'getFlowsInstancesSettingsLoglevelsDefault', expand)).logLevelCharacteristics.level;
    assert.equal(await read(), 'Base');
    await call(architect, 'putFlowsInstancesSettingsLoglevelsDefault', level('VerboseNotes'));
    assert.equal(await read(), 'VerboseNotes');
    await architect.deleteFlowsInstancesSettingsLoglevelsDefault();
    assert.equal(await read(), 'Base');
    assert.equal((await refused(architect, 'putFlowsInstancesSettingsLoglevelsDefault', level('Loud'))).status, 400);
  });
});

test('aggregates count executions by flow, version, and interval', async () => {
  const before = new Date(Date.now() - 60_000).toISOString();
  const other = fixture.flowNamed('Nightly clean-up');
  await launchToItsEnd(other);
  await launchToItsEnd(other);
  const { results } = await call(analytics, 'postAnalyticsFlowexecutionsAggregatesQuery', {
    interval: `${before}/${new Date(Date.now() + 60_000).toISOString()}`,
    groupBy: ['flowId', 'flowVersion'],
    metrics: ['nFlowExecutions'],
    filter: { type: 'or', predicates: [{ type: 'dimension', dimension: 'flowId', operator: 'matches', value: other.id }] },
  });
  assert.deepEqual(results.map(result => result.group), [{ flowId: other.id, flowVersion: fixture.published(other).id }]);
  assert.deepEqual(results[0].data.flatMap(({ metrics }) => metrics.map(({ metric, stats }) => [metric, stats.count])), [['nFlowExecutions', 2]]);
});

suite('notification channels', () => {
  const topic = `v2.flows.instances.flow.${flow.id}`;

  test('are created, listed, found, and subscribed to', async () => {
    const channel = await call(notifications, 'postNotificationsChannels');
    assert.equal(new URL(channel.connectUri).pathname, `/channels/${channel.id}`);
    assert.ok(Math.abs(new Date(channel.expires) - Date.now() - 86_400_000) < 60_000);
    const { entities } = await call(notifications, 'getNotificationsChannels', { includechannels: 'oauthclient' });
    assert.ok(entities.some(found => found.id === channel.id));
    await notifications.headNotificationsChannel(channel.id);
    const topics = async () => (await call(notifications, 'getNotificationsChannelSubscriptions', channel.id)).entities.map(({ id }) => id);
    await call(notifications, 'putNotificationsChannelSubscriptions', channel.id, [{ id: topic }]);
    const added = await call(notifications, 'postNotificationsChannelSubscriptions', channel.id, [{ id: 'v2.users.u1.presence' }]);
    assert.deepEqual(added.entities.map(({ id, state }) => [id, state]), [['v2.users.u1.presence', 'Permitted']]);
    assert.deepEqual(await topics(), [topic, 'v2.users.u1.presence']);
    await notifications.deleteNotificationsChannelSubscriptions(channel.id);
    assert.deepEqual(await topics(), []);
    assert.equal((await refused(notifications, 'getNotificationsChannelSubscriptions', 'unknown')).status, 404);
    const tooMany = Array.from({ length: 1001 }, (_, index) => ({ id: `v2.users.u${index}.presence` }));
    assert.equal((await refused(notifications, 'putNotificationsChannelSubscriptions', channel.id, tooMany)).status, 400);
  });

  test('report executions that end, in the form that the SDK declares', async () => {
    const channel = await call(notifications, 'postNotificationsChannels');
    await call(notifications, 'putNotificationsChannelSubscriptions', channel.id, [{ id: topic }]);
    const socket = await open(channel.connectUri);
    try {
      const id = await launchToItsEnd();
      const message = await socket.next();
      assert.deepEqual([message.topicName, message.version], [topic, '2']);
      assert.deepEqual(faults('V2FlowExecutionDataFlowidTopicFlowExecutionHistory', message.eventBody), []);
      assert.deepEqual(
        [message.eventBody.executionId, message.eventBody.flowId, message.eventBody.errors[0].reason], [id, flow.id, flow.error.code]);
      socket.ping();
      assert.equal((await socket.next()).topicName, 'channel.metadata');
    } finally {
      socket.close();
    }
  });

  test('announce their end, in the form that the SDK declares', async () => {
    const channel = await call(notifications, 'postNotificationsChannels');
    const socket = await open(channel.connectUri);
    await simulator.injectNotification('Replace');
    const { topicName, eventBody } = await socket.next();
    assert.ok(topicName.startsWith('v2.system.no_longer_subscribed.'));
    assert.deepEqual(faults('SystemMessageSystemMessage', eventBody), []);
    assert.deepEqual(
      [eventBody.channelId, eventBody.systemTopicType, eventBody.reason], [channel.id, 'no_longer_subscribed', 'another_channel_subscribed']);
    assert.equal(await socket.next(), undefined);
    assert.equal((await refused(notifications, 'getNotificationsChannelSubscriptions', channel.id)).status, 404);
  });
});
