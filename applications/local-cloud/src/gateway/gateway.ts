// SPDX-License-Identifier: MIT

import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { StartUpError } from '../start-up-error.js';
import { portTaken } from '../describe-error.js';
import { ProgramError } from '../process/run.js';
import type { Progress } from '../progress.js';
import { type GatewayEnvironment, inheritedEnvironment } from './gateway-environment.js';
import { GatewayProcess } from './gateway-process.js';

const PORT_TAKEN = /\bEADDRINUSE\b/;

/** Milliseconds before a gateway that ended unexpectedly is restarted. The pause doubles each time. */
const FIRST_PAUSE = 250;
const LONGEST_PAUSE = 30_000;

/** A gateway that ran for this many milliseconds started correctly, so the pause is reset. */
const HEALTHY = 60_000;

/**
 * The gateway of the cloud, in its own process. It is the program that operators run. If it ends unexpectedly, the
 * database keeps running, and the gateway is restarted on the same port.
 */
export class Gateway {
    private readonly stopping = new AbortController();
    private process: GatewayProcess;

    private constructor(
        private readonly folder: string,
        private readonly progress: Progress
    ) {
        this.process = this.spawn();
    }

    /**
     * Starts a process that loads the gateway and waits.
     *
     * @throws StartUpError when the gateway is not compiled
     */
    static load(folder: string, progress: Progress): Gateway {
        const program = fileURLToPath(import.meta.resolve('@sanyam/gateway/lib/main.js'));
        if (!existsSync(program)) {
            throw new StartUpError(`${program} is missing. Run "npm run build", or start with --no-gateway.`);
        }
        return new Gateway(folder, progress);
    }

    /**
     * Lets the gateway serve a running cloud, and restarts it whenever it ends unexpectedly.
     *
     * @param port 0 takes a free port
     * @param signal stops the waiting
     * @returns its address, as soon as it is ready
     * @throws StartUpError when the port is taken, or the gateway cannot serve this database; ProgramError when it does
     *     not accept its environment
     */
    async serve(environment: GatewayEnvironment, port: number, signal: AbortSignal): Promise<string> {
        const stop = (): void => void this.stop();
        signal.addEventListener('abort', stop, { once: true });
        try {
            const url = await this.listen({ ...environment, PORT: String(port) });
            await expectReady(url, signal);
            void this.keepRunning({ ...environment, PORT: new URL(url).port });
            return url;
        } catch (error) {
            if (error instanceof ProgramError && PORT_TAKEN.test(error.output)) {
                throw new StartUpError(portTaken(port, '--gateway-port'), { cause: error });
            }
            throw error;
        } finally {
            signal.removeEventListener('abort', stop);
        }
    }

    /** Stops the gateway. Can be called more than once. */
    async stop(): Promise<void> {
        this.stopping.abort();
        await this.process.stop();
    }

    kill(): void {
        this.stopping.abort();
        this.process.kill();
    }

    private spawn(): GatewayProcess {
        return new GatewayProcess({
            folder: this.folder,
            inherited: inheritedEnvironment(process.env),
            onTrouble: line => this.progress.say(`gateway: ${line}`)
        });
    }

    private async listen(environment: GatewayEnvironment): Promise<string> {
        const url = await this.process.serve(environment);
        this.progress.say(`gateway: ${url}, process ${this.process.pid}`);
        return url;
    }

    private async keepRunning(environment: GatewayEnvironment): Promise<void> {
        const { signal } = this.stopping;
        for (let pause = FIRST_PAUSE; ; pause = Math.min(2 * pause, LONGEST_PAUSE)) {
            const started = performance.now();
            const end = await this.process.ended;
            if (signal.aborted) {
                return;
            }
            if (performance.now() - started > HEALTHY) {
                pause = FIRST_PAUSE;
            }
            this.progress.say(
                `the gateway ended unexpectedly (${end}). Restarting it in ${pause / 1000} s. ` +
                    `Its last output:\n${this.process.tail}`
            );
            await Promise.race([delay(pause), once(signal, 'abort')]);
            if (signal.aborted) {
                return;
            }
            this.process = this.spawn();
            // A gateway that does not start ends, which the loop notices.
            this.listen(environment).catch(() => undefined);
        }
    }
}

async function expectReady(url: string, signal: AbortSignal): Promise<void> {
    const answer = await fetch(`${url}/readyz`, { signal });
    await answer.text();
    if (!answer.ok) {
        throw new StartUpError(
            'The gateway cannot serve this database. Its log above says why. ' +
                'If you use your own migrations, start with --no-gateway.'
        );
    }
}
