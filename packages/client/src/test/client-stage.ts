// SPDX-License-Identifier: MIT

import { startTestGateway, type TestGateway } from '@sanyam/gateway/lib/test/test-gateway';
import { type ReadyLine, testCloud } from '@sanyam/local-cloud';
import type { ApiKeyScope } from '@sanyam/types';
import type { SanyamClient } from '../client/sanyam-client';
import { type ClientUser, signUp } from './client-user';
import { CommandLine } from './command-line';

/** Where a suite plays; it is there for tests and hooks only. */
export interface ClientStage {
    readonly cloud: ReadyLine;
    readonly gateway: TestGateway;
    /** Somebody else in each test. */
    readonly ada: ClientUser;
    /** Ada's, in her session. */
    readonly client: SanyamClient;
    /** Ada's, with her API key in its environment. */
    readonly shell: CommandLine;
}

/**
 * Gives a suite a gateway of its own on the cloud that all tests share, and each test somebody at a terminal.
 *
 * @param scopes of the API key (default: all)
 */
export function stageClient(scopes?: ApiKeyScope[]): ClientStage {
    let house: Pick<ClientStage, 'cloud' | 'gateway'> | undefined;
    let scene: Pick<ClientStage, 'ada' | 'shell'> | undefined;
    before(async () => {
        const cloud = await testCloud();
        house = { cloud, gateway: await startTestGateway(cloud) };
    });
    beforeEach(async () => {
        const { cloud, gateway } = open(house);
        const ada = await signUp(cloud, gateway.url, scopes);
        const shell = await CommandLine.open({ SANYAM_API_KEY: ada.key, SANYAM_GATEWAY_URL: gateway.url });
        scene = { ada, shell };
    });
    afterEach(() => scene?.shell.close());
    after(() => house?.gateway.stop());
    return {
        get cloud() {
            return open(house).cloud;
        },
        get gateway() {
            return open(house).gateway;
        },
        get ada() {
            return open(scene).ada;
        },
        get client() {
            return open(scene).ada.client;
        },
        get shell() {
            return open(scene).shell;
        }
    };
}

function open<Part>(part: Part | undefined): Part {
    if (part === undefined) {
        throw new Error('The stage is there for tests and hooks only.');
    }
    return part;
}
