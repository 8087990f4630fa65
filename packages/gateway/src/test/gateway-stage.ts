// SPDX-License-Identifier: MIT

import { type ReadyLine } from '@sanyam/local-cloud';
import { testCloud } from '@sanyam/test-kit/test-cloud';
import type { StartGateway } from './each-way';
import { GatewayUser } from './gateway-user';
import { startTestGateway, type TestGateway } from './test-gateway';

/** The environment of a suite. Use it only in tests and hooks. */
export interface GatewayStage {
    readonly cloud: ReadyLine;
    readonly gateway: TestGateway;
    /** The caller. */
    readonly ada: GatewayUser;
}

/** Gives a suite its own gateway on the shared cloud, and a user with a tier. */
export function stageGateway(tier: string, startGateway: StartGateway = startTestGateway): GatewayStage {
    let open: GatewayStage | undefined;
    const current = () => {
        if (open === undefined) {
            throw new Error('Use the stage only in tests and hooks.');
        }
        return open;
    };
    before(async () => {
        const cloud = await testCloud();
        const gateway = await startGateway(cloud);
        const ada = await GatewayUser.signUp(cloud, gateway.url);
        open = { cloud, gateway, ada };
        await ada.setTier(tier);
    });
    after(() => open?.gateway.stop());
    return {
        get cloud() {
            return current().cloud;
        },
        get gateway() {
            return current().gateway;
        },
        get ada() {
            return current().ada;
        }
    };
}
