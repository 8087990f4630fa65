// SPDX-License-Identifier: MIT

type Output = NodeJS.WritableStream & { write: NodeJS.WriteStream['write'] };

/**
 * Ignores everything that is written to an output after its reader has ended. Theia logs each failed write, to the same
 * output, so that it would fail for ever: the process uses a whole core, and neither serves nor ends.
 */
export function muteClosedOutputs(outputs: readonly Output[] = [process.stdout, process.stderr]): void {
    for (const output of outputs) {
        output.on('error', (error: NodeJS.ErrnoException) => {
            if (error.code === 'EPIPE') {
                output.write = ignore;
            }
        });
    }
}

type Callback = (error?: Error | null) => void;

function ignore(_text: unknown, encodingOrCallback?: BufferEncoding | Callback, callback?: Callback): boolean {
    const whenWritten = typeof encodingOrCallback === 'function' ? encodingOrCallback : callback;
    if (whenWritten !== undefined) {
        process.nextTick(whenWritten);
    }
    return true;
}
