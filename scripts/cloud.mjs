// SPDX-License-Identifier: MIT

import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../applications/local-cloud/lib/main.js', import.meta.url));

// The channel tells the cloud when this process is gone, however it went.
const cloud = spawn(process.execPath, [main, ...process.argv.slice(2)], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc']
});

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => cloud.kill(signal));
}
cloud.once('error', error => {
    console.error(error.message);
    process.exitCode = 1;
});
cloud.once('exit', (code, signal) => {
    process.exitCode = code ?? (signal === null ? 1 : 128);
});
