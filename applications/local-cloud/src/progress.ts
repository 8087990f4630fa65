// SPDX-License-Identifier: MIT

/** Says on standard error what is going on; standard output belongs to the ready line. */
export class Progress {
    private readonly begun = performance.now();

    private last = '';

    /** Writes one line, led by the seconds since the start; a line that is said again and again, once. */
    say(line: string): void {
        if (line === this.last) {
            return;
        }
        this.last = line;
        const seconds = (performance.now() - this.begun) / 1000;
        process.stderr.write(`[${seconds.toFixed(1).padStart(5)} s] ${line}\n`);
    }
}
