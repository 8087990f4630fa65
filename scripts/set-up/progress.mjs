// SPDX-License-Identifier: MIT

/** A set-up step that failed for a reason that the user can mend; shown without a stack. */
export class SetUpError extends Error {}

/** Says what is being done, and how long it took; on standard error, since standard output may be an interface. */
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

/** Runs a script's main function; ends the process with a sentence when it fails. */
export async function main(work) {
    try {
        await work();
    } catch (error) {
        process.stderr.write(`\n${error instanceof SetUpError ? error.message : (error?.stack ?? error)}\n`);
        process.exitCode = 1;
    }
}
