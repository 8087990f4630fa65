// SPDX-License-Identifier: MIT

import { createServer } from 'node:net';
import { SetUpError } from '../set-up/progress.mjs';

/** Whether nobody listens on this port of the loopback interface. */
export function isFree(port) {
    return new Promise(resolve => {
        const server = createServer();
        server.once('error', () => resolve(false));
        server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
    });
}

/** @throws SetUpError that says which option helps */
export async function requireFree(port, option) {
    if (!(await isFree(port))) {
        throw new SetUpError(
            `Port ${port} is in use, perhaps by a Sanyam that runs already: http://127.0.0.1:${port}. End that, or choose another port: npm start -- ${option} ${port + 1}`
        );
    }
}
