// SPDX-License-Identifier: MIT

import { readGatewayConfiguration } from './configuration/gateway-configuration';
import { isolateGateway } from './configuration/own-environment';
import { createLog } from './observability/log';
import { startGateway } from './start-gateway';

async function main(): Promise<void> {
    isolateGateway(process.env);
    const log = createLog();
    const gateway = await startGateway(readGatewayConfiguration(process.env), log);
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
        process.once(signal, () => {
            log.info({ signal }, 'the gateway stops');
            void gateway.stop().then(() => process.exit(0));
        });
    }
}

main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
});
