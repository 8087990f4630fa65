// SPDX-License-Identifier: MIT

import { type ReadyLine, testCloud } from '@sanyam/local-cloud';
import type { StartGateway } from './each-way';
import { GatewayUser } from './gateway-user';
import { startTestGateway, type TestGateway } from './test-gateway';

/** Where a suite plays; it is there for tests and hooks only. */
export interface GatewayStage {
    readonly cloud: ReadyLine;
    readonly gateway: TestGateway;
    /** Whoever calls. */
    readonly ada: GatewayUser;
}

/** Gives a suite a gateway of its own on the cloud that all tests share, and somebody with a tier. */
export function stageGateway(tier: string, startGateway: StartGateway = startTestGateway): GatewayStage {
    let open: GatewayStage | undefined;
    const current = () => {
        if (open === undefined) {
            throw new Error('The stage is there for tests and hooks only.');
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
