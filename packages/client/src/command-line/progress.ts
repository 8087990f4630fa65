// SPDX-License-Identifier: MIT

/** Moves to the start of the line, and deletes it. */
const NEW_LINE = '\r\u001b[K';

/** A line on a terminal's standard error that says how far a command is. Elsewhere it is not shown. */
export class Progress {
    private isShown = false;

    constructor(private readonly stream: Pick<NodeJS.WriteStream, 'isTTY' | 'write'> = process.stderr) {}

    show(text: string): void {
        if (this.stream.isTTY) {
            this.isShown = true;
            this.stream.write(NEW_LINE + text);
        }
    }

    /** Deletes the line, so that a message can take its place. */
    clear(): void {
        if (this.isShown) {
            this.isShown = false;
            this.stream.write(NEW_LINE);
        }
    }
}
