// SPDX-License-Identifier: MIT

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** The program of the gateway, as operators run it. */
export class GatewayProcess {
    private constructor(
        readonly url: string,
        private readonly child: ChildProcess,
        private readonly ended: Promise<unknown>
    ) {}

    /**
     * Starts the program. Resolves when it listens.
     *
     * @param nodeOptions options for Node
     */
    static async start(
        environment: Record<string, string | undefined>,
        nodeOptions: readonly string[] = []
    ): Promise<GatewayProcess> {
        const child = spawn(process.execPath, [...nodeOptions, join(__dirname, '..', 'main.js')], {
            env: { PATH: process.env['PATH'], ...environment },
            stdio: ['ignore', 'pipe', 'inherit']
        });
        const ended = once(child, 'exit');
        for await (const line of createInterface({ input: child.stdout ?? process.stdin })) {
            const { url } = JSON.parse(line) as { url?: string };
            if (url !== undefined) {
                child.stdout?.resume();
                return new GatewayProcess(url, child, ended);
            }
        }
        throw new Error('The gateway did not start.');
    }

    get isRunning(): boolean {
        return this.child.exitCode === null && this.child.signalCode === null;
    }

    async kill(signal: 'SIGKILL' | 'SIGTERM' = 'SIGKILL'): Promise<void> {
        this.child.kill(signal);
        await this.ended;
    }
}
