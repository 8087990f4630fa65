// SPDX-License-Identifier: MIT

/**
 * The program of the gateway's process. It loads `sanyam-gateway` at once, and runs it when the cloud has sent the
 * environment. So the gateway loads while the database starts, and no secret is in an environment that others can read.
 */

import { once } from 'node:events';

// The channel closes whenever the cloud ends. The cloud also closes it to stop the gateway, because Windows has no
// signals.
process.once('disconnect', () => {
    if (!process.emit('SIGTERM', 'SIGTERM')) {
        process.exit();
    }
});
if (!process.connected) {
    process.exit();
}

await import(import.meta.resolve('@sanyam/gateway/lib/index.js'));
const [environment] = await once(process, 'message');
// From here on the server keeps the process alive. Without a server, the process ends.
process.channel?.unref();
// The gateway validates it.
Object.assign(process.env, environment);
await import(import.meta.resolve('@sanyam/gateway/lib/main.js'));
