// SPDX-License-Identifier: MIT

import { createServer } from 'node:net';
import { SetUpError } from '../set-up/progress.mjs';

/** Returns whether the port is free on the loopback interface. */
function isFree(port) {
    return new Promise(resolve => {
        const server = createServer();
        server.once('error', () => resolve(false));
        server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
    });
}

/** Throws a SetUpError that names the option for another port, and a free one, if the port is in use. */
export async function requireFree(port, option) {
    if (await isFree(port)) {
        return;
    }
    let other = port;
    do {
        other = other < 65_535 ? other + 1 : 1024;
    } while (!(await isFree(other)));
    throw new SetUpError(
        `Port ${port} is in use. Sanyam may already be running at http://127.0.0.1:${port}. Stop that program, or use another port: npm start -- ${option} ${other}`
    );
}
