// Starts the simulator as a process and talks to its control door.
import { spawn } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const READY = /^Simulated Genesys Cloud at (\S+) \(client id (\S+) secret (\S+)\)$/m;

function assembly() {
  if (process.env.SIMULATOR_DLL) return process.env.SIMULATOR_DLL;
  const [latest] = ['release', 'debug']
    .map(configuration => new URL(`../../artifacts/bin/GenesysCloud.Simulator/${configuration}/GenesysCloud.Simulator.dll`, import.meta.url))
    .map(fileURLToPath)
    .filter(path => existsSync(path))
    .sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
  if (!latest) throw new Error('The simulator is not built: run `dotnet build src/GenesysCloud.Simulator`, or name its dll in SIMULATOR_DLL.');
  return latest;
}

export async function startSimulator() {
  const child = spawn('dotnet', [assembly(), '--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [, address, clientId, clientSecret] = await new Promise((resolve, reject) => {
    let said = '';
    child.stdout.setEncoding('utf8').on('data', text => {
      said += text;
      const ready = READY.exec(said);
      if (ready) resolve(ready);
    });
    child.once('error', reject);
    child.once('exit', code => reject(new Error(`The simulator ended with ${code} before it was ready.`)));
  });

  async function door(method, path, body) {
    const response = await fetch(`${address}/_simulator/${path}`, { method, body: body && JSON.stringify(body) });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response.status === 204 ? undefined : response.json();
  }

  return {
    address: new URL(address),
    clientId,
    clientSecret,
    set: settings => door('PATCH', 'settings', settings),
    add: fault => door('POST', 'faults', fault),
    endTokens: () => door('POST', 'tokens/end'),
    launches: async () => (await door('GET', 'launches')).launches,
    stop: () => new Promise(resolve => {
      child.once('exit', resolve);
      child.kill();
    }),
  };
}
