// SPDX-License-Identifier: MIT

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { ProgramError } from '../process/run.js';
import type { GatewayEnvironment } from './gateway-environment.js';

/** The number of log lines that are kept to explain an unexpected end. */
const KEPT_LINES = 20;

/** Milliseconds that running requests get when the cloud stops. */
const STOP_PATIENCE = 2_000;

/** A log line about an error: levels 50 and 60 of pino. */
const FAILURE = /^\{"level":[56]0,/;

/** The log line with the gateway's address. */
const LISTENING = /"url":"(?<url>http:[^"]+)".*"the gateway listens"/;

export interface GatewayProcessSettings {
    /** The data folder. It is part of the command line, which tells the processes of several clouds apart. */
    readonly folder: string;
    /** The inherited part of the cloud's environment. */
    readonly inherited: GatewayEnvironment;
    /** Called for each log line about an error. */
    onTrouble(line: string): void;
}

/** A gateway process. */
export class GatewayProcess {
    private readonly child: ChildProcess;
    private readonly written: string[] = [];
    private readonly whenListening = Promise.withResolvers<string>();

    /** Resolves with the exit code, or with the signal that ended it. */
    readonly ended: Promise<number | string>;

    /** Starts the process, which loads the gateway and waits. */
    constructor(private readonly settings: GatewayProcessSettings) {
        const child = spawn(process.execPath, [join(import.meta.dirname, 'gateway-program.js'), settings.folder], {
            stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
            // Its own process group: otherwise Ctrl+C in a terminal ends it before its requests finish.
            detached: process.platform !== 'win32',
            windowsHide: true,
            env: settings.inherited
        });
        const { stdout, stderr } = child;
        if (stdout === null || stderr === null) {
            throw new TypeError('The child process has no pipes.');
        }
        this.child = child;
        createInterface({ input: stdout }).on('line', line => this.read(line));
        createInterface({ input: stderr }).on('line', line => this.keep(line));
        this.ended = this.end([stdout, stderr]);
    }

    get pid(): number {
        return this.child.pid ?? 0;
    }

    /** The last lines of its output. */
    get tail(): string {
        return this.written.join('\n');
    }

    /**
     * Sends the environment to the gateway, and waits until it listens.
     *
     * @returns its address
     * @throws ProgramError when the process ends first
     */
    async serve(environment: GatewayEnvironment): Promise<string> {
        // Sending to an ended process fails, which `ended` reports.
        this.child.send(environment, () => undefined);
        const ended = this.ended.then(() => {
            throw new ProgramError('sanyam-gateway', this.tail);
        });
        return Promise.race([this.whenListening.promise, ended]);
    }

    /** Lets running requests finish for a while, and waits until the process has ended. */
    async stop(): Promise<void> {
        if (this.child.connected) {
            this.child.disconnect();
        }
        const impatience = setTimeout(() => this.kill(), STOP_PATIENCE);
        await this.ended;
        clearTimeout(impatience);
    }

    /** Kills the process. A gateway has no state to lose. */
    kill(): void {
        this.child.kill('SIGKILL');
    }

    private async end(outputs: readonly Readable[]): Promise<number | string> {
        // The child emits no "close" after a disconnect from our side.
        const closed = outputs.map(output => once(output, 'close'));
        try {
            const [code, signal] = await once(this.child, 'exit');
            await Promise.all(closed);
            return code ?? signal;
        } catch (error) {
            this.keep(String(error));
            return 'could not be started';
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
