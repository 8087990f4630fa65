// SPDX-License-Identifier: MIT

import { endDescendants } from './descendants.mjs';

/** Milliseconds between SIGTERM and SIGKILL: PostgreSQL writes a checkpoint first. */
const GRACE = 15_000;

const children = new Set();
let ending;

/** Resolves with the child's exit code, or the signal that ended it. */
export function waitForEnd(child) {
    if (child.exitCode !== null || child.signalCode !== null) {
        return Promise.resolve(child.exitCode ?? child.signalCode);
    }
    return new Promise(resolve => child.once('exit', (code, signal) => resolve(code ?? signal)));
}

/** Makes sure that the child does not outlive this process. After {@link endAll} has begun, it ends at once. */
export function endWith(child) {
    if (isEnding()) {
        child.kill('SIGKILL');
        return;
    }
    children.add(child);
    child.once('exit', () => children.delete(child));
}

/** Ends a child with SIGTERM, or with SIGKILL after {@link GRACE}. */
export async function end(child) {
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), GRACE);
    await waitForEnd(child);
    clearTimeout(timer);
}

/** Ends all children, the last one first, and then the marked descendants. See {@link markDescendants}. */
export function endAll() {
    ending ??= (async () => {
        for (const child of [...children].reverse()) {
            await end(child);
        }
        await endDescendants();
    })();
    return ending;
}

/** Returns whether {@link endAll} has been called, so that the end of a child is expected. */
export function isEnding() {
    return ending !== undefined;
}

const parent = process.ppid;

/** Ends the children and this process on a signal, and when the parent process ends: npm does not forward SIGTERM. */
export function endOnSignal() {
    const stop = async code => {
        await endAll();
        process.exit(code);
    };
    process.on('SIGINT', () => stop(130));
    process.on('SIGTERM', () => stop(143));
    process.on('SIGHUP', () => stop(129));
    setInterval(() => process.ppid !== parent && stop(1), 1000).unref();
}
