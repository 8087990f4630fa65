// SPDX-License-Identifier: MIT

import { isolateEnvironment } from '@sanyam/types/lib/own-environment.js';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type ReadyLine, readyLineSchema } from '../ready-line.js';

export const MAIN = join(import.meta.dirname, '..', 'main.js');

export interface CloudProcessOptions {
    /** Variables beside those of this process. Undefined: not set. */
    readonly environment?: Readonly<Record<string, string | undefined>>;
    /** Runs the cloud as another user, where root tests. */
    readonly user?: number;
}

/** The real program, as a user starts it. */
export class CloudProcess {
    private readonly child: ChildProcess;
    private readonly printed: string[] = [];
    private text = '';
    private readonly watchers = new Set<() => void>();

    /** Resolves with the exit code, or with the signal that ended it. */
    readonly ended: Promise<number | string>;

    constructor(commandLine: readonly string[], options: CloudProcessOptions = {}) {
        const environment = { ...process.env, ...options.environment };
        isolateEnvironment(process.env);
        this.child = spawn(process.execPath, [MAIN, ...commandLine], {
            stdio: ['ignore', 'pipe', 'pipe'],
            env: environment,
            ...(options.user !== undefined && { uid: options.user, gid: options.user })
        });
        this.ended = once(this.child, 'close').then(([code, signal]) => code ?? signal);
        void this.ended.then(() => this.tell());
        if (this.child.stdout && this.child.stderr) {
            createInterface({ input: this.child.stdout }).on('line', line => {
                this.printed.push(line);
                this.tell();
            });
            this.child.stderr.setEncoding('utf8').on('data', chunk => {
                this.text += String(chunk);
                this.tell();
            });
        }
    }

    get pid(): number {
        return this.child.pid ?? 0;
    }

    /** All lines on standard output. */
    get output(): readonly string[] {
        return this.printed;
    }

    /** Everything on standard error. */
    get said(): string {
        return this.text;
    }

    /** Waits for the ready line. */
    async ready(): Promise<ReadyLine> {
        await this.until(() => this.printed.length > 0);
        return readyLineSchema.parse(JSON.parse(this.printed[0] ?? ''));
    }

    /** Waits until standard error matches a pattern. */
    async says(pattern: RegExp): Promise<RegExpExecArray> {
        await this.until(() => pattern.test(this.text));
        const match = pattern.exec(this.text);
        if (match === null) {
            throw new Error(`The cloud never wrote ${String(pattern)}.`);
        }
        return match;
    }

    kill(signal: NodeJS.Signals): void {
        this.child.kill(signal);
    }

    /** Asks it to stop and waits until it has. */
    async stop(): Promise<number | string> {
        this.kill('SIGTERM');
        return this.ended;
    }

    private async until(condition: () => boolean): Promise<void> {
        await new Promise<void>((resolve, reject) => {
            const look = (): void => {
                if (condition()) {
                    this.watchers.delete(look);
                    resolve();
                } else if (this.child.exitCode !== null || this.child.signalCode !== null) {
                    this.watchers.delete(look);
                    reject(new Error(`The cloud ended first. It wrote:\n${this.text}`));
                }
            };
            this.watchers.add(look);
            look();
        });
    }

    private tell(): void {
        for (const look of [...this.watchers]) {
            look();
        }
    }
}
