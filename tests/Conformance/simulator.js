// Starts the simulator as a process and calls its control API.
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
  if (!latest) throw new Error('The simulator is not built. Run `dotnet build src/GenesysCloud.Simulator`, or set SIMULATOR_DLL to its path.');
  return latest;
}

export async function startSimulator() {
  const child = spawn('dotnet', [assembly(), '--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [, address, clientId, clientSecret] = await new Promise((resolve, reject) => {
    let output = '';
    child.stdout.setEncoding('utf8').on('data', text => {
      output += text;
      const ready = READY.exec(output);
      if (ready) resolve(ready);
    });
    child.once('error', reject);
    child.once('exit', code => reject(new Error(`The simulator exited with code ${code} before it was ready.`)));
  });

  async function control(method, path, body) {
    const response = await fetch(`${address}/_simulator/${path}`, { method, body: body && JSON.stringify(body) });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response.status === 204 ? undefined : response.json();
  }

  return {
    address: new URL(address),
    clientId,
    clientSecret,
    set: settings => control('PATCH', 'settings', settings),
    add: fault => control('POST', 'faults', fault),
    addUser: user => control('POST', 'users', user),
    addContact: contact => control('POST', 'externalcontacts', contact),
    injectNotification: fault => control('POST', 'notifications', { fault }),
    endTokens: () => control('POST', 'tokens/end'),
    launches: async () => (await control('GET', 'launches')).launches,
    stop: () => new Promise(resolve => {
      child.once('exit', resolve);
      child.kill();
    }),
  };
}
