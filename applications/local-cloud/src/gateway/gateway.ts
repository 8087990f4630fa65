// SPDX-License-Identifier: MIT

import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { CloudError } from '../cloud-error.js';
import { portTaken } from '../explain.js';
import { ProgramError } from '../process/run.js';
import type { Progress } from '../progress.js';
import { type GatewayEnvironment, inheritedEnvironment } from './gateway-environment.js';
import { GatewayProcess } from './gateway-process.js';

const PORT_TAKEN = /\bEADDRINUSE\b/;

/** The pause before a gateway that ended by itself is started again, in milliseconds; it doubles each time. */
const FIRST_PAUSE = 250;
const LONGEST_PAUSE = 30_000;

/** A gateway that ran for so long, in milliseconds, did not end because of how it was started. */
const HEALTHY = 60_000;

/**
 * The gateway of the cloud, in a process of its own: the very program that operators run, and what becomes of it
 * does not take the database along. One that ends by itself is started again on the same port.
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
     * Starts a process that reads the gateway from disk and waits.
     *
     * @throws CloudError when it was not compiled
     */
    static load(folder: string, progress: Progress): Gateway {
        const program = fileURLToPath(import.meta.resolve('@sanyam/gateway/lib/main.js'));
        if (!existsSync(program)) {
            throw new CloudError(`There is no ${program}: run "npm run build", or start with --no-gateway.`);
        }
        return new Gateway(folder, progress);
    }

    /**
     * Lets it serve a cloud that answers, and from then on sees to it that it does.
     *
     * @param port 0: any free one
     * @param signal cuts the waiting off
     * @returns its address, when it is ready
     * @throws CloudError when the port is taken, or it cannot serve this database; ProgramError when it does not accept
     *     its environment
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
                throw new CloudError(portTaken(port, '--gateway-port'), { cause: error });
            }
            throw error;
        } finally {
            signal.removeEventListener('abort', stop);
        }
    }

    /** Stops it in good order, once or more. */
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
                `the gateway ended by itself (${end}): starting it again in ${pause / 1000} s; ` +
                    `it wrote:\n${this.process.tail}`
            );
            await Promise.race([delay(pause), once(signal, 'abort')]);
            if (signal.aborted) {
                return;
            }
            this.process = this.spawn();
            // One that does not come up ends, and that is heard above.
            this.listen(environment).catch(() => undefined);
        }
    }
}

async function expectReady(url: string, signal: AbortSignal): Promise<void> {
    const answer = await fetch(`${url}/readyz`, { signal });
    await answer.text();
    if (!answer.ok) {
        throw new CloudError(
            'The gateway cannot serve this database, and said why above. ' +
                'With migrations of your own, start with --no-gateway.'
        );
    }
}
