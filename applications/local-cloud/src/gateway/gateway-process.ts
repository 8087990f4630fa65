// SPDX-License-Identifier: MIT

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { ProgramError } from '../process/run.js';
import type { GatewayEnvironment } from './gateway-environment.js';

/** So many lines of what it wrote are kept, to explain an end that nobody asked for. */
const KEPT_LINES = 20;

/** How long requests that are under way may take when the cloud stops, in milliseconds. */
const STOP_PATIENCE = 2_000;

/** A line of the log in which something failed: levels 50 and 60 of pino. */
const FAILURE = /^\{"level":[56]0,/;

/** The line of the log that says where it listens. */
const LISTENING = /"url":"(?<url>http:[^"]+)".*"the gateway listens"/;

export interface GatewayProcessSettings {
    /** The data folder of the cloud; it stands in the command line to tell the processes of several clouds apart. */
    readonly folder: string;
    /** What is given on from the cloud's environment. */
    readonly inherited: GatewayEnvironment;
    /** Called for each line that tells of trouble. */
    onTrouble(line: string): void;
}

/** One running gateway. */
export class GatewayProcess {
    private readonly child: ChildProcess;
    private readonly written: string[] = [];
    private readonly whenListening = Promise.withResolvers<string>();

    /** Resolves with the exit code, or with the signal that ended it. */
    readonly ended: Promise<number | string>;

    /** Starts the process; it reads the gateway from disk, and waits. */
    constructor(private readonly settings: GatewayProcessSettings) {
        const child = spawn(process.execPath, [join(import.meta.dirname, 'gateway-program.js'), settings.folder], {
            stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
            // In a process group of its own, or Ctrl-C in a terminal would end it without what it has begun.
            detached: process.platform !== 'win32',
            windowsHide: true,
            env: settings.inherited
        });
        const { stdout, stderr } = child;
        if (stdout === null || stderr === null) {
            throw new TypeError('A child process has the pipes that it was started with.');
        }
        this.child = child;
        createInterface({ input: stdout }).on('line', line => this.read(line));
        createInterface({ input: stderr }).on('line', line => this.keep(line));
        this.ended = this.end([stdout, stderr]);
    }

    get pid(): number {
        return this.child.pid ?? 0;
    }

    /** The last lines that it wrote. */
    get tail(): string {
        return this.written.join('\n');
    }

    /**
     * Lets it serve.
     *
     * @returns its address
     * @throws ProgramError when it ends instead
     */
    async serve(environment: GatewayEnvironment): Promise<string> {
        // The error of a process that has ended is known by its end.
        this.child.send(environment, () => undefined);
        const ended = this.ended.then(() => {
            throw new ProgramError('sanyam-gateway', this.tail);
        });
        return Promise.race([this.whenListening.promise, ended]);
    }

    /** Lets it finish what it has begun, for a while, and waits for the end of the process. */
    async stop(): Promise<void> {
        if (this.child.connected) {
            this.child.disconnect();
        }
        const impatience = setTimeout(() => this.kill(), STOP_PATIENCE);
        await this.ended;
        clearTimeout(impatience);
    }

    /** Ends it at once; it keeps nothing that could be lost. */
    kill(): void {
        this.child.kill('SIGKILL');
    }

    private async end(outputs: readonly Readable[]): Promise<number | string> {
        // Not the child's own "close": that never comes after a disconnect of ours.
        const closed = outputs.map(output => once(output, 'close'));
        try {
            const [code, signal] = await once(this.child, 'exit');
            await Promise.all(closed);
            return code ?? signal;
        } catch (error) {
            this.keep(String(error));
            return 'it could not be started';
        }
    }

    private read(line: string): void {
        this.keep(line);
        if (FAILURE.test(line)) {
            this.settings.onTrouble(line);
        }
        const url = LISTENING.exec(line)?.groups?.['url'];
        if (url !== undefined) {
            this.whenListening.resolve(url);
        }
    }

    private keep(line: string): void {
        this.written.push(line);
        this.written.splice(0, this.written.length - KEPT_LINES);
    }
}
