// SPDX-License-Identifier: MIT

import { findRepositoryByFolder, keepLoopbackDirect } from './environment.mjs';

/** An error that the user can fix. It is shown without a stack trace. */
export class SetUpError extends Error {}

/** Runs a step and prints its name and duration on standard error, because standard output may be an interface. */
export async function step(label, work) {
    const start = performance.now();
    process.stderr.write(`  ${label} …\n`);
    const result = await work();
    const seconds = (performance.now() - start) / 1000;
    if (seconds >= 0.5) {
        process.stderr.write(`  ${label}: ${seconds.toFixed(1)} s\n`);
    }
    return result;
}

/** Runs a script's main function. If it fails, prints the error and sets the exit code to 1. */
export async function main(work) {
    try {
        keepLoopbackDirect();
        findRepositoryByFolder();
        await work();
    } catch (error) {
        process.stderr.write(`\n${error instanceof SetUpError ? error.message : (error?.stack ?? error)}\n`);
        process.exitCode = 1;
    }
}
