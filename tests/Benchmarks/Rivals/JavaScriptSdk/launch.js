// Launches with the official SDK, some at once, and prints launches per second.
import platformClient from 'purecloud-platform-client-v2';

const { BENCH_ADDRESS, BENCH_CLIENT_ID, BENCH_CLIENT_SECRET, BENCH_FLOW_ID, BENCH_ROWS, BENCH_IN_FLIGHT } = process.env;

const address = new URL(BENCH_ADDRESS);
const client = platformClient.ApiClient.instance;
client.config.setGateway({ protocol: address.protocol.replace(':', ''), host: address.hostname, port: Number(address.port) });
await client.loginClientCredentialsGrant(BENCH_CLIENT_ID, BENCH_CLIENT_SECRET);
const architect = new platformClient.ArchitectApi();

const body = number => ({
  flowId: BENCH_FLOW_ID,
  inputData: {
    'Flow.userId': `00000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`,
    'Flow.startDate': '2026-12-01',
    'Flow.badgeNumber': number,
    'Flow.remote': true,
    'Flow.salary': 2750.5,
  },
});

async function launch(rows) {
  let last = 0;
  const worker = async () => {
    while (last < rows) await architect.postFlowsExecutions(body(++last));
  };
  await Promise.all(Array.from({ length: Number(BENCH_IN_FLIGHT) }, worker));
}

await launch(200); // warm up
const started = performance.now();
await launch(Number(BENCH_ROWS));
console.log(Number(BENCH_ROWS) / ((performance.now() - started) / 1000));
process.exit(0);
