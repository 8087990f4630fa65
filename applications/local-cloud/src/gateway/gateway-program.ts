// SPDX-License-Identifier: MIT

/**
 * The program of the gateway's process: `sanyam-gateway`, which is read from disk at once and runs when the cloud
 * has sent its environment. A cloud that waits for its database loses no time on the gateway in this way, and
 * nothing secret stands in an environment that others may look at.
 */

import { once } from 'node:events';

// The channel closes however the cloud ends, and is how the cloud says stop, because Windows has no signals.
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
// From here on the gateway's server keeps the process, and a gateway that does not start ends it.
process.channel?.unref();
// The gateway validates it.
Object.assign(process.env, environment);
await import(import.meta.resolve('@sanyam/gateway/lib/main.js'));
