// SPDX-License-Identifier: MIT

/** Reports progress on standard error. Standard output is only for the ready line. */
export class Progress {
    private readonly begun = performance.now();

    private last = '';

    /** Writes a line with the seconds since the start. Skips a line that repeats the last one. */
    say(line: string): void {
        if (line === this.last) {
            return;
        }
        this.last = line;
        const seconds = (performance.now() - this.begun) / 1000;
        process.stderr.write(`[${seconds.toFixed(1).padStart(5)} s] ${line}\n`);
    }
}
